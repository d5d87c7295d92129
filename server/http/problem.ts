import { setResponseHeader, setResponseStatus, type H3Event } from 'h3'
import type { Note, NoteCode } from '#shared/note'
import type { Problem } from '#shared/problem'
import { noteOf } from '#wording/notes/errors'
import { sayNote } from '#wording/notes/sayNote'

/** What refuses a request, by the code of its note. */
const PROBLEMS: readonly { status: number, title: string, codes: readonly NoteCode[] }[] = [
  {
    status: 400, title: 'Malformed request',
    codes: [
      'bad_query', 'bad_body', 'bad_metadata', 'no_json', 'bad_checksum', 'unknown_checksum', 'no_zone',
      'bad_first_line', 'bad_cursor', 'old_cursor',
    ],
  },
  { status: 400, title: 'Malformed regular expression', codes: ['bad_pattern'] },
  {
    status: 400, title: 'Malformed form',
    codes: [
      'several_files', 'too_many_files', 'too_many_fields', 'form_ends', 'no_file', 'no_boundary',
    ],
  },
  { status: 400, title: 'Damaged on the way', codes: ['wrong_checksum'] },
  { status: 400, title: 'Upload broken off', codes: ['stalled', 'connection'] },
  { status: 401, title: 'No token', codes: ['no_token'] },
  { status: 403, title: 'Refused', codes: ['foreign_host', 'foreign_site', 'foreign_origin'] },
  { status: 403, title: 'Malformed request', codes: ['part_headers'] },
  { status: 404, title: 'No such job', codes: ['no_job'] },
  { status: 404, title: 'No such line', codes: ['no_line', 'no_line_yet', 'line_not_seen', 'bytes_gone'] },
  { status: 404, title: 'No such mark', codes: ['no_mark'] },
  { status: 404, title: 'No such upload', codes: ['no_upload'] },
  { status: 404, title: 'Not found', codes: ['no_job_id', 'no_mark_id', 'worker_only', 'no_path'] },
  { status: 405, title: 'Method not allowed', codes: ['other_method'] },
  { status: 409, title: 'Job id in use', codes: ['id_in_use'] },
  {
    status: 409, title: 'Wrong state',
    codes: [
      'ended', 'not_completed', 'parts_not_completed', 'no_times', 'not_comparable', 'no_baseline', 'baseline_state',
      'baseline_old',
    ],
  },
  { status: 409, title: 'Wrong offset', codes: ['wrong_offset'] },
  { status: 409, title: 'Job cancelled', codes: ['cancelled_on_way'] },
  { status: 410, title: 'Upload gone', codes: ['not_resumed'] },
  { status: 412, title: 'Other protocol version', codes: ['other_protocol'] },
  {
    status: 413, title: 'File too large',
    codes: [
      'too_large', 'too_large_or_other', 'body_too_large', 'bomb_line', 'bomb_size',
    ],
  },
  { status: 415, title: 'Not a form', codes: ['no_form'] },
  { status: 415, title: 'Unknown encoding', codes: ['content_encoding'] },
  { status: 422, title: 'Not a text file', codes: ['not_text'] },
  { status: 422, title: 'Not readable', codes: ['no_log', 'unreadable'] },
  { status: 423, title: 'Upload in use', codes: ['upload_in_use'] },
  { status: 429, title: 'Too many at once', codes: ['too_many_uploads', 'too_many_streams'] },
  { status: 460, title: 'Damaged on the way', codes: ['wrong_part_checksum'] },
  {
    status: 503, title: 'Store unavailable',
    codes: [
      'database_silent', 'database_away', 'mongo_away', 'redis_away', 'folder_away', 'no_chunk', 'no_document',
      'no_baseline_copy',
    ],
  },
  { status: 503, title: 'Server stopping', codes: ['stopping', 'stopping_later', 'suspended'] },
  { status: 507, title: 'Disk full', codes: ['little_room', 'no_room', 'no_room_database', 'no_room_mongo'] },
]
const BY_CODE = new Map(PROBLEMS.flatMap(({ codes, ...problem }) => codes.map(code => [code, problem] as const)))

/** What is not ours and refuses a request says, as a note; `text` may be empty. */
export function refusalNote(text: string): Note {
  return text ? { code: 'sentence', args: { text } } : { code: 'refused', args: {} }
}

/** The problem that an error is; what refuses no request is one of the server, 500, without its message. */
export function problemOf(error: unknown): Problem {
  const note = noteOf(error)
  return (note && problemWith(note)) ?? saying({ code: 'internal', args: {} }, { title: 'Internal error', status: 500 })
}

/** The problem that a note is; null for one that refuses no request. */
export function problemWith(note: Note): Problem | null {
  const problem = BY_CODE.get(note.code)
  return problem ? saying(note, problem) : null
}

/** A problem with a note as its detail. */
export function saying(note: Note, { title, status }: Pick<Problem, 'title' | 'status'>): Problem {
  return { type: 'about:blank', title, status, detail: sayNote(note, 'en'), ...note }
}

/** Answers with a problem as RFC 9457 has it. */
export function sendProblem(event: H3Event, problem: Problem): string {
  setResponseStatus(event, problem.status)
  setResponseHeader(event, 'content-type', 'application/problem+json')
  setResponseHeader(event, 'cache-control', 'no-store')
  return JSON.stringify(problem)
}
