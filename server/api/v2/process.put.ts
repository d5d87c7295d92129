import { setResponseStatus } from 'h3'
import { ProcessFileQuery, type ProcessAccepted } from '#shared/job'
import { apiRoute, queryOf } from '../../http/apiRoute'
import { limitClient } from '../../http/clientLimits'
import { readBody } from '../../http/readUpload'
import { receiveEach } from '../../jobs/receiving/receiveEach'

export default apiRoute(async (event): Promise<ProcessAccepted> => {
  const { backends, settings, stopping } = event.context.running
  limitClient(event, 'uploads', settings.maxUploadsPerClient)
  const { job_id: jobId, baseline: baselineIds, filename, ...reading } = queryOf(event, ProcessFileQuery)
  const file = readBody(event, filename, { maxUploadBytes: settings.maxUploadBytes, stopping })
  const accepted = await receiveEach(backends, (async function* () { yield file })(), { jobId: jobId?.toLowerCase(), baselineIds, reading }, settings)
  setResponseStatus(event, 202)
  return accepted
})
