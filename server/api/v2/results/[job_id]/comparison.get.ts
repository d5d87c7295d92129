import { apiRoute, jobIdOf } from '../../../../http/apiRoute'
import { readComparison } from '../../../../jobs/reading/readComparison'

export default apiRoute(event => readComparison(event.context.running.backends, jobIdOf(event)))
