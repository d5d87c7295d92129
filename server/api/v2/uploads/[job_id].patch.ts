import { apiRoute } from '../../../http/apiRoute'
import { limitClient } from '../../../http/clientLimits'

export default apiRoute((event) => {
  const { tus, settings } = event.context.running
  limitClient(event, 'uploads', settings.maxUploadsPerClient)
  return tus(event)
})
