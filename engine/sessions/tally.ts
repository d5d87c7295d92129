/** Adds to the count of a value. */
export function tally(counts: Map<number, number>, value: number, sessions = 1): void {
  counts.set(value, (counts.get(value) ?? 0) + sessions)
}
