import { LogsQuery } from '#shared/comparison'
import { apiRoute, jobIdOf, queryOf } from '../../../../http/apiRoute'
import { compareJobs } from '../../../../jobs/reading/compareJobs'

export default apiRoute((event) => {
  const { backends, compute } = event.context.running
  return compareJobs(backends, compute, jobIdOf(event), queryOf(event, LogsQuery).baseline)
})
