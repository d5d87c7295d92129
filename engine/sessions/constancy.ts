/**
 * How constant a habit of entropy H, in nats, is: exp(-2 H), 1 where all have it alike, towards 0 where each has it
 * otherwise.
 */
export function constancyOf(entropy: number): number {
  return Math.exp(-2 * entropy)
}

/** Entropy, in nats, of what comes in several ways. @param counts how many of `total` have each. */
export function entropyOfCounts(counts: Iterable<number>, total: number): number {
  let entropy = 0
  for (const count of counts) entropy -= count / total * Math.log(count / total)
  return entropy
}

/** Entropy, in nats, of something that a share of all, 0..1, have and the others lack. */
export function entropyOf(share: number): number {
  return share <= 0 || share >= 1 ? 0 : -share * Math.log(share) - (1 - share) * Math.log(1 - share)
}
