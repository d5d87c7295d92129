import { setResponseStatus } from 'h3'
import { apiRoute } from '../../http/apiRoute'
import { readiness } from '../../jobs/reading/readiness'

export default apiRoute(async (event) => {
  const ready = await readiness(event.context.running.backends)
  if (ready.status !== 'ok') setResponseStatus(event, 503)
  return ready
})
