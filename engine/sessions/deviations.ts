/**
 * Steps of a kind whose deviations and order are compared with each other: those that most sessions have. Chosen: 4 MB.
 */
export const STEPS_MAX = 256

/** Fewer or more of a step than its kind mostly has. */
export interface Deviation { step: number, isMore: boolean }

/**
 * How often the sessions of a kind deviate in two ways at once: the steps of a branch come together, and are one
 * happening. O(pairs of deviations of each session); memory for 2 STEPS_MAX ways at most, further ones are taken to
 * come by themselves.
 */
export class CoDeviations {
  private readonly places = new Map<number, number>()
  private readonly both: Uint32Array
  private readonly ways: number
  private readonly scratch: Int32Array

  /** @param steps the most common first. @param sessions how many there are. */
  constructor(steps: readonly number[], private readonly sessions: number) {
    for (const step of steps.slice(0, STEPS_MAX)) this.places.set(step, this.places.size)
    this.ways = this.places.size * 2
    this.both = new Uint32Array(this.ways * this.ways)
    this.scratch = new Int32Array(this.ways)
  }

  private wayOf({ step, isMore }: Deviation): number {
    const place = this.places.get(step)
    return place === undefined ? -1 : place * 2 + (isMore ? 1 : 0)
  }

  /** Counts the deviations of sessions that are alike; of each step one at most. @param times how many sessions. */
  add(deviations: readonly Deviation[], times: number): void {
    let size = 0
    for (const deviation of deviations) {
      const way = this.wayOf(deviation)
      if (way >= 0) this.scratch[size++] = way
    }
    for (let i = 0; i < size; i++) {
      const row = this.scratch[i] * this.ways
      for (let j = 0; j < size; j++) this.both[row + this.scratch[j]] += times
    }
  }

  /**
   * What of the surprise of a deviation is left, 0..1, where one of `others` is known: -ln of the share of sessions
   * with that one that deviate so too, against the same of all sessions. The least over the others.
   */
  leftOf(deviation: Deviation, others: readonly Deviation[]): number {
    const way = this.wayOf(deviation)
    if (way < 0) return 1
    const own = Math.log(this.sessions / this.both[way * this.ways + way])
    let left = 1
    for (const other of others) {
      const known = this.wayOf(other)
      if (known < 0) continue
      const row = known * this.ways
      const given = Math.log(this.both[row + known] / this.both[row + way])
      if (given < left * own) left = given / own
    }
    return left
  }
}
