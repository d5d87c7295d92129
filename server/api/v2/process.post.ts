import { setResponseStatus } from 'h3'
import { ProcessQuery, type ProcessAccepted } from '#shared/job'
import { apiRoute, queryOf } from '../../http/apiRoute'
import { limitClient } from '../../http/clientLimits'
import { readForm } from '../../http/readUpload'
import { receiveAsOne } from '../../jobs/receiving/receiveAsOne'
import { receiveEach } from '../../jobs/receiving/receiveEach'

export default apiRoute(async (event): Promise<ProcessAccepted> => {
  const { backends, settings, stopping } = event.context.running
  limitClient(event, 'uploads', settings.maxUploadsPerClient)
  const { job_id: jobId, baseline: baselineIds, together = false, ...reading } = queryOf(event, ProcessQuery)
  const files = readForm(event, { maxUploadBytes: settings.maxUploadBytes, stopping, onlyOne: jobId !== undefined && !together })
  const accept = together ? receiveAsOne : receiveEach
  const accepted = await accept(backends, files, { jobId: jobId?.toLowerCase(), baselineIds, reading }, settings)
  setResponseStatus(event, 202)
  return accepted
})
