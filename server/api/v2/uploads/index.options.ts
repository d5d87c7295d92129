import { apiRoute } from '../../../http/apiRoute'

export default apiRoute(event => event.context.running.tus(event))
