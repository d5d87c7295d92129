/**
 * How far clocks of a zone are ahead of UTC: `offsetMs[i]` from the time on at which they show `fromLocalMs[i]` (as if
 * that were UTC), ascending; the first also before. Plain data, so that a log is read alike wherever it is worked on.
 */
export interface ZoneRules {
  fromLocalMs: readonly number[]
  offsetMs: readonly number[]
}

/** The zone of times that have none. */
export class AssumedZone {
  private at = 0

  /** @param rules of at least one offset; UTC if left out. */
  constructor(private readonly rules: ZoneRules = { fromLocalMs: [0], offsetMs: [0] }) {}

  /** Milliseconds east of UTC at what clocks of the zone show as `localMs`. */
  offsetAt(localMs: number): number {
    const { fromLocalMs, offsetMs } = this.rules
    const last = fromLocalMs.length - 1
    let { at } = this
    while (at > 0 && localMs < fromLocalMs[at]) at--
    while (at < last && localMs >= fromLocalMs[at + 1]) at++
    this.at = at
    return offsetMs[at]
  }
}
