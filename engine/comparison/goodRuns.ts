import type { BASELINES_MAX } from '#shared/job'
import { ByteReader, ByteWriter } from '../summary/bytes'
import { mergeSummaries } from '../summary/mergeSummaries'
import { RecordFold } from '../summary/recordFold'
import { GroupReader, SummaryReader, writeTotals } from '../summary/summary'
import { GROUPS } from '../templates/signature'

/** Good runs that one log is compared with, at most: the number that a request may name. */
export const GOOD_RUNS_MAX: typeof BASELINES_MAX = 64

const fold = new RecordFold()

/**
 * Merges good runs to one that says of each signature how often it came in which of them, and of each value whether one run alone has it.
 * Their order changes their numbers only, which nothing depends on. One alone stays as it is. O(bytes of all).
 * @param usuals what usualOf left of their merged summaries. @throws RangeError without any, or with more than GOOD_RUNS_MAX
 */
export function mergeGoodRuns(usuals: readonly Uint8Array[]): Uint8Array {
  if (usuals.length === 0 || usuals.length > GOOD_RUNS_MAX) throw new RangeError(`${usuals.length} good runs are not 1 to ${GOOD_RUNS_MAX}`)
  return usuals.length === 1 ? usuals[0] : mergeSummaries(usuals.map(asGoodRun))
}

/** Takes one more good run in, of the number `run` that none of those before has: as mergeGoodRuns of all. @param merged those before, null of none */
export function addGoodRun(merged: Uint8Array | null, usual: Uint8Array, run: number): Uint8Array<ArrayBuffer> {
  const own = asGoodRun(usual, run)
  return merged ? mergeSummaries([merged, own]) : own
}

/** The same summary as that of the good run of this number, 0..63: such merge in any order and grouping. */
export function asGoodRun(usual: Uint8Array, run: number): Uint8Array<ArrayBuffer> {
  const { totals, sessions, continuations, runEnds, groups } = new SummaryReader(usual)
  const out = new ByteWriter(usual.length * 2)
  writeTotals(out, totals, { sessions, continuations: assigned(continuations, run), runEnds, runs: new Map([[run, totals.events]]) })
  out.bytes(assigned(groups, run))
  return out.finish()
}

function assigned(groups: Uint8Array, run: number): Uint8Array {
  const reader = GroupReader.of(groups)
  const out = new ByteWriter(groups.length * 2 + 64)
  for (let number = 0; number < GROUPS; number++) {
    const group = reader.open(number)
    if (!group) continue
    out.uint(number)
    out.byte(group.level)
    out.uint(group.records)
    for (let n = group.records; n > 0; n--) {
      const { bytes, from, key } = reader.skip(group.level)
      const block = out.beginBlock()
      fold.clear()
      fold.read(new ByteReader(bytes, from), true)
      fold.assign(run)
      fold.write(out, key, group.level)
      out.endBlock(block)
    }
    reader.close()
  }
  return out.finish()
}
