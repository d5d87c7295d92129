import { JobsQuery } from '#shared/job'
import { apiRoute, queryOf } from '../../../http/apiRoute'
import { listJobs } from '../../../jobs/reading/listJobs'

export default apiRoute(event => listJobs(event.context.running.backends, queryOf(event, JobsQuery)))
