import type { Live } from '#shared/health'
import { version } from '../../../package.json'
import { apiRoute } from '../../http/apiRoute'

export default apiRoute((): Live => ({ status: 'ok', version }))
