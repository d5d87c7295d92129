import { TemplatesQuery } from '#shared/results'
import { apiRoute, jobIdOf, queryOf } from '../../../../http/apiRoute'
import { readTemplates } from '../../../../jobs/reading/readTemplates'

export default apiRoute(event => readTemplates(event.context.running.backends, jobIdOf(event), queryOf(event, TemplatesQuery)))
