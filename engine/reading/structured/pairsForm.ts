import { isCef, isLeef } from './cef'
import { FieldReader } from './fieldReader'
import type { StructuredForm } from './form'
import { journalKeyEnd } from './journal'
import { isBehindBlank, MOST, placeOf, type Sample } from './sample'

const EQUALS = 61, COLON = 58
const RUN_MIN = 3 // chosen: so many pairs in a row are meant as such, whatever else the line says
const RUN_GAP_MAX = 3 // as in bodyOffset.ts
/** A declared separator must leave so much less text without a key than white space does. Chosen. */
const CLEARLY_MORE = 0.05
const KEYS_COUNTED = 4096

/** CEF or LEEF, if most bodies begin as such. */
export function eventForm(sample: Sample): StructuredForm | null {
  const { buf, body, to } = sample
  let cef = 0
  let leef = 0
  for (let line = 0; line < body.length; line++) {
    if (isCef(buf, body[line], to[line])) cef++
    else if (isLeef(buf, body[line], to[line])) leef++
  }
  const least = body.length * MOST
  if (cef >= least) return { kind: 'cef', place: placeOf(sample) }
  return leef >= least ? { kind: 'leef', place: placeOf(sample) } : null
}

/** A journal in export form: a `KEY=value` in capitals on each line, blank lines between entries of at least two. */
export function journalForm(sample: Sample): StructuredForm | null {
  const { buf, from, to } = sample
  if (!sample.hasBlanks) return null
  let keyed = 0
  let entries = 0
  let hasSpread = false
  for (let line = 0; line < from.length; line++) {
    const end = journalKeyEnd(buf, from[line], to[line])
    if (end === from[line] || (end < to[line] && buf[end] !== EQUALS)) continue
    keyed++
    if (line === 0 || isBehindBlank(buf, from[line])) entries++
    if (end - from[line] > 2) hasSpread = true
  }
  if (!hasSpread || keyed < from.length * MOST || keyed < entries * 2) return null
  return { kind: 'journal', place: 'line', isOverLines: true, inner: 'MESSAGE' }
}

/** Pairs of key and value, between white space or what else separates them. */
export function pairsForm(sample: Sample): StructuredForm | null {
  const place = placeOf(sample)
  const reader = new FieldReader()
  let best: StructuredForm = { kind: 'logfmt', place }
  let most = evidence(sample, best, reader)
  for (const delimiter of [1, 31, 9, 124, 59, 44]) {
    for (const assign of delimiter < 2 || delimiter === 31 ? [EQUALS] : [EQUALS, COLON]) {
      const form: StructuredForm = { kind: 'logfmt', place, delimiter }
      if (assign !== EQUALS) form.assign = assign
      const found = evidence(sample, form, reader)
      if (found <= most + CLEARLY_MORE) continue
      best = form
      most = found
    }
  }
  return most > 0 ? best : null
}

/** The share of bytes that belong to pairs; 0 where too few lines are made of them, or they share no keys. */
function evidence(sample: Sample, form: StructuredForm, reader: FieldReader): number {
  const { buf, body, to } = sample
  const lines = new Map<number, number>()
  const accepted: number[] = []
  const isColon = form.assign === COLON
  let share = 0
  for (let line = 0; line < body.length; line++) {
    if (!reader.read(buf, body[line], to[line], form) || reader.count < 2) continue
    const covered = coveredShare(reader, body[line], to[line])
    if (covered < (isColon ? MOST : 0.5) && longestRun(reader) < RUN_MIN) continue
    share += covered
    accepted.push(line)
    for (let row = 0; row < reader.count; row++) {
      const path = reader.path[row]
      if (lines.size < KEYS_COUNTED || lines.has(path)) lines.set(path, (lines.get(path) ?? 0) + 1)
    }
  }
  if (accepted.length === 0 || accepted.length < body.length * MOST) return 0
  const isCommon = (path: number) => (lines.get(path) ?? 0) * 2 >= accepted.length
  let sharing = 0
  for (const line of accepted) {
    reader.read(buf, body[line], to[line], form)
    let common = 0
    for (let row = 0; row < reader.count; row++) if (isCommon(reader.path[row])) common++
    if (isColon ? common === reader.count : common > 0) sharing++
  }
  return sharing >= accepted.length * MOST ? share / accepted.length : 0
}

function coveredShare(reader: FieldReader, from: number, to: number): number {
  let gaps = 0
  for (let gap = 0; gap < reader.gaps; gap++) gaps += reader.gapTo[gap] - reader.gapFrom[gap]
  return 1 - gaps / (to - from)
}

/** The most pairs that stand side by side. */
function longestRun(reader: FieldReader): number {
  let longest = 1
  let run = 1
  for (let row = 1; row < reader.count; row++) {
    run = reader.keyFrom[row] - reader.valueTo[row - 1] <= RUN_GAP_MAX ? run + 1 : 1
    if (run > longest) longest = run
  }
  return longest
}
