import { Socket } from 'node:net'
import { defineEventHandler, getRequestURL, readRawBody, sendRedirect, setResponseHeader, setResponseHeaders, setResponseStatus, type H3Event } from 'h3'
import { drainRequest } from '../http/drainRequest'
import { NoToken } from '../http/errors'
import { problemOf, sendProblem } from '../http/problem'
import { accessCookie, accessPage, hasAccess, isToken, pathAfter } from '../http/token'

const OPEN = /^\/(?:api\/health\/|_nuxt\/|favicon)/
/** A form with a token is far shorter. */
const FORM_MAX_BYTES = 4096
/** The access page has one style of its own and sends its form here; nothing else. */
const ACCESS_POLICY = `default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`

/** Where a token is set: the API wants it, the page asks for it once. What the server asks of itself has no socket. */
export default defineEventHandler((event) => {
  const { apiToken } = event.context.running.settings
  const { req } = event.node
  if (apiToken === null || !(req.socket instanceof Socket) || OPEN.test(event.path)) return undefined
  if (event.path === '/access' && event.method === 'POST') return takeToken(event, apiToken)
  if (hasAccess(req.headers, apiToken)) return undefined
  if (!event.path.startsWith('/api/')) return sendAccessPage(event, event.path, false)
  drainRequest(req)
  setResponseHeader(event, 'www-authenticate', 'Bearer')
  return sendProblem(event, problemOf(new NoToken({ code: 'no_token', args: {} })))
})

async function takeToken(event: H3Event, apiToken: string) {
  if (Number(event.node.req.headers['content-length'] ?? Infinity) > FORM_MAX_BYTES) return sendAccessPage(event, '/', true)
  const form = new URLSearchParams(await readRawBody(event))
  const next = pathAfter(form.get('next'))
  if (!isToken(form.get('token') ?? '', apiToken)) return sendAccessPage(event, next, true)
  setResponseHeader(event, 'set-cookie', accessCookie(apiToken, getRequestURL(event, { xForwardedProto: true }).protocol === 'https:'))
  return sendRedirect(event, next, 303)
}

function sendAccessPage(event: H3Event, next: string, wasWrong: boolean): string {
  setResponseStatus(event, 401)
  setResponseHeaders(event, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', 'content-security-policy': ACCESS_POLICY })
  return accessPage(pathAfter(next), wasWrong)
}
