import { generateSample } from '../../../samples'
import { apiRoute } from '../../http/apiRoute'
import { sendText } from '../../http/sendText'

/** Small enough to be done while a person watches. */
const SAMPLE = { kind: 'shop', sizeBytes: 2 * 1024 * 1024, seed: 1, incidents: true } as const

export default apiRoute(event => sendText(event, {
  'content-type': 'text/plain; charset=utf-8',
  'content-disposition': 'attachment; filename="sample-shop.log"',
}, generateSample(SAMPLE)))
