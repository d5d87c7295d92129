import { Socket } from 'node:net'
import { defineEventHandler, setResponseHeaders } from 'h3'
import { requireSameHost } from '../http/sameHost'
import { problemOf, sendProblem } from '../http/problem'
import { drainRequest } from '../http/drainRequest'

/** Keeps foreign web pages out. What the server asks of itself while it renders a page has no socket. */
export default defineEventHandler((event) => {
  const { req } = event.node
  if (!(req.socket instanceof Socket)) return
  try {
    requireSameHost(event.method, req.headers, event.context.running.isOurHost)
  }
  catch (error) {
    drainRequest(req)
    return sendProblem(event, problemOf(error))
  }
  setResponseHeaders(event, { 'x-content-type-options': 'nosniff', 'cross-origin-resource-policy': 'same-origin', 'referrer-policy': 'no-referrer' })
})
