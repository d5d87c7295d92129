import { ByteReader, ByteWriter } from './bytes'
import { RecordFold } from './recordFold'
import { mergeEvidence } from '../reading/times/dateEvidence'
import { mergeSessions } from '../sessions/sessionTable'
import { GROUP_MAX, GroupReader, SummaryReader, writeTotals, type EncodedRecord, type SummaryTotals } from './summary'
import { coarseText, GROUPS, LEVELS } from '../templates/signature'
import { keyOfText } from '../tokens/words'
import { encodeRunEnds, mergeRunEnds, readRunEnds } from '../trouble/runEnds'

const least = (a: number, b: number) => Number.isNaN(a) || b < a ? b : a
const most = (a: number, b: number) => Number.isNaN(a) || b > a ? b : a

const fold = new RecordFold()

/**
 * Merges encoded summaries: associative and commutative; of none, the empty summary. Held: the inputs, the output and one record.
 * O(bytes of all inputs).
 */
export function mergeSummaries(summaries: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const readers = summaries.map(bytes => new SummaryReader(bytes))
  const totals: SummaryTotals = { lines: 0, events: 0, firstTimeMs: Number.NaN, lastTimeMs: Number.NaN, zonedTimes: 0, zonelessTimes: 0, openLine: 0, lastLine: 0, dates: null, fittingLines: 0 }
  for (const part of readers) {
    totals.lines += part.totals.lines
    totals.events += part.totals.events
    totals.fittingLines += part.totals.fittingLines
    totals.firstTimeMs = least(totals.firstTimeMs, part.totals.firstTimeMs)
    totals.lastTimeMs = most(totals.lastTimeMs, part.totals.lastTimeMs)
    totals.zonedTimes += part.totals.zonedTimes
    totals.zonelessTimes += part.totals.zonelessTimes
    if (part.totals.dates) totals.dates = totals.dates ? mergeEvidence(totals.dates, part.totals.dates) : part.totals.dates
    // logs of as many lines may be merged as well as parts of one: then the later of their open lines
    if (part.totals.lastLine > totals.lastLine) totals.openLine = part.totals.openLine
    else if (part.totals.lastLine === totals.lastLine) totals.openLine = Math.max(totals.openLine, part.totals.openLine)
    totals.lastLine = Math.max(totals.lastLine, part.totals.lastLine)
  }
  const runs = new Map<number, number>()
  for (const [run, events] of readers.flatMap(({ runs }) => [...runs])) runs.set(run, (runs.get(run) ?? 0) + events)
  const out = new ByteWriter()
  writeTotals(out, totals, {
    sessions: mergeSessions(readers.map(({ sessions }) => sessions)),
    continuations: mergeGroups(new ByteWriter(1024), readers.map(({ continuations }) => GroupReader.of(continuations))),
    runEnds: encodeRunEnds(mergeRunEnds(readers.map(({ runEnds }) => readRunEnds(runEnds)))),
    runs,
  })
  return mergeGroups(out, readers)
}

function mergeGroups(out: ByteWriter, readers: readonly GroupReader[]): Uint8Array<ArrayBuffer> {
  for (let number = 0; number < GROUPS; number++) mergeGroup(out, readers, number)
  return out.finish()
}

/** The same summary with no word of sessions and of lines that continue an event: what a model for provisional findings needs. */
export function withoutSessions(summary: Uint8Array): Uint8Array<ArrayBuffer> {
  const { totals, groups, runs } = new SummaryReader(summary)
  const out = new ByteWriter(groups.length + 128)
  writeTotals(out, totals, { sessions: mergeSessions([]), continuations: new Uint8Array(0), runEnds: new Uint8Array(0), runs })
  out.bytes(groups)
  return out.finish()
}

/** What of a merged summary another log is compared with: all but how the run ended. */
export function usualOf(summary: Uint8Array): Uint8Array<ArrayBuffer> {
  const { totals, sessions, continuations, groups, runs } = new SummaryReader(summary)
  const out = new ByteWriter(groups.length + sessions.length + continuations.length + 128)
  writeTotals(out, totals, { sessions, continuations, runEnds: new Uint8Array(0), runs })
  out.bytes(groups)
  return out.finish()
}

/**
 * Encoded groups of several logs, each as coarse as the coarsest of them is there: only then do their signatures compare.
 * @param level that all have at least.
 */
export function levelGroups(parts: readonly Uint8Array[], level = 0): Uint8Array[] {
  const levels = new Uint8Array(GROUPS).fill(level)
  for (const part of parts) {
    const reader = GroupReader.of(part)
    for (let number = 0; number < GROUPS; number++) {
      const group = reader.open(number)
      if (!group) continue
      levels[number] = Math.max(levels[number], group.level)
      for (let n = group.records; n > 0; n--) reader.skip(group.level)
      reader.close()
    }
  }
  return parts.map((part) => {
    const reader = GroupReader.of(part)
    const out = new ByteWriter(part.length + 64)
    for (let number = 0; number < GROUPS; number++) mergeGroup(out, [reader], number, levels[number])
    return out.finish()
  })
}

/** Writes one group at the finest level that all inputs have and that holds it, `level` at least. */
function mergeGroup(out: ByteWriter, readers: readonly GroupReader[], number: number, level = 0): void {
  const entries: EncodedRecord[] = []
  for (const reader of readers) {
    const part = reader.open(number)
    if (!part) continue
    level = Math.max(level, part.level)
    for (let n = part.records; n > 0; n--) entries.push(reader.skip(part.level))
    reader.close()
  }
  if (entries.length === 0) return
  let byKey = joinByKey(entries, level)
  while (byKey.size > GROUP_MAX && level < LEVELS - 1) byKey = joinByKey(entries, ++level)
  out.uint(number)
  out.byte(level)
  out.uint(byKey.size)
  for (const [key, same] of byKey) writeJoined(out, key, same, level)
}

function joinByKey(entries: readonly EncodedRecord[], level: number): Map<number, EncodedRecord[]> {
  const byKey = new Map<number, EncodedRecord[]>()
  for (const entry of entries) {
    const key = entry.level < level ? keyOfText(coarseText(entry.text, level)) : entry.key
    const same = byKey.get(key)
    if (same) same.push(entry)
    else byKey.set(key, [entry])
  }
  return byKey
}

function writeJoined(out: ByteWriter, key: number, entries: readonly EncodedRecord[], level: number): void {
  const block = out.beginBlock()
  if (entries.length === 1 && entries[0].level === level) out.bytes(entries[0].bytes.subarray(entries[0].from, entries[0].to))
  else {
    fold.clear()
    for (const entry of entries) fold.read(new ByteReader(entry.bytes, entry.from), entry.level === level)
    fold.write(out, key, level)
  }
  out.endBlock(block)
}
