import { ResultsQuery } from '#shared/results'
import { apiRoute, jobIdOf, queryOf } from '../../../../http/apiRoute'
import { asCsv, asJsonArray, asNdjson } from '../../../../http/resultRows'
import { sendText } from '../../../../http/sendText'
import { readAllResults, readResults } from '../../../../jobs/reading/readResults'

export default apiRoute(async (event) => {
  const { backends } = event.context.running
  const [jobId, query] = [jobIdOf(event), queryOf(event, ResultsQuery)]
  if (query.format === 'json') return readResults(backends, jobId, query)
  const pages = readAllResults(backends, jobId, query)
  if (query.format === 'ndjson') return sendText(event, { 'content-type': 'application/x-ndjson; charset=utf-8' }, asNdjson(pages))
  if (query.format === 'json-array') return sendText(event, { 'content-type': 'application/json; charset=utf-8' }, asJsonArray(pages))
  const headers = { 'content-type': 'text/csv; charset=utf-8; header=present', 'content-disposition': `attachment; filename="anomalies-${jobId}.csv"` }
  return sendText(event, headers, asCsv(pages))
})
