import { apiRoute, jobIdOf } from '../../../http/apiRoute'
import { cancelJob } from '../../../jobs/cancelJob'

export default apiRoute(event => cancelJob(event.context.running.backends, jobIdOf(event)))
