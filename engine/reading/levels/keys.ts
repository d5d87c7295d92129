import type { NumberScaleName } from './numberScales'

/**
 * What a key says of its value: `none` that it is no level, `weak` that it may be one if the values are (`s`, `type`),
 * `level` that it is one, the name of a scale that its numbers are of that scale.
 */
export type KeyHint = 'none' | 'weak' | 'level' | NumberScaleName

/** Keys in small letters without what is not a letter or digit. */
const HINTS: ReadonlyMap<string, KeyHint> = new Map([
  ...hintsOf('weak',
    's l t lev type status kind channel priority prio messagetype entrytype logtype eventtype result category'),
  ...hintsOf('level', 'level lvl loglevel loglvl levelname leveltext levelstr levelstring levelvalue leveldisplayname '
  + 'levelcode loglevelname loglevelno recordlevelno recordlevelname rlevel msglevel msgseverity '
  + 'severity sev severitytext severityname severitylabel severitystring severitycode severityvalue severitylevel '
  + 'errorseverity logseverity'),
  ...hintsOf('syslog',
    'syslogpriority syslogseverity syslogseveritycode syslogseverityname syslogseveritytext sysloglevel'),
  ...hintsOf('otel', 'severitynumber'),
  ...hintsOf('python', 'levelno'),
])

function hintsOf(hint: KeyHint, keys: string): [string, KeyHint][] {
  return keys.split(' ').map(key => [key, hint])
}

const KEY_MAX_BYTES = 100 // chosen: longer than paths of keys that hold a level

/** The key in small letters, without `@`, `_` and `-`; its path's dots stay. */
function plainKey(buf: Uint8Array, from: number, to: number): string {
  let key = ''
  for (let p = from; p < to; p++) {
    const byte = buf[p]
    if (byte >= 65 && byte <= 90) key += String.fromCharCode(byte | 32)
    else if (byte === 46 || (byte >= 97 && byte <= 122) || (byte >= 48 && byte <= 57)) key += String.fromCharCode(byte)
  }
  return key
}

/**
 * What the key `[from, to)`, of a record or a path with dots, says of its value. Not for each line: callers keep the
 * answer. The last part of a path decides, with the one before it where that part is only `name`, `code`, `number` and
 * the like.
 */
export function hintOfKey(buf: Uint8Array, from: number, to: number): KeyHint {
  if (to - from > KEY_MAX_BYTES || to <= from) return 'none'
  if (to === from + 8 && String.fromCharCode(...buf.subarray(from, to)) === 'PRIORITY') return 'syslog' // the journal's
  if (to === from + 2 && buf[from] === 64 && buf[from + 1] === 108) return 'level' // `@l` of compact events of .NET
  const parts = plainKey(buf, from, to).split('.').filter(part => part !== '')
  for (let n = Math.min(parts.length, 3); n > 0; n--) {
    const hint = HINTS.get(parts.slice(-n).join(''))
    if (hint !== undefined && (n > 1 || !/^[slt]$/.test(parts[parts.length - 1]) || parts.length === 1)) return hint
  }
  return 'none'
}

/**
 * Whether the key may hold a level. Of a record's keys for which this holds, the outermost counts, deeper ones only
 * where there is no other; those of hint `weak` only after all others.
 */
export function levelOfKey(buf: Uint8Array, from: number, to: number): boolean {
  return hintOfKey(buf, from, to) !== 'none'
}
