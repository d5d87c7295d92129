import { PartsQuery } from '#shared/comparison'
import { apiRoute, jobIdOf, queryOf } from '../../../../../http/apiRoute'
import { untilGone } from '../../../../../http/untilGone'
import { comparePartValues } from '../../../../../jobs/reading/comparePartValues'

export default apiRoute((event) => {
  const { backends, compute, stopping } = event.context.running
  const [jobId, query] = [jobIdOf(event), queryOf(event, PartsQuery)]
  return untilGone(event, stopping, signal => comparePartValues(backends, compute, jobId, query, signal))
})
