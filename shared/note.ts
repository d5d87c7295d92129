import { z } from 'zod'

/**
 * What the server can say of a job or a request, by code, with the names of what a sentence puts in its places. The
 * sentences are in wording/notes; some are only a part of another one: a reason, or what a file is.
 */
export const NOTE_ARGS = {
  /** As it is, in whatever language: what earlier versions have stored, and what libraries say. */
  sentence: ['text'],

  // how a job's files were read
  packed: ['formats'],
  archive: ['formats', 'files'],
  together: ['files'],
  lost_of_member: ['line', 'name', 'reason'],
  lost: ['line', 'reason'],
  long_line: ['line', 'bytes'],
  broken_bytes: ['line'],
  empty: [],
  blank: [],
  converted: ['encoding'],
  converted_member: ['name', 'encoding'],
  unknown_encoding: [],
  unknown_encoding_member: ['name'],
  first_line_left: [],
  first_line_left_of: ['name'],
  notes_left_out: ['count'],
  one_read: [],
  some_read: ['count'],
  one_not: ['files', 'others'],
  some_not: ['files', 'count', 'others'],
  file: ['name', 'reason'],
  more: ['names', 'count'],

  // why packed data can't be read
  incomplete: ['format'],
  damaged: ['format'],
  dictionary: ['format'],
  memory: ['format', 'size'],
  program_filter: [],
  filter: [],
  length_unknown: ['name'],
  encrypted: [],
  method: ['method'],
  members: ['count'],
  leftover: [],
  empty_archive: [],

  // what a file is that is no log
  packed_file: ['format'],
  png: [],
  jpeg: [],
  gif: [],
  pdf: [],
  program: ['format'],
  java_class: [],
  database: ['format'],
  apple_double: [],
  web_assembly: [],
  media: [],
  binary: [],

  // what was found
  no_pattern: [],
  some_without_pattern: ['count'],
  sessions_off: [],
  sessions_sampled: ['every'],
  one_far_time: [],
  far_times: ['count'],
  other_kind: [],
  not_kept: ['count', 'kept'],
  received: ['lines'],
  received_files: ['count'],
  completed: ['findings', 'lines'],

  // why a job ended early
  broken_off: [],
  lost_log: [],
  store_away: [],
  disk_full: ['why'],
  little_room: ['free', 'needed'],
  no_room: [],
  no_room_database: [],
  no_room_mongo: [],
  cancelled: [],
  cancelled_unread: [],
  cancelled_kept: ['done', 'all'],
  deleted: [],
  abnormal: ['what', 'phase'],
  step: ['phase'],
  chunk: ['number'],
  chunks: ['from', 'to'],
  unknown_reason: [],

  // why an upload is refused
  not_text: ['what'],
  no_log: ['files'],
  unreadable: ['reason'],
  bomb_line: ['size'],
  bomb_size: [],
  too_large: ['bytes'],
  too_large_or_other: [],
  body_too_large: ['bytes'],
  several_files: [],
  too_many_files: ['count'],
  too_many_fields: ['count'],
  form_ends: [],
  no_file: ['field'],
  no_form: ['field'],
  no_boundary: [],
  content_encoding: ['name', 'known'],
  stalled: [],
  connection: [],
  stopping: [],
  stopping_later: [],
  suspended: [],
  not_resumed: [],
  cancelled_on_way: [],
  id_in_use: ['job'],
  no_baseline: ['job'],
  baseline_state: ['job', 'status'],
  baseline_old: ['job'],
  no_zone: ['name'],
  bad_first_line: ['why'],
  bad_checksum: ['header', 'algorithm'],
  unknown_checksum: ['header', 'known'],
  wrong_checksum: ['header'],
  wrong_part_checksum: [],
  bad_metadata: ['name', 'why'],
  part_headers: [],
  no_upload: [],
  wrong_offset: [],
  other_protocol: [],
  upload_in_use: [],

  // why another request is refused
  no_job: [],
  no_job_id: [],
  no_mark: [],
  no_mark_id: [],
  no_line: ['lines'],
  no_line_yet: ['lines'],
  line_not_seen: [],
  bytes_gone: [],
  ended: ['status'],
  not_completed: [],
  parts_not_completed: [],
  no_times: [],
  not_comparable: [],
  bad_cursor: [],
  old_cursor: [],
  bad_pattern: ['why'],
  bad_query: ['name', 'why'],
  bad_body: ['name', 'why'],
  no_json: [],
  malformed: [],
  no_token: [],
  worker_only: [],
  foreign_host: ['host'],
  foreign_site: [],
  foreign_origin: [],
  too_many_uploads: ['most'],
  too_many_streams: ['most'],
  no_path: [],
  other_method: ['methods'],
  refused: [],
  internal: [],

  // why a store can't be asked
  database_silent: ['seconds'],
  database_away: ['why'],
  mongo_away: ['why'],
  redis_away: ['why'],
  folder_away: ['why'],
  no_chunk: ['number'],
  no_document: ['kind', 'number'],
  no_baseline_copy: [],
} as const satisfies Record<string, readonly string[]>

type Names = typeof NOTE_ARGS

const isCode = (name: string): name is keyof Names => name in NOTE_ARGS

export const NOTE_CODES = Object.keys(NOTE_ARGS).filter(isCode)
const NoteCode = z.enum(NOTE_CODES).meta({ id: 'NoteCode' })
export type NoteCode = z.infer<typeof NoteCode>

const NoteList: z.ZodType<(string | Note)[]> = z.lazy(() => z.array(z.union([z.string(), Note])))
const NoteArg = z.union([z.string(), z.number(), z.lazy(() => Note), NoteList])
const NoteArgs = z.record(z.string(), NoteArg).meta({ id: 'NoteArgs' })
export type NoteArg = string | number | Note | (string | Note)[]

/** What is said, as a code and what goes in its places: words, numbers, further notes, or lists of words and notes. */
export interface Note { code: NoteCode, args: Record<string, NoteArg> }
/** A note as members of another object. */
export const NOTE_FIELDS = { code: NoteCode, args: NoteArgs }
export const Note: z.ZodType<Note> = z.object(NOTE_FIELDS).meta({ id: 'Note' })

/** A note as it is stored: versions before had only the English sentence. */
export const StoredNote = z.union([z.string().transform(noteOfSentence), Note])

export function noteOfSentence(text: string): Note {
  return { code: 'sentence', args: { text } }
}

/** A note as it is made: with exactly the arguments of its code. */
export type NewNote = { [C in NoteCode]: { code: C, args: NewArgs<Names[C][number]> } }[NoteCode]
type NewArgs<N extends string> = [N] extends [never] ? Record<string, never> : Record<N, NewArg>
export type NewArg = string | number | NewNote | (string | NewNote)[]
