import { setResponseHeader, setResponseStatus, type H3Event } from 'h3'
import type { Problem } from '#shared/problem'

/** What each error class of ours, known by its name, is told as. The detail is the error's message. */
const PROBLEMS: Record<string, { status: number, title: string }> = {
  BadRequest: { status: 400, title: 'Malformed request' },
  BadPattern: { status: 400, title: 'Malformed regular expression' },
  BadReading: { status: 400, title: 'Malformed request' },
  BadCursor: { status: 400, title: 'Malformed request' },
  MalformedForm: { status: 400, title: 'Malformed form' },
  ChecksumMismatch: { status: 400, title: 'Damaged on the way' },
  UploadUnfinished: { status: 410, title: 'Upload gone' },
  UploadLost: { status: 400, title: 'Upload broken off' },
  NoToken: { status: 401, title: 'No token' },
  Foreign: { status: 403, title: 'Refused' },
  JobUnknown: { status: 404, title: 'No such job' },
  LineUnknown: { status: 404, title: 'No such line' },
  MarkUnknown: { status: 404, title: 'No such mark' },
  NotFound: { status: 404, title: 'Not found' },
  WrongMethod: { status: 405, title: 'Method not allowed' },
  JobExists: { status: 409, title: 'Job id in use' },
  WrongState: { status: 409, title: 'Wrong state' },
  UploadCancelled: { status: 409, title: 'Job cancelled' },
  TooLarge: { status: 413, title: 'File too large' },
  NotAForm: { status: 415, title: 'Not a form' },
  UnknownEncoding: { status: 415, title: 'Unknown encoding' },
  Bomb: { status: 413, title: 'File too large' },
  NotText: { status: 422, title: 'Not a text file' },
  NothingReadable: { status: 422, title: 'Not readable' },
  PieceDamaged: { status: 460, title: 'Damaged on the way' },
  TooMany: { status: 429, title: 'Too many at once' },
  StoreUnavailable: { status: 503, title: 'Store unavailable' },
  UploadSuspended: { status: 503, title: 'Server stopping' },
  ServerStopping: { status: 503, title: 'Server stopping' },
  DiskFull: { status: 507, title: 'Disk full' },
}

/** The problem that tells an error; what is not ours is told as 500 without its message. */
export function problemOf(error: unknown): Problem {
  const known = error instanceof Error ? PROBLEMS[error.name] : undefined
  if (known && error instanceof Error) return { type: 'about:blank', ...known, detail: error.message }
  return { type: 'about:blank', title: 'Internal error', status: 500, detail: 'Something went wrong on the server; its log says more.' }
}

/** Answers with a problem as RFC 9457 has it. */
export function sendProblem(event: H3Event, problem: Problem): string {
  setResponseStatus(event, problem.status)
  setResponseHeader(event, 'content-type', 'application/problem+json')
  setResponseHeader(event, 'cache-control', 'no-store')
  return JSON.stringify(problem)
}
