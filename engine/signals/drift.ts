import { BINS_AN_OCTAVE, binOf, binStart, roundedStart } from '../tokens/numbers'
import { dimensionOf, levelDetail } from '../templates/quantity'
import { storedOf } from '../tokens/wordQuantity'
import { LINES_KEPT } from '../summary/slots'
import { levelShiftOf, type LevelShift } from './levelShift'
import { findNumbersOutOfRange, NUMBERS_MIN, numbersOf } from './numberRange'
import { FALSE_SHARE_NATS, FAR_BELOW, type Candidate, type FindCandidates } from './signal'

/** Octaves by which a level must be higher or lower to be worth a word. Chosen: about half as much again. */
const OCTAVES_MIN = 0.5

/** So few different numbers are codes, which are neither high nor low. Chosen. */
const CODES_MAX = 5

/** A shift, and its lines `[from, to]`. */
interface Found { candidate: Candidate, from: number, to: number }

/** Of shifts in the same lines, mostly, the most surprising stands for all: a phase or a fault shifts many numbers at once. */
function onePerHappening(found: Found[]): Candidate[] {
  const told: Found[] = []
  const ranked = found.sort((a, b) => b.candidate.margin - a.candidate.margin || a.from - b.from || a.candidate.cluster - b.candidate.cluster)
  for (const each of ranked) {
    const isTold = told.some(({ from, to }) => 2 * (Math.min(to, each.to) - Math.max(from, each.from)) >= Math.max(to, each.to) - Math.min(from, each.from))
    if (!isTold) told.push(each)
  }
  return told.map(({ candidate }) => candidate)
}

/** The number of a bin, in thousandths, as exact as a mean is. */
const typical = (bin: number) => roundedStart(binStart(Math.round(bin), 0), false)

/** Numbers of the stretch that are out of range by themselves: how many, and the sum of their bins. */
interface Beyond { count: number, sum: number }

/** Whether the numbers that are not out of range, which is told by itself, lie so much higher or lower too. */
function isWorthAWord({ bin, usualBin, count }: LevelShift, beyond: Beyond): boolean {
  const own = (bin * count - beyond.sum) / (count - beyond.count)
  return (own - usualBin) * Math.sign(bin - usualBin) >= OCTAVES_MIN * BINS_AN_OCTAVE
}

function beyondIn(outOfRange: readonly Candidate[], { cluster, slot, dimension, from, to }: { cluster: number, slot: string, dimension: number, from: number, to: number }): Beyond {
  const beyond = { count: 0, sum: 0 }
  for (const { signal, lines, cluster: own, margin } of outOfRange) {
    if (own !== cluster || margin < 0 || signal.kind !== 'number_range' || signal.detail.slot !== slot) continue
    const count = lines?.filter(line => line >= from && line <= to).length ?? 0
    beyond.count += count
    beyond.sum += count * binOf(storedOf({ value: signal.detail.value, dimension }))
  }
  return beyond
}

/**
 * Numbers that are others for a stretch of the log, or from some line on to its end. See levelShiftOf for the surprise; the number of places
 * and the false share are taken off for the margin. What is marked are the lowest lines of the cells behind the first one, in which the
 * stretch may begin anywhere. Of shifts at the same time one is told.
 */
export const findDrifts: FindCandidates = (evidence) => {
  const { clusters } = evidence
  const places = clusters.flatMap((cluster, index) => cluster.places.flatMap(({ name, slot }) => {
    const numbers = slot && numbersOf(slot)
    return numbers && numbers.total >= NUMBERS_MIN && numbers.bins.length > CODES_MAX ? [{ cluster, index, name, slot, total: numbers.total }] : []
  }))
  const allowance = Math.log(places.length) + FALSE_SHARE_NATS
  let outOfRange: Candidate[] | null = null
  return onePerHappening(places.flatMap(({ cluster, index, name, slot, total }): Found[] => {
    const shift = levelShiftOf(slot.levels, allowance + FAR_BELOW)
    if (!shift) return []
    const { cells: [begin, ...inner], end, bin, usualBin, count } = shift
    const from = begin.line
    const to = end === null ? cluster.lastLine : end - 1
    const dimension = dimensionOf(slot.dimensions)
    if (!isWorthAWord(shift, beyondIn(outOfRange ??= findNumbersOutOfRange(evidence), { cluster: index, slot: name, dimension, from, to }))) return []
    const detail = { slot: name, ...levelDetail({ value: typical(bin), usual: typical(usualBin) }, dimension), first_line: from, last_line: to, count, total }
    const lines = inner.slice(0, LINES_KEPT).map(({ line }) => line)
    return [{ candidate: { cluster: index, slot: name, margin: shift.nats - allowance, lines, events: count, signal: { kind: 'drift', strength: Math.max(0, shift.nats), detail } }, from, to }]
  }))
}
