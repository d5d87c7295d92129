import { isDigit } from '../../text/scan'
import { SEVERITY_NONE } from './severity'
import type { NumberScaleName } from './numberScales'
import { Span, type Piece } from './pieces'
import { MARK_COLUMN, severityOfMarkedWord } from './words'

/**
 * In which scale the levels of one place are, and which piece of its tokens is the level. Plain JSON, made once from
 * the sample. Letters, numbers and marks carry the whole scale, with what the sample did not show.
 */
export type LevelScale =
  | { kind: 'words', piece: Piece }
  | { kind: 'letters', piece: Piece, severities: Record<string, number> }
  | { kind: 'numbers', piece: Piece, name: NumberScaleName, severities: Record<number, number> }
  | { kind: 'marks', severities: { mark: string, severity: number }[] }

/**
 * Letters of logcat, glog, klog, MongoDB, Ruby, Tornado, zap: one meaning each. `A` is left out: an assertion in
 * logcat, "any" in Ruby, an audit in WebSphere.
 */
export const LETTERS: Readonly<Record<string, number>> = { V: 1, T: 1, D: 2, I: 3, N: 4, W: 5, E: 6, C: 7, F: 8 }

/**
 * Scales of marks: those of one line are alternatives in one place. `telling` are the marks that are no bullets or
 * signs.
 */
export const MARK_SCALES: readonly { name: string, marks: Readonly<Record<string, number>>,
  telling: readonly string[] }[] = [
  // man page of Xorg; (NI) is "not implemented", (??) unknown
  { name: 'xorg', telling: ['(EE)', '(WW)', '(II)', '(!!)', '(==)', '(--)', '(**)', '(++)', '(NI)'],
    marks: { '(EE)': 6, '(WW)': 5, '(NI)': 5, '(!!)': 4, '(II)': 3, '(==)': 3, '(--)': 3, '(**)': 3, '(++)': 3,
      '(??)': 3, '(DB)': 2 } },
  // Redis: debug, verbose, notice, warning
  { name: 'redis', telling: ['#', '*'], marks: { '.': 2, '-': 2, '*': 4, '#': 5 } },
  { name: 'tools', telling: ['[*]', '[!]'], marks: { '[*]': 3, '[+]': 3, '[!]': 5, '[-]': 6 } },
  { name: 'glyphs', telling: ['❌', '✖', '✗', '✘', '⚠', '⚠️', 'ℹ', 'ℹ️', '✅', '✔', '✓', '🚨'],
    marks: { '❌': 6, '✖': 6, '✗': 6, '✘': 6, '🚨': 7, '⚠': 5, '⚠️': 5, 'ℹ': 3, 'ℹ️': 3, '✅': 3, '✔': 3, '✓': 3 } },
]

const NUMBER_MAX_DIGITS = 6

/** Reads severities by one scale: an instance holds the scratch that this takes. */
export class LevelReader {
  private readonly span = new Span()
  private readonly marks: readonly { bytes: Uint8Array, severity: number }[]

  constructor(readonly scale: LevelScale) {
    const encoder = new TextEncoder()
    this.marks = scale.kind === 'marks'
      ? scale.severities.map(({ mark, severity }) => ({ bytes: encoder.encode(mark), severity }))
      : []
  }

  /**
   * Severity number that the token `[from, to)` states in its scale, 0 for none. Allocates nothing, O(length of the
   * token).
   */
  severityIn(buf: Uint8Array, from: number, to: number): number {
    const { scale, span } = this
    if (scale.kind === 'marks') return this.severityOfMark(buf, from, to)
    if (!span.find(buf, from, to, scale.piece)) return SEVERITY_NONE
    switch (scale.kind) {
      case 'words': return severityOfMarkedWord(buf, span.from, span.to, MARK_COLUMN)
      case 'letters': return severityOfLetterIn(scale.severities, buf, span.from, span.to)
      case 'numbers': {
        const n = numberAt(buf, span.from, span.to)
        return n < 0 ? SEVERITY_NONE : scale.severities[n] ?? SEVERITY_NONE
      }
    }
  }

  private severityOfMark(buf: Uint8Array, from: number, to: number): number {
    for (const { bytes, severity } of this.marks) {
      if (bytes.length !== to - from) continue
      let i = 0
      while (i < bytes.length && buf[from + i] === bytes[i]) i++
      if (i === bytes.length) return severity
    }
    return SEVERITY_NONE
  }
}

/** Severity number of the letter `[from, to)`, 0 if it is none; MongoDB's `D1` … `D5` are a `D`. */
export function severityOfLetterIn(severities: Readonly<Record<string, number>>, buf: Uint8Array, from: number,
  to: number): number {
  const isStep = to === from + 2 && (buf[from] | 32) === 100 && buf[from + 1] >= 49 && buf[from + 1] <= 53
  if (to !== from + 1 && !isStep) return SEVERITY_NONE
  return severities[String.fromCharCode(buf[from])] ?? SEVERITY_NONE
}

/** The whole number `[from, to)`, -1 if it is none or longer than those of any scale. */
export function numberAt(buf: Uint8Array, from: number, to: number): number {
  if (to <= from || to > from + NUMBER_MAX_DIGITS) return -1
  let n = 0
  for (let p = from; p < to; p++) {
    if (!isDigit(buf[p])) return -1
    n = n * 10 + buf[p] - 48
  }
  return n
}
