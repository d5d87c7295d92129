import type { IncomingMessage } from 'node:http'

/** A client that goes on sending after it was refused is read for so long, so that it comes to see the answer; chosen. */
const DRAIN_MS = 30_000

/** Reads and drops what is left of the body: closing at once would reset the connection before the answer is read. */
export function drainRequest(request: IncomingMessage): void {
  if (request.complete || request.destroyed) return
  request.unpipe()
  request.resume()
  const timer = setTimeout(() => request.destroy(), DRAIN_MS)
  timer.unref()
  request.once('close', () => clearTimeout(timer))
  request.once('end', () => clearTimeout(timer))
}
