import { LogClock, THREE_DIGITS } from './clock'
import type { TimeParts } from './clock'
import type { LogWriter } from './incidents'
import { Choice } from './random'
import type { Random } from './random'
import { plannedIncidents } from './shopIncidents'
import { VISITS, newVisitor } from './shopVisits'
import type { Step, Visitor } from './shopVisits'

const START_MS = 1772438400000
const EVENTS_PER_SECOND = 2.5 // chosen: 50 MB then cover about two days
const AT_ONCE = 12 // chosen: visits whose lines mix

interface Running { steps: readonly Step[], at: number, visitor: Visitor }

/** The log of a web shop: visitors who browse, search, order and pay, and the jobs behind. 55 templates. */
export function writeShop(random: Random, oddRandom: Random): LogWriter {
  const clock = new LogClock(START_MS, EVENTS_PER_SECOND, stamp)
  const running: Running[] = Array.from({ length: AT_ONCE }, () => begin(random))
  const time = () => clock.stamp + THREE_DIGITS[clock.fraction] + 'Z'
  return {
    incidents: plannedIncidents(oddRandom, time),
    next() {
      clock.tick(random)
      for (;;) {
        const index = random.below(AT_ONCE)
        const visit = running[index]
        const step = visit.steps[visit.at++]
        if (visit.at === visit.steps.length) running[index] = begin(random)
        if (step.share < 1 && !random.chance(step.share)) continue
        return time() + step.head + step.text(visit.visitor, random) + '\n'
      }
    },
  }
}

function begin(random: Random): Running {
  return { steps: VISIT_CHOICE.draw(random), at: 0, visitor: newVisitor(random) }
}

function stamp({ year, month, day, hour, minute, second }: TimeParts): string {
  return year + '-' + month + '-' + day + 'T' + hour + ':' + minute + ':' + second + '.'
}

const VISIT_CHOICE = new Choice(VISITS.map(({ weight, steps }) => [steps, weight]))
