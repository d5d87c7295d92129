import { startsWith } from '../../text/scan'
import type { Framing } from './framing'

const LF = 10, CR = 13, SPACE = 32, TAB = 9, BRACE_END = 125, BRACKET_END = 93, ROUND_END = 41
const TRACE_WORDS = ['Caused by:', 'Traceback (', '... ', 'at ', '---']

/** Spaces and tabs with which the line at p begins. */
export function indentOf(buf: Uint8Array, p: number): number {
  let q = p
  while (buf[q] === SPACE || buf[q] === TAB) q++
  return q - p
}

/** Whether the text at p goes on with a trace, or closes what was opened. */
export function isTraceLike(buf: Uint8Array, p: number): boolean {
  const byte = buf[p]
  if (byte === BRACE_END || byte === BRACKET_END || byte === ROUND_END) return true
  for (let i = 0; i < TRACE_WORDS.length; i++) if (startsWith(buf, p, TRACE_WORDS[i])) return true
  return false
}

/** Whether a line without a header belongs to the event before it. */
export function goesOn(buf: Uint8Array, p: number, { joins, indent }: Framing): boolean {
  if (joins !== 'indented') return joins === 'all'
  const text = p + indentOf(buf, p)
  return text - p > indent || buf[text] === LF || buf[text] === CR || isTraceLike(buf, text)
}
