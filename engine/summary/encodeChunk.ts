import { ByteWriter } from './bytes'
import { grow, int32 } from './grow'
import { mergeSummaries } from './mergeSummaries'
import { encodeSessions } from '../sessions/encodeSessions'
import { GROUP_MAX, writeRuns, writeTotals, type SignatureKeys, type SummarySections } from './summary'
import { BucketFold } from './bucketFold'
import type { ChunkLearner } from '../templates/ChunkLearner'
import { coarseKeys, signatureText } from '../templates/signature'
import { BinFold } from './BinFold'
import { EXTREMES_MAX, LINES_KEPT, writeNumber, writeText } from './slots'
import { keyOf, keyOfText } from '../tokens/words'
import type { Place } from '../text/chunker'
import { learntRole } from '../trouble/forms'
import { learnEnds, type RowRoles } from '../trouble/learnEnds'
import { encodeRunEnds } from '../trouble/runEnds'

const ID_MAX_BYTES = 48
/** A chunk is not told apart by runs. */
const NO_RUNS: ReadonlyMap<number, number> = new Map()

const buckets = new BucketFold()
const bins = new BinFold()
/** Rows of one signature's seconds; scratch. */
let secondRows = new Int32Array(1024)

/** Writes what a learner has read of one chunk, without building records. */
class ChunkWriter {
  private readonly out = new ByteWriter(1 << 17)
  private readonly base: number

  constructor(private readonly learner: ChunkLearner, place: Place, sections: SummarySections) {
    this.base = place.firstLine
    writeTotals(this.out, { lines: learner.lines.size, events: learner.eventCount, firstTimeMs: learner.lines.firstTimeMs, lastTimeMs: learner.lines.lastTimeMs, zonedTimes: learner.lines.zonedTimes, zonelessTimes: learner.lines.zonelessTimes, openLine: learner.openLine < 0 ? 0 : place.firstLine + learner.openLine, lastLine: learner.lines.size === 0 ? 0 : place.firstLine + learner.lines.size - 1, dates: learner.dates?.result() ?? null, fittingLines: learner.fittingLines }, sections)
  }

  group(number: number, rows: { row: number, text: Uint8Array }[]): void {
    this.out.uint(number)
    this.out.byte(0)
    this.out.uint(rows.length)
    for (const { row, text } of rows) this.record(row, text)
  }

  private record(row: number, text: Uint8Array): void {
    const { learner, out } = this
    const events = learner.signatures.events[row]
    const first = learner.signatures.firstLine[row]
    const block = out.beginBlock()
    out.float(keyOf(learner.signatures.keys.lane1[row], learner.signatures.keys.lane2[row]))
    out.uint(text.length)
    out.bytes(text)
    out.uint(this.base + first)
    out.uint(events)
    out.uint(learner.signatures.lines[row])
    out.uint(learner.signatures.lastLine[row] - first)
    this.lines(Math.min(events, LINES_KEPT) - 1, first, learner.signatures.secondLine[row], learner.signatures.thirdLine[row])
    this.severities(row, first)
    writeRuns(out, NO_RUNS)
    this.times(row, first)
    out.byte(learner.signatures.slotCount[row])
    for (let i = 0; i < learner.signatures.slotCount[row]; i++) this.slot(learner.signatures.firstSlot[row] + i, first)
    this.sources(learner.signatures.firstSlot[row] + learner.signatures.slotCount[row], first)
    out.endBlock(block)
  }

  private lines(count: number, from: number, a: number, b: number): void {
    if (count > 0) this.out.uint(a - from)
    if (count > 1) this.out.uint(b - a)
  }

  private severities(row: number, first: number): void {
    const { learner, out } = this
    const slots = learner.signatures.slots
    const others = learner.signatures.severitySlot[row]
    out.byte(1 + (others < 0 ? 0 : slots.distinctOf(others)))
    const count = learner.signatures.severityEvents[row]
    out.byte(learner.signatures.severity[row])
    out.uint(count)
    out.uint(0)
    this.lines(Math.min(count, LINES_KEPT) - 1, first, learner.signatures.severitySecond[row], learner.signatures.severityThird[row])
    if (others < 0) return
    for (let value = slots.firstValue[others]; value >= 0; value = slots.nextValue[value]) {
      out.byte(slots.valueNumber[value])
      out.uint(slots.valueCount[value])
      this.valueLines(value, first)
    }
  }

  private times(row: number, first: number): void {
    const { seconds } = this.learner.signatures
    let size = 0
    for (let at = seconds.first[row]; at >= 0; at = seconds.next[at]) {
      if (size === secondRows.length) secondRows = grow(secondRows, int32)
      secondRows[size++] = at
    }
    buckets.clear()
    // the list begins with the latest
    while (--size >= 0) {
      const at = secondRows[size]
      buckets.add(seconds.secondOf(at), 0, seconds.count[at], seconds.line[at])
    }
    buckets.write(this.out, first)
  }

  private valueLines(value: number, first: number): void {
    const slots = this.learner.signatures.slots
    let last = first
    for (let i = 0; i < Math.min(slots.valueCount[value], LINES_KEPT); i++) {
      const line = slots.valueLines[value * LINES_KEPT + i]
      this.out.uint(line - last)
      last = line
    }
  }

  private slot(slot: number, first: number): void {
    const { out } = this
    const slots = this.learner.signatures.slots
    out.uint(slots.observations[slot])
    out.uint(slots.dimensions[slot])
    slots.levels.write(out, slot, first)
    if (slots.manyRow[slot] >= 0) {
      this.many(slots.manyRow[slot], first)
      return
    }
    out.byte(0)
    out.uint(slots.distinctOf(slot))
    for (let value = slots.firstValue[slot]; value >= 0; value = slots.nextValue[value]) {
      const number = slots.valueNumber[value]
      if (Number.isNaN(number)) writeText(out, idText(this.learner.text, slots.valueFrom[value], slots.valueTo[value]))
      else writeNumber(out, number)
      out.uint(slots.valueCount[value])
      this.valueLines(value, first)
    }
  }

  private many(row: number, first: number): void {
    const { out } = this
    const many = this.learner.signatures.slots.many
    out.byte(1)
    out.uint(many.numbers[row])
    bins.clear()
    for (let bin = many.firstBin[row]; bin >= 0; bin = many.nextBin[bin]) bins.add(many.binOf(bin), 0, many.counts[bin])
    bins.write(out)
    const extremes = (size: number, values: Float64Array, times: Int32Array, lines: Int32Array) => {
      out.uint(size)
      for (let i = row * EXTREMES_MAX; i < row * EXTREMES_MAX + size; i++) {
        out.int(values[i])
        out.uint(times[i])
        let last = first
        for (let at = i * LINES_KEPT; at < i * LINES_KEPT + Math.min(times[i], LINES_KEPT); at++) {
          out.uint(lines[at] - last)
          last = lines[at]
        }
      }
    }
    extremes(many.lowCount[row], many.lowValue, many.lowTimes, many.lowLines)
    extremes(many.highCount[row], many.highValue, many.highTimes, many.highLines)
  }

  private sources(slot: number, first: number): void {
    const { out, learner: { sourceRoles, signatures: { slots } } } = this
    const present = sourceRoles.map((role, i) => ({ role, slot: slot + i })).filter(source => slots.observations[source.slot] > 0)
    out.byte(present.length)
    for (const source of present) {
      out.byte(source.role)
      this.slot(source.slot, first)
    }
  }

  finish(): Uint8Array<ArrayBuffer> {
    return this.out.finish()
  }
}

/** An id as it is kept: whole, or its start and its hash where it is long. */
function idText(buf: Uint8Array, from: number, to: number): Uint8Array {
  if (to - from <= ID_MAX_BYTES) return buf.subarray(from, to)
  const hash = keyOfText(buf.subarray(from, to)).toString(36)
  const text = new Uint8Array(ID_MAX_BYTES)
  text.set(buf.subarray(from, from + ID_MAX_BYTES - hash.length - 1))
  text[ID_MAX_BYTES - hash.length - 1] = 126
  for (let i = 0; i < hash.length; i++) text[ID_MAX_BYTES - hash.length + i] = hash.charCodeAt(i)
  return text
}

/** Text, coarse keys and role of signatures met before, by their key: the same signatures come in chunk after chunk. */
const known = new Map<number, { text: Uint8Array<ArrayBuffer>, key1: number, key2: number, group: number, role: number }>()
const KNOWN_MAX = 20_000

function describeSignature(key0: number, textOf: () => Uint8Array<ArrayBuffer>) {
  let signature = known.get(key0)
  if (!signature) {
    const text = textOf()
    signature = { text, ...coarseKeys(text), role: learntRole(text) }
    if (known.size >= KNOWN_MAX) known.clear()
    known.set(key0, signature)
  }
  return signature
}

/** Encodes the lines that continue an event as groups of records that have lines only. */
function encodeContinuations(learner: ChunkLearner, base: number): { bytes: Uint8Array, needsMerge: boolean, rows: RowRoles } {
  const { text: buf, continuations } = learner
  const { keys, from } = continuations
  const groups: { row: number, key: number, text: Uint8Array }[][] = []
  const rows: { keys: number[], roles: number[] } = { keys: [], roles: [] }
  for (let row = 0; row < keys.size; row++) {
    const key = keyOf(keys.lane1[row], keys.lane2[row])
    const { text, group, role } = describeSignature(key, () => signatureText(buf, from[row], learner.reader.tokens))
    ;(groups[group] ??= []).push({ row, key, text })
    rows.keys.push(key)
    rows.roles.push(role)
  }
  const out = new ByteWriter(1024)
  groups.forEach((members, number) => {
    out.uint(number)
    out.byte(0)
    out.uint(members.length)
    for (const { row, key, text } of members) writeContinuation(out, continuations, row, key, text, base)
  })
  return { bytes: out.finish(), needsMerge: groups.some(members => members.length > GROUP_MAX), rows }
}

function writeContinuation(out: ByteWriter, { count, lines, lastLine }: ChunkLearner['continuations'], row: number, key: number, text: Uint8Array, base: number): void {
  const at = row * LINES_KEPT
  const block = out.beginBlock()
  out.float(key)
  out.uint(text.length)
  out.bytes(text)
  out.uint(base + lines[at])
  out.uint(count[row])
  out.uint(count[row])
  out.uint(lastLine[row] - lines[at])
  for (let i = 1; i < Math.min(count[row], LINES_KEPT); i++) out.uint(lines[at + i] - lines[at + i - 1])
  out.byte(0)
  writeRuns(out, NO_RUNS)
  buckets.clear()
  buckets.write(out, 0)
  out.byte(0)
  out.byte(0)
  out.endBlock(block)
}

/** Encodes what a learner has read: the summary, and the keys of its signatures by row. */
export function encodeChunk(learner: ChunkLearner, place: Place): { summary: Uint8Array<ArrayBuffer>, keys: SignatureKeys[] } {
  const keys: SignatureKeys[] = []
  const roles: number[] = []
  const groups: { row: number, text: Uint8Array }[][] = []
  for (let row = 0; row < learner.signatures.keys.size; row++) {
    const key0 = keyOf(learner.signatures.keys.lane1[row], learner.signatures.keys.lane2[row])
    const { text, key1, key2, group, role } = describeSignature(key0, () => learner.textOf(row))
    roles.push(role)
    keys.push({ group, key0, key1, key2 })
    ;(groups[group] ??= []).push({ row, text })
  }
  const continuations = encodeContinuations(learner, place.firstLine)
  const runEnds = learnEnds(learner, place, { events: { keys: keys.map(({ key0 }) => key0), roles }, continued: continuations.rows })
  const writer = new ChunkWriter(learner, place, { sessions: encodeSessions(learner, keys, place), continuations: continuations.bytes, runEnds: encodeRunEnds(runEnds), runs: NO_RUNS })
  let { needsMerge } = continuations
  groups.forEach((rows, group) => {
    needsMerge ||= rows.length > GROUP_MAX
    writer.group(group, rows)
  })
  const summary = writer.finish()
  return { summary: needsMerge ? mergeSummaries([summary]) : summary, keys }
}
