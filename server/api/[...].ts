import { ROUTES } from '#shared/routes'
import { apiRoute } from '../http/apiRoute'
import { NotFound, WrongMethod } from '../http/errors'
import { methodsOf } from '../http/routePaths'

export default apiRoute((event) => {
  const methods = methodsOf(ROUTES, event.path)
  if (methods.length === 0) throw new NotFound('Nothing answers under this path; /api/openapi.json lists what there is.')
  throw new WrongMethod(`This path takes ${methods.join(', ')}.`)
})
