import { setResponseStatus } from 'h3'
import { NewMark } from '#shared/mark'
import { apiRoute } from '../../../http/apiRoute'
import { readJson } from '../../../http/readJson'
import { addMark } from '../../../jobs/reading/marks'

export default apiRoute(async (event) => {
  const mark = await addMark(event.context.running.backends, await readJson(event, NewMark))
  setResponseStatus(event, 201)
  return mark
})
