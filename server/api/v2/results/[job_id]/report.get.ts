import { setResponseHeader } from 'h3'
import { ReportQuery } from '#shared/results'
import { apiRoute, jobIdOf, queryOf } from '../../../../http/apiRoute'
import { reportHtml } from '../../../../http/reportHtml'
import { reportPlain } from '../../../../http/reportPlain'
import { readReport } from '../../../../jobs/reading/readReport'

export default apiRoute(async (event) => {
  const { backends, compute } = event.context.running
  const jobId = jobIdOf(event)
  const query = queryOf(event, ReportQuery)
  const report = await readReport(backends, compute, jobId, query)
  if (query.format === 'text') {
    setResponseHeader(event, 'content-type', 'text/plain; charset=utf-8')
    return reportPlain(report, query.language)
  }
  setResponseHeader(event, 'content-type', 'text/html; charset=utf-8')
  setResponseHeader(event, 'content-disposition', `attachment; filename="report-${jobId}.html"`)
  return reportHtml(report, query.language)
})
