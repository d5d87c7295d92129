import type { H3Error, H3Event } from 'h3'
import type { Problem } from '#shared/problem'
import { drainRequest } from './drainRequest'

/** Answers what h3 and Nitro throw themselves under /api as a problem; pages are left to Nuxt. */
export default function answerApiErrors(error: H3Error, event: H3Event): void {
  const { req, res } = event.node
  if (!event.path.startsWith('/api/') || res.headersSent) return
  const status = error.statusCode ?? 500
  const problem: Problem = {
    type: 'about:blank',
    title: error.statusMessage || (status >= 500 ? 'Internal error' : 'Refused'),
    status,
    detail: status >= 500 ? 'Something went wrong on the server; its log says more.' : error.message || 'The request was refused.',
  }
  drainRequest(req)
  res.writeHead(status, { 'content-type': 'application/problem+json', 'cache-control': 'no-store' })
  res.end(JSON.stringify(problem))
}
