import { getRouterParam, setResponseStatus } from 'h3'
import { Mark } from '#shared/mark'
import { apiRoute } from '../../../http/apiRoute'
import { NotFound } from '../../../http/errors'
import { removeMark } from '../../../jobs/reading/marks'

export default apiRoute(async (event): Promise<null> => {
  const markId = Mark.shape.mark_id.safeParse(getRouterParam(event, 'mark_id'))
  if (!markId.success) throw new NotFound({ code: 'no_mark_id', args: {} })
  await removeMark(event.context.running.backends, markId.data.toLowerCase())
  setResponseStatus(event, 204)
  return null
})
