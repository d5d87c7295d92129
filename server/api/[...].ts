import { ROUTES } from '#shared/routes'
import { apiRoute } from '../http/apiRoute'
import { NotFound, WrongMethod } from '../http/errors'
import { methodsOf } from '../http/routePaths'

export default apiRoute((event) => {
  const methods = methodsOf(ROUTES, event.path)
  if (methods.length === 0) throw new NotFound({ code: 'no_path', args: {} })
  throw new WrongMethod({ code: 'other_method', args: { methods } })
})
