import { defineEventHandler } from 'h3'
import { NotFound } from '../http/errors'
import { problemOf, sendProblem } from '../http/problem'

/** A worker answers to those who watch over it, and to nobody else. */
export default defineEventHandler((event) => {
  if (event.context.running.settings.role !== 'worker' || event.path.startsWith('/api/health/')) return undefined
  return sendProblem(event, problemOf(new NotFound({ code: 'worker_only', args: {} })))
})
