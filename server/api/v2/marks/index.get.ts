import { apiRoute } from '../../../http/apiRoute'
import { listMarks } from '../../../jobs/marks'

export default apiRoute(event => listMarks(event.context.running.backends))
