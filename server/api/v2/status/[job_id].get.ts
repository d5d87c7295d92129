import { apiRoute, jobIdOf } from '../../../http/apiRoute'
import { jobStatus } from '../../../jobs/jobStatus'

export default apiRoute(event => jobStatus(event.context.running.backends, jobIdOf(event)))
