import type { Severity } from '#shared/anomaly'

/** Severities as numbers: 0 none stated, 1 trace … 8 fatal. */
const SEVERITIES: readonly Severity[] = ['trace', 'debug', 'info', 'notice', 'warning', 'error', 'critical', 'fatal']
export const SEVERITY_NONE = 0
export const SEVERITY_WARNING = 5
export const SEVERITY_ERROR = 6

const WORDS: Record<string, Severity> = {
  trace: 'trace', trc: 'trace', verbose: 'trace',
  debug: 'debug', dbg: 'debug',
  info: 'info', information: 'info', informational: 'info', inf: 'info',
  notice: 'notice',
  warn: 'warning', warning: 'warning', wrn: 'warning',
  error: 'error', err: 'error', eror: 'error', severe: 'error', fail: 'error',
  critical: 'critical', crit: 'critical', crt: 'critical', alert: 'critical',
  fatal: 'fatal', ftl: 'fatal', emerg: 'fatal', emergency: 'fatal', panic: 'fatal',
}
/** Words that are a level only in capitals or in brackets: others of Java, MySQL and PostgreSQL, and names in other languages. */
const LOUD_WORDS: Record<string, Severity> = {
  finest: 'trace', finer: 'trace', fine: 'debug', config: 'debug', dbug: 'debug', log: 'info', note: 'notice',
  advertencia: 'warning', aviso: 'warning', avvertenza: 'warning', avertissement: 'warning', warnung: 'warning', attention: 'warning',
  fehler: 'error', erro: 'error', erreur: 'error', errore: 'error', grave: 'error', schwerwiegend: 'error',
}
const LETTERS: Record<string, Severity> = { v: 'trace', t: 'trace', d: 'debug', i: 'info', n: 'notice', w: 'warning', e: 'error', c: 'critical', f: 'fatal' }

const BY_LETTER = new Uint8Array(32)
for (const [letter, severity] of Object.entries(LETTERS)) BY_LETTER[letter.charCodeAt(0) & 31] = SEVERITIES.indexOf(severity) + 1

const LONGEST = 13
const BY_LENGTH: { letters: Uint8Array, severity: number, isLoud: boolean }[][] = Array.from({ length: LONGEST + 1 }, () => [])
for (const [words, isLoud] of [[WORDS, false], [LOUD_WORDS, true]] as const)
  for (const [word, severity] of Object.entries(words))
    BY_LENGTH[word.length].push({ letters: Uint8Array.from(word, letter => letter.charCodeAt(0)), severity: SEVERITIES.indexOf(severity) + 1, isLoud })

/**
 * Severity number of the word `[from, to)`, any case, without what encloses it; 0 if it is no level word.
 * @param isEnclosed whether brackets or a key say that it is a level, so that words that mean something else too count.
 */
export function severityOfWord(buf: Uint8Array, from: number, to: number, isEnclosed = false): number {
  const length = to - from
  if (length < 3 || length > LONGEST) return SEVERITY_NONE
  const first = buf[from] | 32
  for (const { letters, severity, isLoud } of BY_LENGTH[length]) {
    if (letters[0] !== first) continue
    let i = 1
    while (i < length && (buf[from + i] | 32) === letters[i]) i++
    if (i === length) return isLoud && !isEnclosed && ((buf[from] | buf[from + 1]) & 32) !== 0 ? SEVERITY_NONE : severity
  }
  return SEVERITY_NONE
}

/** Severity number of a level written as one letter (logcat, glog), 0 if it is none. */
export function severityOfLetter(byte: number): number {
  return (byte & 64) === 0 || byte > 127 ? SEVERITY_NONE : BY_LETTER[byte & 31]
}

/** The name of a severity number, null for none. */
export function severityName(severity: number): Severity | null {
  return severity === SEVERITY_NONE ? null : SEVERITIES[severity - 1]
}
