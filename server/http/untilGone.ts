import type { H3Event } from 'h3'
import { ServerStopping } from './errors'

/** Works on an answer until the client hangs up, who then gets none. @throws ServerStopping once the server is being stopped. */
export async function untilGone<T>(event: H3Event, stopping: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T | null> {
  const gone = new AbortController()
  event.node.res.once('close', () => gone.abort())
  try {
    return await work(AbortSignal.any([gone.signal, stopping]))
  }
  catch (error) {
    if (stopping.aborted) throw new ServerStopping({ code: 'stopping', args: {} }, { cause: error })
    if (gone.signal.aborted) return null
    throw error
  }
}
