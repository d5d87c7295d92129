import { LinesQuery } from '#shared/results'
import { apiRoute, jobIdOf, queryOf } from '../../../../http/apiRoute'
import { readLines } from '../../../../jobs/reading/readLines'

export default apiRoute((event) => {
  const { backends, compute } = event.context.running
  return readLines(backends, compute, jobIdOf(event), queryOf(event, LinesQuery))
})
