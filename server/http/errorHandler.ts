import type { H3Error, H3Event } from 'h3'
import type { Note } from '#shared/note'
import { drainRequest } from './drainRequest'
import { refusalNote, saying } from './problem'

/** Answers what h3 and Nitro throw themselves under /api as a problem; pages are left to Nuxt. */
export default function answerApiErrors(error: H3Error, event: H3Event): void {
  const { req, res } = event.node
  if (!event.path.startsWith('/api/') || res.headersSent) return
  const status = error.statusCode ?? 500
  const title = error.statusMessage || (status >= 500 ? 'Internal error' : 'Refused')
  const note: Note = status >= 500 ? { code: 'internal', args: {} } : refusalNote(error.message)
  drainRequest(req)
  res.writeHead(status, { 'content-type': 'application/problem+json', 'cache-control': 'no-store' })
  res.end(JSON.stringify(saying(note, { title, status })))
}
