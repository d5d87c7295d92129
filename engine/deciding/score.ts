/** Nats of combined evidence at which the score is one half: chosen, about one event in 3,000. */
const HALF_NATS = 8

/**
 * Combined strength of several signals for one event, in nats: the strongest, and half of all others, so that the strongest leads
 * and others add.
 */
export function combine(strengths: readonly number[]): number {
  let most = 0
  let sum = 0
  for (const strength of strengths) {
    sum += strength
    if (strength > most) most = strength
  }
  return most + (sum - most) / 2
}

/**
 * The score of a combined strength s: 1 - 2^(-s / 8), in 0..1, rounded to 1e-4. It says how surprising an event is in its log: .5
 * stands for what one event in about 3,000 is by chance, .7 for one in a million. It is no probability of a fault.
 */
export function scoreOf(strength: number): number {
  return Math.round((1 - 2 ** (-Math.max(0, strength) / HALF_NATS)) * 1e4) / 1e4
}
