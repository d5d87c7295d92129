import { Random } from '../random'
import { weighted } from '../services/line'
import type { Flow, Grammar, Message, Place } from './grammar'
import { logUniform } from './grammar'
import type { GrammarEvent, Value } from './grammarEvent'
import { Happenings } from './happenings'
import type { GrammarIncident, Happening } from './happenings'

export interface GrammarTruth { lines: number, incidents: GrammarIncident[] }

export interface CourseOptions {
  events: number
  seed: number
  /** Whether odd things happen; without them the log is the quiet twin of the one with them. */
  incidents: boolean
}

interface Running { steps: Message[], at: number, id: number, happening: Happening | null }

const DAY_MS = 86_400_000
/** Between two events of a crowd, a job, or a start. */
const CLOSE = 0.05

/** The usual course of a system, event by event. */
class Course {
  #atMs: number
  #count = 0
  #id: number
  readonly #queue: Message[] = []
  readonly #running: Running[]
  readonly #starts: number[]
  readonly #jobs: { messages: readonly Message[], every: number, due: number }[]
  readonly #beats: { message: Message, every: number, due: number }[]
  readonly #drawMessage: (random: Random) => Message
  readonly #drawFlow: (random: Random) => Flow
  /** Draws the index of a choice, by place. */
  readonly #choices = new Map<Place, (random: Random) => number>()

  constructor(readonly grammar: Grammar, readonly random: Random, readonly happenings: Happenings | null, events: number) {
    this.#atMs = grammar.startMs
    this.#id = random.below(1e6)
    this.#drawMessage = weighted(grammar.messages.map((message, i): [Message, number] => [message, grammar.weights[i]]))
    this.#drawFlow = weighted(grammar.flows.map((flow): [Flow, number] => [flow, flow.weight]))
    const first = (every: number) => random.below(every) + 1
    this.#jobs = grammar.jobs.map(job => ({ ...job, due: first(job.every) }))
    this.#beats = grammar.beats.map(beat => ({ ...beat, due: first(beat.every) }))
    this.#starts = [0, ...Array.from({ length: grammar.restarts }, () => random.below(events))].sort((a, b) => a - b)
    this.#running = Array.from({ length: grammar.flows.length > 0 ? grammar.atOnce : 0 }, () => this.#begin())
  }

  get atMs(): number {
    return this.#atMs
  }

  /** Moves on a little, or to the next event. */
  tick(isClose: boolean): void {
    const { everyMs, rhythm } = this.grammar
    const share = (1 - Math.cos(this.#atMs / DAY_MS * 2 * Math.PI)) / 2
    this.#atMs += this.random.wait(isClose ? everyMs * CLOSE : everyMs * rhythm ** (0.5 - share))
  }

  next(): GrammarEvent {
    this.#count++
    if (this.#queue.length === 0) this.#enqueue()
    const queued = this.#queue.shift()
    this.tick(queued !== undefined)
    if (queued) return this.event(queued, this.random, 0)
    const beat = this.#beats.find(({ due }) => due <= this.#count)
    if (beat) {
      beat.due += beat.every
      if (this.happenings?.isSilent(beat.message) !== true) return this.event(beat.message, this.random, 0)
    }
    if (this.#running.length > 0 && this.random.chance(this.grammar.flowShare)) return this.#step()
    return this.event(this.#drawMessage(this.random), this.random, 0)
  }

  /** What comes together: a start, a job, a crowd. */
  #enqueue(): void {
    if (this.#starts[0] < this.#count) {
      this.#starts.shift()
      this.#queue.push(...this.grammar.startUp)
    }
    for (const job of this.#jobs) {
      if (job.due > this.#count) continue
      job.due += job.every
      this.#queue.push(...job.messages)
    }
    if (this.grammar.gustShare > 0 && this.random.chance(this.grammar.gustShare)) {
      const message = this.#drawMessage(this.random)
      this.#queue.push(...Array.from({ length: this.random.between(3, this.grammar.gustMost) }, () => message))
    }
  }

  #begin(): Running {
    const flow = this.#drawFlow(this.random)
    const usual = flow.steps.flatMap(({ message, share, most }) => this.random.chance(share) || share === 1 ? Array.from({ length: this.random.between(1, most) }, () => message) : [])
    const odd = this.happenings?.takeSession(flow, usual)
    return { steps: odd?.steps ?? usual, at: 0, id: this.#id++, happening: odd?.happening ?? null }
  }

  #step(): GrammarEvent {
    const index = this.random.below(this.#running.length)
    const running = this.#running[index]
    const event = this.event(running.steps[running.at++], this.random, running.id)
    if (running.at === running.steps.length) {
      if (running.happening) this.happenings?.mark(running.happening)
      this.#running[index] = this.#begin()
    }
    return event
  }

  /** An event with values drawn from `random`. */
  event(message: Message, random: Random, session: number): GrammarEvent {
    return { atMs: this.#atMs, message, level: message.level, source: message.source, values: message.places.map(place => this.#drawValue(place, random, session)) }
  }

  #drawValue(place: Place, random: Random, session: number): Value {
    if (place.share < 1 && !random.chance(place.share)) return null
    switch (place.kind) {
      case 'id': return place.isOfSession ? session : random.bits()
      case 'number': return Math.max(1, Math.round(random.logNormal(place.median, place.spread)))
      case 'host': return Math.floor(logUniform(random, 1, place.hosts + 1)) - 1
      case 'list': return Array.from({ length: random.between(1, place.most) }, () => random.below(1000))
      default: {
        const draw = this.#choices.get(place) ?? weighted(place.values.map((_, i): [number, number] => [i, (i + 1) ** -place.exponent]))
        this.#choices.set(place, draw)
        return draw(random)
      }
    }
  }
}

/** A log of the grammar, event by event. A pure function of its arguments. @returns the truth about it; line n is the n-th event. */
export function* grammarEvents(grammar: Grammar, { events, seed, incidents }: CourseOptions): Generator<GrammarEvent, GrammarTruth, undefined> {
  const happenings = incidents ? new Happenings(grammar, new Random(seed, 11), events) : null
  const course = new Course(grammar, new Random(seed, 10), happenings, events)
  let lines = 0
  for (let count = 0; count < events; count++) {
    for (const { message, level, source } of happenings?.due(count) ?? []) {
      lines++
      course.tick(true)
      happenings?.placeMarked(lines)
      yield { ...course.event(message, happenings?.random ?? course.random, 0), level: level ?? message.level, source: source ?? message.source }
    }
    const usual = course.next()
    lines++
    const event = happenings?.changed(usual) ?? usual
    happenings?.placeMarked(lines)
    yield event
  }
  return { lines, incidents: happenings?.incidents() ?? [] }
}
