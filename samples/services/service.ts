import { LogClock } from '../clock'
import type { TimeParts } from '../clock'
import type { LogWriter, PlannedIncident } from '../incidents'
import type { Random } from '../random'
import { fillLine, weighted } from './line'
import type { Line, Step, Subject, Visit } from './line'
import { drawOddThings, oddSteps, textOf } from './odd'
import type { Change, OddThing, OddThings } from './odd'

/** Everything that makes the log of one kind of service. */
export interface Service<Stamp> {
  startMs: number
  /** Lines in a second, mean of a day. */
  perSecond: number
  /** How many hours before noon the busiest time lies. */
  earlierHours?: number
  /** Visits whose lines mix. */
  atOnce: number
  visits: readonly Visit[]
  /** Lines that come at fixed times. */
  regular: readonly { everyMs: number, line: Line }[]
  /** Lines that now and then come many at once, as is usual. */
  gusts: readonly { line: Line, least: number, most: number }[]
  /** Gusts that begin per line. */
  gustShare: number
  odd: OddThings
  newSubject(random: Random): Subject
  /** What a line says of its second. */
  stamp(parts: TimeParts): Stamp
  /** The line with its header, without line end. */
  print(line: Line, text: string, clock: LogClock<Stamp>, subject: Subject, random: Random): string
}

const BURST_LEAST = 100
const BURST_MOST = 200
const SILENT_PERIODS = 90 // chosen: then 2 to 4 % of a log of 20 MB
const BURST_GAP_MS = 30 // chosen

interface Running { steps: readonly Step[], at: number, left: number, subject: Subject, incident: PlannedIncident | null }

/** A writer for that service. The usual lines are drawn from `random`, what is odd from `oddRandom`. */
export function serviceWriter<Stamp>(service: Service<Stamp>): (random: Random, oddRandom: Random) => LogWriter {
  const drawVisit = weighted(service.visits.map((visit): [Visit, number] => [visit, visit.weight]))

  return (random, oddRandom) => {
    const clock = new LogClock(service.startMs, service.perSecond, service.stamp, service.earlierHours)
    const changes = new Map<Line, { change: Change, incident: PlannedIncident }>()
    const sessions = new Map<Visit, { steps: readonly Step[], incident: PlannedIncident }>()
    const regular = service.regular.map(({ line, everyMs }) => ({ line, everyMs, dueMs: clock.nowMs + random.below(everyMs), silentPeriods: 0, incident: noIncident() }))
    const gust = { left: 0, line: service.regular[0].line, subject: service.newSubject(random) }
    const burst = { left: 0, line: gust.line, incident: noIncident() }
    let odd = noIncident()

    const begin = (): Running => {
      const visit = drawVisit(random)
      const changed = sessions.get(visit)
      if (changed) sessions.delete(visit)
      return { steps: changed?.steps ?? visit.steps, at: 0, left: -1, subject: service.newSubject(random), incident: changed?.incident ?? null }
    }
    const running = Array.from({ length: service.atOnce }, begin)

    const print = (line: Line, subject: Subject, source: Random) => {
      const changed = changes.size > 0 && source === random ? changes.get(line) : undefined
      if (changed) {
        changes.delete(line)
        odd = changed.incident
      }
      return service.print(line, fillLine(line, source, subject, changed?.change ?? null), clock, subject, source) + '\n'
    }
    const nextRegular = () => {
      for (const one of regular) {
        if (one.dueMs > clock.nowMs) continue
        one.dueMs += one.everyMs * (0.98 + random.below(400) / 10000)
        const subject = service.newSubject(random)
        if (one.silentPeriods > 0 && --one.silentPeriods > 0) continue
        odd = one.incident
        one.incident = null
        return print(one.line, subject, random)
      }
      return null
    }
    const nextOfVisit = () => {
      for (;;) {
        const index = random.below(running.length)
        const visit = running[index]
        if (visit.at === visit.steps.length) {
          running[index] = begin()
          continue
        }
        const step = visit.steps[visit.at]
        if (visit.left < 0) visit.left = step.share < 1 && !random.chance(step.share) ? 0 : random.between(step.least, step.most)
        if (visit.left > 0) visit.left--
        else {
          visit.at++
          visit.left = -1
          continue
        }
        if (visit.left === 0) {
          visit.at++
          visit.left = -1
          if (visit.at === visit.steps.length) {
            odd = visit.incident
            running[index] = begin()
          }
        }
        return print(step.line, visit.subject, random)
      }
    }

    const start = (thing: OddThing, incident: PlannedIncident): string | null => {
      if ('line' in thing) return print(thing.line, service.newSubject(oddRandom), oddRandom)
      if ('burst' in thing) Object.assign(burst, { left: oddRandom.between(BURST_LEAST, BURST_MOST), line: thing.burst, incident })
      else if ('change' in thing) changes.set(thing.change.line, { change: thing.change, incident })
      else if ('session' in thing) sessions.set(thing.session.visit, { steps: oddSteps(thing.session), incident })
      else {
        for (const one of regular) {
          if (one.line === thing.silence) Object.assign(one, { silentPeriods: SILENT_PERIODS, incident })
        }
      }
      return null
    }
    const incidents = drawOddThings(service.odd, oddRandom).map((thing) => {
      const incident: PlannedIncident = { kind: thing.kind, odd: textOf(thing), times: 1, write: () => start(thing, incident) }
      return incident
    })

    return {
      incidents,
      isSpaced: true,
      happening: () => odd,
      next() {
        odd = null
        if (burst.left > 0) {
          burst.left--
          odd = burst.incident
          clock.skip(oddRandom.wait(BURST_GAP_MS))
          return print(burst.line, service.newSubject(oddRandom), oddRandom)
        }
        if (gust.left > 0) {
          gust.left--
          clock.skip(random.wait(BURST_GAP_MS))
          return print(gust.line, gust.subject, random)
        }
        clock.tick(random)
        const due = nextRegular()
        if (due !== null) return due
        if (service.gusts.length > 0 && random.chance(service.gustShare)) {
          const { line, least, most } = random.pick(service.gusts)
          Object.assign(gust, { left: random.between(least, most), line, subject: service.newSubject(random) })
        }
        return nextOfVisit()
      },
    }
  }
}

function noIncident(): PlannedIncident | null {
  return null
}
