import { LogClock, THREE_DIGITS } from './clock'
import type { TimeParts } from './clock'
import type { IncidentKind, LogWriter, PlannedIncident } from './incidents'
import { Choice } from './random'
import type { Random } from './random'
import { moreOddLines, plannedIncidents } from './shopIncidents'
import { HEALTH_CHECK, ORDER, VISITS, newVisitor } from './shopVisits'
import type { Step, Visitor } from './shopVisits'

const START_MS = 1772438400000
const EVENTS_PER_SECOND = 2.5 // chosen: 50 MB then cover about two days
const AT_ONCE = 12 // chosen: visits whose lines mix
const SILENT_CHECKS = 90 // chosen: then 1 to 2 % of a log of 20 MB
const CAPTURES = 40 // chosen: one is usual

interface Running { steps: readonly Step[], at: number, visitor: Visitor, incident: PlannedIncident | null }

/** The log of a web shop: visitors who browse, search, order and pay, and the jobs behind. 55 templates. */
export function writeShop(random: Random, oddRandom: Random, everyKind = false): LogWriter {
  const clock = new LogClock(START_MS, EVENTS_PER_SECOND, stamp)
  let happening = noIncident()
  let brokenOrder: { steps: readonly Step[], incident: PlannedIncident } | null = null
  const silence = { left: 0, incident: noIncident() }
  const burst = { left: 0, incident: noIncident() }

  const begin = (): Running => {
    const steps = VISIT_CHOICE.draw(random)
    const broken = steps === ORDER ? brokenOrder : null
    if (broken) brokenOrder = null
    return { steps: broken?.steps ?? steps, at: 0, visitor: newVisitor(random), incident: broken?.incident ?? null }
  }
  const running = Array.from({ length: AT_ONCE }, begin)
  const time = () => clock.stamp + THREE_DIGITS[clock.fraction] + 'Z'
  const more = () => [
    ...plannedIncidents(oddRandom, time, moreOddLines),
    later('session', 'confirmation to', (incident) => {
      brokenOrder = { steps: ORDER.slice(0, -2), incident }
    }),
    later('session', 'handed over carrier=', (incident) => {
      const captured = ORDER.findIndex(step => step.head === ' INFO [payments] ')
      brokenOrder = { steps: ORDER.flatMap((step, index) => (index === captured ? Array.from({ length: CAPTURES }, () => step) : [step])), incident }
    }),
    later('silence', 'health check answered', incident => Object.assign(silence, { left: SILENT_CHECKS, incident })),
    later('burst', 'basket of a guest is full', incident => Object.assign(burst, { left: oddRandom.between(100, 200), incident })),
  ]

  return {
    incidents: [...plannedIncidents(oddRandom, time), ...(everyKind ? more() : [])],
    isSpaced: everyKind,
    happening: () => happening,
    next() {
      happening = null
      if (burst.left > 0) {
        burst.left--
        happening = burst.incident
        return time() + ' WARN [cart] basket of a guest is full, item SKU-' + oddRandom.between(10000, 99999) + ' not added\n'
      }
      clock.tick(random)
      for (;;) {
        const index = random.below(AT_ONCE)
        const visit = running[index]
        const step = visit.steps[visit.at++]
        if (visit.at === visit.steps.length) running[index] = begin()
        if (step.share < 1 && !random.chance(step.share)) continue
        if (step === HEALTH_CHECK && silence.incident) {
          if (silence.left-- > 0) continue
          happening = silence.incident
          silence.incident = null
        }
        if (visit.at === visit.steps.length) happening ??= visit.incident
        return time() + step.head + step.text(visit.visitor, random) + '\n'
      }
    },
  }
}

/** An incident that `start` begins and lines to come complete. */
function later(kind: IncidentKind, odd: string, start: (incident: PlannedIncident) => void): PlannedIncident {
  const incident: PlannedIncident = {
    kind, odd, times: 1,
    write() {
      start(incident)
      return null
    },
  }
  return incident
}

function noIncident(): PlannedIncident | null {
  return null
}

function stamp({ year, month, day, hour, minute, second }: TimeParts): string {
  return year + '-' + month + '-' + day + 'T' + hour + ':' + minute + ':' + second + '.'
}

const VISIT_CHOICE = new Choice(VISITS.map(({ weight, steps }) => [steps, weight]))
