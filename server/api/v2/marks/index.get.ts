import { apiRoute } from '../../../http/apiRoute'
import { listMarks } from '../../../jobs/reading/marks'

export default apiRoute(event => listMarks(event.context.running.backends))
