import { setResponseHeader } from 'h3'
import { apiRoute } from '../../http/apiRoute'
import { METRICS_TYPE, metricsText } from '../../http/metrics'
import { measures } from '../../jobs/measures'
import { serverCounts } from '../../jobs/reading/serverCounts'

export default apiRoute(async (event) => {
  setResponseHeader(event, 'content-type', METRICS_TYPE)
  return metricsText(await serverCounts(event.context.running.backends), measures)
})
