import { setResponseStatus } from 'h3'
import { ProcessQuery, type ProcessAccepted } from '#shared/job'
import { apiRoute, queryOf } from '../../http/apiRoute'
import { limitClient } from '../../http/clientLimits'
import { readUpload } from '../../http/readUpload'
import { acceptUpload } from '../../jobs/acceptUpload'

export default apiRoute(async (event): Promise<ProcessAccepted> => {
  const { backends, settings, stopping } = event.context.running
  limitClient(event, 'uploads', settings.maxUploadsPerClient)
  const { job_id: jobId, baseline } = queryOf(event, ProcessQuery)
  const upload = await readUpload(event, { maxUploadBytes: settings.maxUploadBytes, stopping })
  const accepted = await acceptUpload(backends, upload, { jobId: jobId?.toLowerCase(), baselineId: baseline?.toLowerCase() }, settings)
  setResponseStatus(event, 202)
  return accepted
})
