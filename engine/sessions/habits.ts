import { constancyOf, entropyOfCounts } from './constancy'
import { tally } from './tally'

/** The greatest usual count of a step: this share of its sessions do not exceed it. Chosen. */
const USUAL_SHARE = 0.99

/** How often the sessions of a kind have a step. */
export interface Habit {
  /** How many have it at all. */
  having: number
  /** The greatest usual count of those that have it; of all, the count that most have. */
  usual: number
  most: number
  /** Whether sessions at the log's ends have too few of it because they are cut off. */
  isCut: boolean
  /** How much a count of it says: 1 where all have it equally often, towards 0 where each has it otherwise. */
  weight: number
  /** Its counts that come, none included, and the sessions with each. */
  counts: ReadonlyMap<number, number>
  /** Sessions that have it at least, and at most, this often. */
  atLeast(count: number): number
  atMost(count: number): number
}

/** The place of a count in ascending values: of the first one that is not less. */
function placeOf(values: Float64Array, count: number): number {
  let low = 0, high = values.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (values[middle] < count) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * @param counts for each count of a step the sessions with it, none included.
 * @param isCut whether sessions at the ends of the log have less than `most` because they are cut off; `fewer` have
 * less in all.
 */
export function habitOf(
  counts: ReadonlyMap<number, number>, total: number, isCut: (most: number, fewer: number) => boolean,
): Habit {
  const values = Float64Array.from(counts.keys()).sort()
  const upTo = new Float64Array(values.length)
  let sum = 0
  let most = 0
  for (let i = 0; i < values.length; i++) {
    const sessions = counts.get(values[i]) ?? 0
    sum += sessions
    upTo[i] = sum
    if (sessions > (counts.get(most) ?? 0)) most = values[i]
  }
  const lacking = counts.get(0) ?? 0
  const usualAt = lacking + (total - lacking) * USUAL_SHARE
  const usual = values[upTo.findIndex(sessions => sessions >= usualAt)] ?? 0
  const atMost = (count: number) => {
    const at = placeOf(values, count)
    return at < values.length && values[at] === count ? upTo[at] : at > 0 ? upTo[at - 1] : 0
  }
  const weight = constancyOf(entropyOfCounts(Array.from(values, value => counts.get(value) ?? 0), total))
  return {
    counts, having: total - lacking, usual, most, isCut: isCut(most, atMost(most - 1)), weight,
    atLeast: (count) => {
      const at = placeOf(values, count)
      return total - (at > 0 ? upTo[at - 1] : 0)
    },
    atMost,
  }
}

/** Sessions that have as extreme a count of a step, on its side. */
export function rarityOf({ atLeast, atMost }: Habit, count: number): number {
  return Math.min(atLeast(count), atMost(count))
}

/** By rarity, how many sessions deviate in the count of some step as rarely. */
export function deviatingByRarity(habits: Iterable<Habit>): Map<number, number> {
  const deviating = new Map<number, number>()
  for (const habit of habits) {
    for (const [count, sessionsOf] of habit.counts) {
      if (count !== habit.most) tally(deviating, rarityOf(habit, count), sessionsOf)
    }
  }
  return deviating
}
