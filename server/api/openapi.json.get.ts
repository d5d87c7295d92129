import { version } from '../../package.json'
import { apiRoute } from '../http/apiRoute'
import { openApiDocument } from '../http/openApiDocument'

export default apiRoute(() => openApiDocument(version))
