import { getRequestHeader, setResponseStatus } from 'h3'
import { StreamQuery } from '#shared/stream'
import { apiRoute, jobIdOf, queryOf } from '../../../../http/apiRoute'
import { limitClient } from '../../../../http/clientLimits'
import { sendEvents } from '../../../../http/sendEvents'
import { followJob, positionAfter } from '../../../../jobs/reading/followJob'

export default apiRoute(async (event) => {
  const { backends, settings, stopping } = event.context.running
  limitClient(event, 'streams', settings.maxStreamsPerClient)
  const jobId = jobIdOf(event)
  const position = await positionAfter(backends, jobId, getRequestHeader(event, 'last-event-id') ?? queryOf(event, StreamQuery).last_event_id)
  if (position) return sendEvents(event, signal => followJob(backends, jobId, position, signal), stopping)
  setResponseStatus(event, 204)
  return null
})
