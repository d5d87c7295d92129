import { MarksImport } from '#shared/mark'
import { apiRoute } from '../../../http/apiRoute'
import { readJson } from '../../../http/readJson'
import { importMarks } from '../../../jobs/reading/marks'

/** Of 5,000 marks at most; chosen: a template is a line or so. */
const BODY_MAX_BYTES = 8 * 1024 * 1024

export default apiRoute(async event => importMarks(event.context.running.backends, await readJson(event, MarksImport, BODY_MAX_BYTES)))
