import { LogClock } from '../clock'
import type { TimeParts } from '../clock'
import type { LogWriter, PlannedIncident } from '../incidents'
import type { Random } from '../random'
import { fillLine } from './line'
import type { Line, Subject, Visit } from './line'
import { drawOddThings, oddSteps, textOf } from './odd'
import type { Change, OddThing, OddThings } from './odd'
import { openRegularLines } from './regularLines'
import { openVisits } from './visits'
import type { Turn } from './visits'

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

/** A writer for that service. The usual lines are drawn from `random`, what is odd from `oddRandom`. */
export function serviceWriter<Stamp>(service: Service<Stamp>): (random: Random, oddRandom: Random) => LogWriter {
  return (random, oddRandom) => openWriter(service, random, oddRandom)
}

function openWriter<Stamp>(service: Service<Stamp>, random: Random, oddRandom: Random): LogWriter {
  const { startMs, perSecond, stamp, earlierHours, gusts, newSubject } = service
  const clock = new LogClock(startMs, perSecond, stamp, earlierHours)
  const changes = new Map<Line, { change: Change, incident: PlannedIncident }>()
  const regular = openRegularLines(service.regular, clock.nowMs, newSubject, random)
  const gust = { left: 0, line: service.regular[0].line, subject: newSubject(random) }
  const burst = { left: 0, line: gust.line, incident: noIncident() }
  const visits = openVisits(service.visits, service.atOnce, newSubject, random)
  const incidents = drawOddThings(service.odd, oddRandom).map(thing => planned(thing, incident => start(thing, incident)))
  let odd = noIncident()

  function print(line: Line, subject: Subject, source: Random): string {
    const changed = changes.size > 0 && source === random ? changes.get(line) : undefined
    if (changed) {
      changes.delete(line)
      odd = changed.incident
    }
    return service.print(line, fillLine(line, source, subject, changed?.change ?? null), clock, subject, source) + '\n'
  }

  function start(thing: OddThing, incident: PlannedIncident): string | null {
    if ('line' in thing) return print(thing.line, newSubject(oddRandom), oddRandom)
    if ('burst' in thing) Object.assign(burst, { left: oddRandom.between(BURST_LEAST, BURST_MOST), line: thing.burst, incident })
    else if ('change' in thing) changes.set(thing.change.line, { change: thing.change, incident })
    else if ('session' in thing) visits.change(thing.session.visit, oddSteps(thing.session), incident)
    else regular.silence(thing.silence, SILENT_PERIODS, incident)
    return null
  }

  function next(): Turn & { source: Random } {
    if (burst.left-- > 0) {
      clock.skip(oddRandom.wait(BURST_GAP_MS))
      return { line: burst.line, subject: newSubject(oddRandom), incident: burst.incident, source: oddRandom }
    }
    if (gust.left-- > 0) {
      clock.skip(random.wait(BURST_GAP_MS))
      return { line: gust.line, subject: gust.subject, incident: null, source: random }
    }
    clock.tick(random)
    const due = regular.next(clock.nowMs)
    if (due) return { ...due, source: random }
    if (gusts.length > 0 && random.chance(service.gustShare)) {
      const { line, least, most } = random.pick(gusts)
      Object.assign(gust, { left: random.between(least, most), line, subject: newSubject(random) })
    }
    return { ...visits.next(), source: random }
  }

  return {
    incidents,
    isSpaced: true,
    happening: () => odd,
    next() {
      const { line, subject, incident, source } = next()
      odd = incident
      return print(line, subject, source)
    },
  }
}

function planned(thing: OddThing, start: (incident: PlannedIncident) => string | null): PlannedIncident {
  const incident: PlannedIncident = { kind: thing.kind, odd: textOf(thing), times: 1, write: () => start(incident) }
  return incident
}

function noIncident(): PlannedIncident | null {
  return null
}
