import { constancyOf, entropyOf } from './constancy'
import { STEPS_MAX } from './deviations'

/** A step that came before another one, and how surprising that is. */
export interface Swap {
  step: number
  before: number
  nats: number
  /** Sessions that have them so, and the share of those with both that have them the other way round. */
  sessions: number
  share: number
}

/**
 * In which order the sessions of a kind have their steps, by where each comes first. A step that was moved leaves one
 * pair of neighbours in an order that few have, so the oddest pair of neighbours says how odd a session's order is;
 * what several programs write at once comes in any order, and says nothing. O(pairs of steps of each session).
 */
export class StepOrder {
  private readonly places = new Map<number, number>()
  private readonly ahead: Uint32Array
  private readonly scratch: Int32Array

  /** @param steps the most common first. */
  constructor(private readonly steps: readonly number[]) {
    for (const step of steps.slice(0, STEPS_MAX)) this.places.set(step, this.places.size)
    this.ahead = new Uint32Array(this.places.size ** 2)
    this.scratch = new Int32Array(this.places.size)
  }

  private known(order: readonly number[]): Int32Array {
    let size = 0
    for (const step of order) {
      const place = this.places.get(step)
      if (place !== undefined) this.scratch[size++] = place
    }
    return this.scratch.subarray(0, size)
  }

  /** Counts sessions that have their steps in this order. @param times how many. */
  add(order: readonly number[], times: number): void {
    const places = this.known(order)
    for (let i = 0; i < places.length; i++)
      for (let j = i + 1; j < places.length; j++) this.ahead[places[i] * this.places.size + places[j]] += times
  }

  /** Sessions with `step` before `before`. */
  sessionsWith(step: number, before: number): number {
    const [a, b] = [this.places.get(step), this.places.get(before)]
    return a === undefined || b === undefined ? 0 : this.ahead[a * this.places.size + b]
  }

  /** Whether all neighbouring steps are in the order that most sessions have. */
  isUsual(order: readonly number[]): boolean {
    return this.known(order).every((b, i, places) => i === 0 || this.shareAgainst(places[i - 1], b) <= 0.5)
  }

  /** Share of the sessions with both that have `b` before `a`. */
  private shareAgainst(a: number, b: number): number {
    const so = this.ahead[a * this.places.size + b]
    return 1 - so / (so + this.ahead[b * this.places.size + a])
  }

  /**
   * The oddest of neighbouring steps: -ln of the share of sessions that have the two so, weighed by how constant their
   * order is, less ln of the pairs that were looked at; null where none is rarer than its reverse.
   * @param isKnown whether a step before another one, in a number of sessions, is no news.
   */
  oddestOf(order: readonly number[], isKnown: (step: number, before: number, sessions: number) => boolean = () => false): Swap | null {
    const places = this.known(order)
    let oddest: Swap | null = null
    for (let i = 1; i < places.length; i++) {
      const [a, b] = [places[i - 1], places[i]]
      const share = this.shareAgainst(a, b)
      if (share <= 0.5) continue
      const nats = -Math.log(1 - share) * constancyOf(entropyOf(share)) - Math.log(places.length - 1)
      if (nats <= (oddest?.nats ?? 0)) continue
      const [step, before, sessions] = [this.steps[a], this.steps[b], this.ahead[a * this.places.size + b]]
      if (!isKnown(step, before, sessions)) oddest = { step, before, nats, sessions, share }
    }
    return oddest
  }
}
