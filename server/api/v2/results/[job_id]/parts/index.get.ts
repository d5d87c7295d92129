import { PartsQuery } from '#shared/comparison'
import { apiRoute, jobIdOf, queryOf } from '../../../../../http/apiRoute'
import { compareParts } from '../../../../../jobs/reading/compareParts'

export default apiRoute((event) => {
  const { backends, compute } = event.context.running
  return compareParts(backends, compute, jobIdOf(event), queryOf(event, PartsQuery))
})
