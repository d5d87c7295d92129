import { startsWith } from '../../text/scan'
import { SEVERITY_ERROR, SEVERITY_NONE } from '../levels/severity'

const LF = 10, CR = 13, SPACE = 32, COLON = 58, QUOTE = 34, OPEN = 40
const FATAL = 8

/**
 * What a shell or runtime writes of a process that a signal has ended, alone on a line or before `(core dumped)` and
 * the like.
 */
const ENDS: readonly { text: string, severity: number }[] = [
  'Killed', 'Aborted', 'Terminated', 'Segmentation fault', 'Bus error', 'Illegal instruction', 'Floating point exception',
  'Trace/breakpoint trap', 'Out of memory',
].map(text => ({ text, severity: text === 'Terminated' ? SEVERITY_ERROR : FATAL }))

/** What runtimes write before an error that nobody has caught. */
const HEADS: readonly { text: string, severity: number }[] = [
  'Traceback (most recent call last)', 'Exception in thread ', 'Unhandled exception', 'Unhandled Exception', 'Uncaught ',
  'terminate called ', '*** stack smashing detected', '*** buffer overflow detected', 'free(): invalid', 'double free or corruption',
  'Fatal Python error', 'fatal runtime error',
].map(text => ({ text, severity: FATAL }))

/**
 * Whether nothing but what belongs to a signal's name follows: the line's end, a colon and digits, `(core dumped)`,
 * dots.
 */
function isEnd(buf: Uint8Array, p: number): boolean {
  let q = p
  while (buf[q] === SPACE || buf[q] === 46 || buf[q] === COLON || (buf[q] >= 48 && buf[q] <= 57)) q++
  return buf[q] === LF || buf[q] === CR || (buf[q] === OPEN && startsWith(buf, q, '(core dumped)'))
}

/** `thread 'main' panicked at`, with any name. */
function isPanic(buf: Uint8Array, p: number): boolean {
  if (!startsWith(buf, p, 'thread ')) return false
  const mark = buf[p + 7]
  if (mark !== 39 && mark !== QUOTE && mark !== 60) return false
  let q = p + 8
  while (buf[q] !== LF && q < p + 80 && buf[q] !== 39 && buf[q] !== QUOTE && buf[q] !== 62) q++
  return startsWith(buf, q + 1, ' panicked at')
}

/**
 * Severity of the crash text that begins at p, 0 where none does: what a program's runtime or shell writes when the
 * program ends against its will, by its form. The buffer must hold 64 bytes after the line's end, the first of them LF.
 */
export function crashSeverity(buf: Uint8Array, p: number): number {
  for (const { text, severity } of ENDS) if (buf[p] === text.charCodeAt(0) && startsWith(buf, p, text) && isEnd(buf, p + text.length)) return severity
  for (const { text, severity } of HEADS) if (buf[p] === text.charCodeAt(0) && startsWith(buf, p, text)) return severity
  return isPanic(buf, p) ? FATAL : SEVERITY_NONE
}
