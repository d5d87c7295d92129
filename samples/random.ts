const QUANTILES = 4096 // chosen: fine enough that the steps between two of them do not show
const TABLE_SIZE = 65536 // chosen: the rarest share that a Choice can hold is 1 in 65,536

/**
 * Deterministic random numbers: the same seed gives the same sequence on every machine.
 * Source: sfc32 of Chris Doty-Humphrey's PractRand.
 */
export class Random {
  #a: number
  #b: number
  #c: number
  #counter = 1

  constructor(seed: number, stream = 0) {
    this.#a = seed | 0
    this.#b = Math.floor(seed / 4294967296) | 0
    this.#c = stream | 0
    for (let round = 0; round < 16; round++) this.bits()
  }

  /** A whole number in 0 … 2^32 - 1. */
  bits(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0
    this.#counter = (this.#counter + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0
    return sum >>> 0
  }

  /** A whole number in 0 … limit - 1; limit at most 2^32. */
  below(limit: number): number {
    return Math.floor(this.bits() / 4294967296 * limit)
  }

  /** A whole number in low … high, both included. */
  between(low: number, high: number): number {
    return low + this.below(high - low + 1)
  }

  chance(share: number): boolean {
    return this.bits() < share * 4294967296
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)]
  }

  /** The items in random order. */
  shuffled<T>(items: readonly T[]): T[] {
    const order = [...items]
    for (let index = order.length - 1; index > 0; index--) {
      const other = this.below(index + 1)
      const held = order[index]
      order[index] = order[other]
      order[other] = held
    }
    return order
  }

  /** Positive, skewed to the right: half of all values lie below `median`, one in 40 above `median * exp(2 * spread)`. */
  logNormal(median: number, spread: number): number {
    const at = this.bits() / 4294967296 * QUANTILES
    const index = Math.floor(at)
    return median * Math.exp(spread * (NORMAL[index] + (at - index) * (NORMAL[index + 1] - NORMAL[index])))
  }

  /** Waiting time until the next of events that come `mean` apart. */
  wait(mean: number): number {
    return -Math.log((this.bits() + 1) / 4294967297) * mean
  }

  hex(digits: number): string {
    let text = ''
    while (text.length + 8 <= digits) text += HEX4[this.bits() >>> 16] + HEX4[this.bits() & 0xffff]
    while (text.length < digits) text += HEX4[this.bits() >>> 16]
    return text.length === digits ? text : text.slice(0, digits)
  }

  uuid(): string {
    const high = this.bits()
    const low = this.bits()
    return HEX4[high >>> 16] + HEX4[high & 0xffff] + '-' + HEX4[low >>> 16] + '-4' + this.hex(3) + '-a' + this.hex(3) + '-' + this.hex(12)
  }
}

/** Draws an item with given weights in constant time; shares are rounded to 1 in 65,536. */
export class Choice<T> {
  readonly #items: readonly T[]
  readonly #table = new Uint16Array(TABLE_SIZE)

  constructor(weighted: readonly (readonly [T, number])[]) {
    this.#items = weighted.map(([item]) => item)
    const sum = weighted.reduce((total, [, weight]) => total + weight, 0)
    let from = 0
    let reached = 0
    weighted.forEach(([, weight], index) => {
      reached += weight
      const to = Math.round(reached / sum * TABLE_SIZE)
      this.#table.fill(index, from, to)
      from = to
    })
  }

  draw(random: Random): T {
    return this.#items[this.#table[random.bits() >>> 16]]
  }
}

/** Weights that fall with the rank as in Zipf's law: `rank ** -exponent`. */
export function zipf<T>(items: readonly T[], exponent: number): [T, number][] {
  return items.map((item, index) => [item, (index + 1) ** -exponent])
}

const HEX4 = Array.from({ length: 65536 }, (_, value) => value.toString(16).padStart(4, '0'))
const NORMAL = Float64Array.from({ length: QUANTILES + 1 }, (_, index) => normalQuantile((index + 0.5) / (QUANTILES + 1)))

/** Quantile of the standard normal distribution. Source: Hastings' approximation, Abramowitz and Stegun 26.2.23. */
function normalQuantile(share: number): number {
  if (share > 0.5) return -normalQuantile(1 - share)
  const t = Math.sqrt(-2 * Math.log(share))
  return (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) - t
}
