import { apiRoute, jobIdOf } from '../../../http/apiRoute'
import { cancelJob } from '../../../jobs/ending/cancelJob'

export default apiRoute(event => cancelJob(event.context.running.backends, jobIdOf(event)))
