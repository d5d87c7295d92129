/**
 * What the server says of a file in English, its places in braces: notes, refusals, and the reasons within them. A place may
 * hold another of these. Of two that fit a sentence the first one counts.
 */
const SENTENCES = {
  packed: 'The file was packed ({formats}); it was unpacked.',
  archive: 'The file is an archive ({formats}): {files}.',
  together: 'The files were read as one log, the oldest first: {files}.',
  lostOfMember: 'Nothing could be read after line {line} of "{name}": {reason}.',
  lost: 'Nothing could be read after line {line}: {reason}.',
  longLine: 'Line {line} is longer than {bytes} bytes: of such lines only so much is looked at and shown.',
  brokenBytes: 'Some bytes are not valid UTF-8, first in line {line}; they are shown as \uFFFD.',
  empty: 'The file is empty.',
  blank: 'The file holds only empty lines.',
  converted: 'The file is {encoding}; it was converted to UTF-8.',
  convertedMember: '"{name}" is {encoding}; it was converted to UTF-8.',
  unknownEncoding: 'The encoding of the file is not known; it is shown as Windows-1252, so letters beyond ASCII may be wrong.',
  unknownEncodingMember: 'The encoding of "{name}" is not known; it is shown as Windows-1252, so letters beyond ASCII may be wrong.',
  notesLeftOut: '{count} more notes of this kind are left out.',

  oneNot: '{files}, 1 was not: {others}',
  someNot: '{files}, {count} were not: {others}',
  oneRead: '1 file was read',
  someRead: '{count} files were read',

  incomplete: 'the {format} data is incomplete: it ends too early',
  damaged: 'the {format} data is damaged',
  dictionary: 'the {format} data needs a dictionary that is not there',
  memory: 'the {format} data needs more than {size} MiB of memory to be unpacked',
  programFilter: 'the xz data uses a filter for programs, which is not supported',
  filter: 'the xz data uses a filter that is not supported',
  lengthUnknown: 'the zip data does not say how long "{name}" is',
  encrypted: 'it is encrypted',
  method: 'it is packed by a method that is not supported ({method})',
  members: 'only the first {count} files of an archive are looked at',
  leftover: 'left by macOS',
  emptyArchive: 'it is empty',

  packedFile: 'a packed file ({format})',
  png: 'a PNG picture',
  jpeg: 'a JPEG picture',
  gif: 'a GIF picture',
  pdf: 'a PDF document',
  program: 'a program ({format})',
  javaClass: 'a Java class',
  database: 'a database ({format})',
  appleDouble: 'an AppleDouble file',
  webAssembly: 'a WebAssembly module',
  media: 'a media file',
  binary: 'binary data',

  notText: 'The file is {what}, not a text log.',
  noLog: 'The archive holds no text log: {files}.',
  unreadable: 'The file can\'t be read: {reason}.',
  bombLine: 'Unpacked, the file has a line of more than {size} MiB: that is no log.',
  bombSize: 'Unpacked, the file is larger than this server takes.',
  tooLarge: 'The file is larger than the {bytes} bytes that this server takes.',
  tooLargeOrOther: 'The file is larger than this server takes, or than was announced.',
  severalFiles: 'The form holds several files, and job_id names one job: send one file with it, or leave it out.',
  tooManyFiles: 'The form holds more than {count} files: send them in several forms, or in one archive.',
  tooManyFields: 'The form holds more than {count} fields beside its files.',
  formEnds: 'The form ends too early, or its parts are malformed.',
  noFile: 'The form holds no file: send one in the field "{field}".',
  noBoundary: 'The content type names no boundary.',

  stalled: 'Nothing has come for ten minutes.',
  connection: 'The connection broke off.',
  stopping: 'The server is being stopped. Send the file again later.',
  suspended: 'The server is being stopped. The upload goes on when it is back.',
  notResumed: 'The upload stopped, and was not resumed in time. Send the file again.',
  cancelledOnWay: 'The job was cancelled while its file was on the way.',
  brokenOff: 'The upload broke off before the file was complete. Send it again.',
  lostLog: 'The log and its results were not there when the tables were repaired.',
  storeAway: 'The file could not be stored: the store did not answer. Send it again.',
  diskFull: 'The disk is full. {why}',
  littleRoom: 'Only {free} MB are free where logs are kept, at least {needed} MB are needed.',
  noRoom: 'There is no room left in the data folder.',
  noRoomDatabase: 'The database has no room left.',
  noRoomMongo: 'MongoDB has no room left.',
  cancelled: 'Cancelled. What had been found until then is kept; it is provisional.',
  deleted: 'The job was deleted, or its upload was refused.',
  abnormal: '{what} could not be worked on: the work on it ended abnormally several times ({phase}).',
  step: 'The step "{phase}"',
  chunk: 'Chunk {number}',
  chunks: 'Chunks {from} to {to}',
  noBaseline: 'There is no job {job}, which was given as "baseline".',
  baselineState: 'The job {job}, which was given as "baseline", is {status}: only a completed one can be compared with.',
  baselineOld: 'The job {job}, which was given as "baseline", holds nothing to compare with: it was analysed by an earlier version, or its lines are too varied. Upload its file again.',
  noZone: '"time_zone": there is no zone "{name}"; give a name such as Europe/Berlin, or an offset such as +05:30.',
  badFirstLine: '"first_line": the regular expression cannot be read: {why}.',
  firstLineLeft: 'What was given as first_line begins no record at the start of the file; where records begin was decided without it.',
  firstLineLeftOf: 'What was given as first_line begins no record at the start of "{name}"; where records begin was decided without it.',
  more: '{names} and {count} more',
  internal: 'Something went wrong on the server; its log says more.',
} as const

/** What stands in a place where that is not just any text. */
const PLACES: Record<string, string> = { line: '\\d+', count: '\\d+', bytes: '\\d+', size: '\\d+', number: '\\d+' }
/** Places in which no sentence of the server's stands. */
const LITERAL: ReadonlySet<string> = new Set([...Object.keys(PLACES), 'name', 'job', 'format', 'method', 'encoding', 'field'])
const PATTERNS = Object.entries(SENTENCES).map(([name, sentence]) => ({ name, pattern: patternOf(sentence) }))

export const SENTENCE_NAMES = Object.keys(SENTENCES)

/** Says a sentence of the server's, and those in its places, in other words; what is not known stays as it is. */
export function translateSentence(text: string, say: (name: string, places: Record<string, string>) => string): string {
  for (const { name, pattern } of PATTERNS) {
    const match = pattern.exec(text)
    if (!match) continue
    const places = Object.entries(match.groups ?? {})
    return say(name, Object.fromEntries(places.map(([place, value]) => [place, LITERAL.has(place) ? value : translateSentence(value, say)])))
  }
  // Names, each with a reason.
  return text.replace(/ \((.*?)\)(?=, | and \d+ more$|$)/g, (_, reason: string) => ` (${translateSentence(reason, say)})`)
}

function patternOf(sentence: string): RegExp {
  const escaped = sentence.replace(/[.*+?^$()|[\]\\]/g, '\\$&')
  return new RegExp(`^${escaped.replace(/\{(\w+)\}/g, (_, place: string) => `(?<${place}>${PLACES[place] ?? '.+'})`)}$`, 's')
}
