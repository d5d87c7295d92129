import type { ZoneRules } from '#engine'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
const OFFSET = /^([+-])(\d\d):?([0-5]\d)$/
const HOURS_MAX = 18 // as ISO 8601 readers take; the world uses -12 to +14
/** Years whose changes are known; before and after, the first and last offset hold. */
const FROM_MS = Date.UTC(1970, 0, 1), TO_MS = Date.UTC(2061, 0, 1)
/** No zone changes twice within so many days but for a month of fasting; chosen. */
const STEP_MS = 14 * DAY_MS

/**
 * The rules of a zone: a name of the IANA database, by the platform's copy of it, or an offset such as `+05:30`; null if
 * there is no such zone. @param known rules by name, added to: making them takes about 10 ms.
 */
export function zoneRules(zone: string, known: Map<string, ZoneRules>): ZoneRules | null {
  const [, sign, hours, minutes] = OFFSET.exec(zone) ?? []
  if (hours !== undefined) {
    const offsetMs = (Number(hours) * 60 + Number(minutes)) * MINUTE_MS
    return Number(hours) > HOURS_MAX ? null : { fromLocalMs: [0], offsetMs: [sign === '-' ? -offsetMs : offsetMs] }
  }
  try {
    // however its letters are written, so that no more is kept than there are zones
    const name = new Intl.DateTimeFormat('en-US', { timeZone: zone }).resolvedOptions().timeZone
    const rules = known.get(name) ?? namedRules(name)
    known.set(name, rules)
    return rules
  }
  catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** @throws RangeError if there is no such zone. */
function namedRules(zone: string): ZoneRules {
  const offsetOf = offsetsIn(zone)
  const fromLocalMs = [FROM_MS]
  const offsetMs = [offsetOf(FROM_MS)]
  for (let from = FROM_MS, before = offsetOf(from); from < TO_MS; from += STEP_MS) {
    const after = offsetOf(from + STEP_MS)
    if (after === before) continue
    let low = from, high = from + STEP_MS
    while (high - low > MINUTE_MS) {
      const middle = Math.floor((low + high) / 2 / MINUTE_MS) * MINUTE_MS
      if (middle === low) break
      if (offsetOf(middle) === before) low = middle
      else high = middle
    }
    // An hour that comes twice is the first one, one that is left out counts on as before.
    fromLocalMs.push(high + Math.max(before, after))
    offsetMs.push(after)
    before = after
  }
  return { fromLocalMs, offsetMs }
}

/** Milliseconds east of UTC at an instant. */
function offsetsIn(timeZone: string): (ms: number) => number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' })
  return (ms) => {
    const parts = new Map(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]))
    const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0
    return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second')) - Math.floor(ms / 1000) * 1000
  }
}
