import { SearchQuery } from '#shared/search'
import { apiRoute, jobIdOf, queryOf } from '../../../../http/apiRoute'
import { sendRows } from '../../../../http/sendRows'
import { searchLog } from '../../../../jobs/reading/searchLog'

export default apiRoute((event) => {
  const { backends, compute, stopping } = event.context.running
  const [jobId, query] = [jobIdOf(event), queryOf(event, SearchQuery)]
  return sendRows(event, signal => searchLog(backends, compute, jobId, query, signal), stopping)
})
