import { LevelEvidence } from '../levels/LevelEvidence'
import { chooseLevel } from '../levels/decideScale'
import { hintOfKey } from '../levels/keys'
import { LevelReader, type LevelScale } from '../levels/scales'
import { tokenEnd } from '../../text/scan'
import { DATE_ORDERS } from '../times/dateOrder'
import { timesAsGiven, type GivenTimes } from '../times/decideTimes'
import type { TimeSettings } from '../times/settings'
import { TimeReader } from '../times/TimeReader'
import { decideRoles, type FieldTable, type RecordSpans, type TimeParts } from './decideRoles'
import { FieldReader } from './fieldReader'
import type { StructuredForm } from './form'
import { MOST } from './sample'
import { PADDING } from '../../text/padding'

/** How the fields of records are to be read: plain JSON, decided once a job. Paths are those of path.ts. */
export interface StructuredReading {
  form: StructuredForm
  /** The field with the time; two where date and clock are apart; none. */
  time: number[]
  /** The field with the severity, 0 for none. */
  level: number
  /** Whether it is the first token of that field, as of a message behind a wrapper's own level. */
  isLevelFirst: boolean
  /** How its value states it. */
  scale: LevelScale | null
  /** The field whose text says what happened, 0 for none. */
  message: number
  /** Whether its times are clocks without a date. */
  isClock: boolean
  /** How its times are written. */
  times: TimeSettings
  /** What the fields above are called, empty where there is none. */
  names: { time: string[], level: string, message: string }
}

/** The values of a role over the sample as lines of their own, for grammars that look at more than one. */
export interface Values { buf: Uint8Array, at: number[] }

/** A date is one if it is with a clock behind. */
const MIDNIGHT = new TextEncoder().encode(' 00:00:00')
const DATE_MAX_BYTES = 40 // chosen: longer than any date
const LF = 10, BLANK = 32
/**
 * Steps that do not go back, at least, of a field that is a time: as many as of a shuffled one go on would be half.
 * Chosen.
 */
const TIME_NAME = /time|date|stamp|(?:^|[.@_])ts?$/i
const FORWARD_MIN = 0.6

/** Decides which fields of the records say what. @param records of the sample, those of another form included. */
export function decideReading(buf: Uint8Array, records: RecordSpans, form: StructuredForm, given: GivenTimes): StructuredReading {
  const times = new TimeReader({ orders: DATE_ORDERS, referenceTimeMs: given.referenceTimeMs, language: null })
  const scales = new Map<string, LevelEvidence>()
  const isNamed = form.kind !== 'csv' || form.columns !== undefined
  const table = decideRoles(buf, records, form, {
    isTime: (text, from, to) => partsOf(times, text, from, to),
    isLevel: (name, values) => isLevel(name, values, scales, isNamed),
  })
  // a field that fewer records have is no time, and states the level only if its key says so
  const enough = (paths: readonly number[]) => paths.every(path => (table.fields.find(field => field.path === path)?.share ?? 0) >= MOST * 1000)
  const likely = table.time.filter(enough)
  const isGrowing = (paths: number[]) => isForward(valuesOf(buf, records, form, paths), times)
  // times that go to and fro are times if they are written as such, or called so
  const isCalled = (paths: number[]) => paths.some(path => TIME_NAME.test(table.fields.find(field => field.path === path)?.name ?? ''))
  const isWritten = (paths: number[]) => paths.every(path => table.fields.find(field => field.path === path)?.isNumber === false)
  const time = likely.find(isGrowing) ?? likely.find(paths => isWritten(paths) || isCalled(paths)) ?? []
  const stamps = valuesOf(buf, records, form, time)
  const outer = levelOf(table, scales)
  const message = table.message.find(path => path !== outer?.path) ?? 0
  const inner = outer && outer.distinct > 1 ? null : levelInside(buf, records, form, message)
  const level = inner ?? outer
  const nameOf = (path: number) => table.fields.find(field => field.path === path)?.name ?? ''
  const names = { time: time.map(nameOf), level: nameOf(level?.path ?? 0), message: nameOf(message) }
  return { form, time, level: level?.path ?? 0, isLevelFirst: inner !== null, isClock: isClock(stamps, times), scale: level?.scale ?? null, message, times: timesAsGiven(stamps.buf, stamps.at, stamps.at, given), names }
}

function partsOf(times: TimeReader, text: Uint8Array, from: number, to: number): TimeParts {
  if (times.read(text, from) === to) return times.kind === 'date' ? 1 : times.kind === 'clock' ? 2 : 3
  if (to - from > DATE_MAX_BYTES) return 0
  const dated = new Uint8Array(to - from + MIDNIGHT.length + PADDING).fill(LF)
  dated.set(text.subarray(from, to))
  dated.set(MIDNIGHT, to - from)
  return times.read(dated, 0) === to - from + MIDNIGHT.length ? 1 : 0
}

function isLevel(name: string, values: ReadonlyMap<string, number>, scales: Map<string, LevelEvidence>, isNamed: boolean): boolean {
  const key = new TextEncoder().encode(name)
  const hint = hintOfKey(key, 0, key.length)
  if (hint === 'none' && isNamed) return false
  const evidence = new LevelEvidence(hint)
  for (const [value, count] of values) {
    const bytes = new TextEncoder().encode(value)
    const padded = new Uint8Array(bytes.length + PADDING).fill(LF)
    padded.set(bytes)
    for (let i = 0; i < count; i++) evidence.add(padded, 0, bytes.length)
  }
  if (!chooseLevel([evidence])) return false
  scales.set(name, evidence)
  return true
}

/** The outermost field that is a level, those whose keys say so before others. */
function levelOf(table: FieldTable, scales: ReadonlyMap<string, LevelEvidence>): { path: number, scale: LevelScale, distinct: number } | null {
  const fields = table.level.flatMap(path => table.fields.filter(field => field.path === path)).flatMap((field) => {
    const evidence = scales.get(field.name)
    const scale = evidence && chooseLevel([evidence])?.scale
    return evidence && scale && (!isWeak(evidence) || field.share >= MOST * 1000) ? [{ ...field, scale, isWeak: isWeak(evidence) }] : []
  })
  return fields.sort((a, b) => Number(a.isWeak) - Number(b.isWeak) || a.depth - b.depth || b.share - a.share)[0] ?? null
}

/** The scale of the first tokens of a field, if they are levels that vary. */
function levelInside(buf: Uint8Array, records: RecordSpans, form: StructuredForm, path: number): { path: number, scale: LevelScale } | null {
  if (path === 0) return null
  const { buf: lines, at } = valuesOf(buf, records, form, [path])
  const evidence = new LevelEvidence()
  const seen = new Set<number>()
  for (const p of at) evidence.add(lines, p, tokenEnd(lines, p))
  const scale = chooseLevel([evidence])?.scale
  if (!scale) return null
  const levels = new LevelReader(scale)
  for (const p of at) seen.add(levels.severityIn(lines, p, tokenEnd(lines, p)))
  return seen.size > 1 ? { path, scale } : null
}

const isWeak = ({ hint }: LevelEvidence) => hint === 'weak' || hint === 'none'

/**
 * Copies what the fields of those paths hold, a blank between, LF behind.
 * @returns behind it, `at` where the record lacks one.
 */
export function copyFields(reader: FieldReader, buf: Uint8Array, paths: readonly number[], out: Uint8Array, at: number, limit: number): number {
  let end = at
  for (const path of paths) {
    const row = reader.find(path)
    if (row < 0 || end + reader.valueTo[row] - reader.valueFrom[row] + 2 > limit) return at
    if (end > at) out[end++] = BLANK
    end = reader.copyValue(buf, row, out, end)
  }
  out[end] = LF
  return end
}

/** What the fields of those paths hold in each record, as lines. */
function valuesOf(buf: Uint8Array, { from, to }: RecordSpans, form: StructuredForm, paths: readonly number[]): Values {
  const reader = new FieldReader()
  const values: Values = { buf: new Uint8Array(buf.length + from.length * 4 + PADDING).fill(LF), at: [] }
  let end = 0
  for (let record = 0; record < from.length && paths.length > 0; record++) {
    if (!reader.read(buf, from[record], to[record], form)) continue
    const next = copyFields(reader, buf, paths, values.buf, end, values.buf.length - PADDING)
    if (next === end) continue
    values.at.push(end)
    end = next + 1
  }
  values.buf = values.buf.subarray(0, end + PADDING)
  return values
}

function isClock({ buf, at }: Values, times: TimeReader): boolean {
  const clocks = at.filter(p => times.read(buf, p) >= 0 && times.kind === 'clock').length
  return at.length > 0 && clocks >= at.length * MOST
}

/** Whether the times mostly go on. */
function isForward({ buf, at }: Values, times: TimeReader): boolean {
  let steps = 0
  let forward = 0
  let before = Number.NaN
  for (const p of at) {
    if (times.read(buf, p) < 0) continue
    const ms = times.kind === 'clock' ? times.clockMs : times.ms
    if (!Number.isNaN(before)) {
      steps++
      if (ms >= before) forward++
    }
    before = ms
  }
  return forward >= steps * FORWARD_MIN
}
