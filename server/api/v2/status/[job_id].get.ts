import { apiRoute, jobIdOf } from '../../../http/apiRoute'
import { jobStatus } from '../../../jobs/reading/jobStatus'

export default apiRoute(event => jobStatus(event.context.running.backends, jobIdOf(event)))
