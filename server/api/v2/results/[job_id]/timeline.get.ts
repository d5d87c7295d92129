import { TimelineQuery } from '#shared/timeline'
import { apiRoute, jobIdOf, queryOf } from '../../../../http/apiRoute'
import { readTimeline } from '../../../../jobs/reading/readTimeline'

export default apiRoute((event) => {
  const { backends, compute } = event.context.running
  return readTimeline(backends, compute, jobIdOf(event), queryOf(event, TimelineQuery).by)
})
