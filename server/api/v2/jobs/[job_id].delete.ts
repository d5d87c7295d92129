import { setResponseStatus } from 'h3'
import { apiRoute, jobIdOf } from '../../../http/apiRoute'
import { deleteJob } from '../../../jobs/ending/deleteJob'

export default apiRoute(async (event): Promise<null> => {
  await deleteJob(event.context.running.backends, jobIdOf(event))
  setResponseStatus(event, 204)
  return null
})
