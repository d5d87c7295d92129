import type { Random } from '../random'
import type { GrammarEvent, Value } from './grammarEvent'
import type { Flow, Grammar, Level, Message, Place } from './grammar'
import { logUniform } from './grammar'
import { NOUNS, STRANGE_SOURCES, STRANGE_STATES, TROUBLES, VERBS, VERY_BAD } from './words'

/**
 * novel_error, novel_quiet: messages that the log has not otherwise; severe: one far more severe than all; value, number: in a place
 * that never has the like; drift: numbers that are others for a while; burst, silence: far more or fewer of one message;
 * session, order: steps that are missing, doubled or come again and again, or in another order; source: a message from whom it never comes.
 */
export const GRAMMAR_KINDS = ['novel_error', 'novel_quiet', 'severe', 'value', 'number', 'drift', 'burst', 'silence', 'session', 'order', 'source'] as const
export type GrammarKind = (typeof GRAMMAR_KINDS)[number]

/** An odd thing put into a log on purpose, and the lines in which it shows, from 1. */
export interface GrammarIncident { kind: GrammarKind, odd: string, lines: number[] }

/** An odd thing that is going to happen at some moments. */
export interface Happening { kind: GrammarKind, odd: string, lines: number[] }

interface Inserted { message: Message, level?: Level, source?: string }

interface Change { happening: Happening, message: Message, change(event: GrammarEvent): GrammarEvent }

const MOMENTS_MAX = 4
/** A place must have so many values in the log for something to be odd there. */
const USUAL_MIN = 60

/** The odd things of one log: how many, which, where and how often is drawn. */
export class Happenings {
  readonly #all: Happening[] = []
  readonly #insertions = new Map<number, { happening: Happening, inserted: Inserted }[]>()
  readonly #beginnings = new Map<number, (() => void)[]>()
  readonly #changes: Change[] = []
  readonly #sessions: { happening: Happening, flow: Flow, turn(steps: Message[]): Message[] | null }[] = []
  readonly #silences: { happening: Happening, message: Message, until: number }[] = []
  readonly #drifts: { happening: Happening, message: Message, place: number, times: number, until: number }[] = []
  #marked: Happening[] = []
  #count = 0

  constructor(readonly grammar: Grammar, readonly random: Random, readonly events: number) {
    const kinds = GRAMMAR_KINDS.filter(kind => (kind !== 'session' && kind !== 'order') || grammar.flows.length > 0)
    for (let left = Math.round(logUniform(random, 5, 26)); left > 0; left--) this.#plan(random.pick(kinds))
  }

  /** What else is said before the count-th usual event. */
  * due(count: number): Generator<Inserted, void, undefined> {
    this.#count = count
    for (const begin of this.#beginnings.get(count) ?? []) begin()
    for (const { happening, inserted } of this.#insertions.get(count) ?? []) {
      this.mark(happening)
      yield inserted
    }
  }

  /** The event as it is told where something odd shows in it. */
  changed(event: GrammarEvent): GrammarEvent {
    let told = event
    const at = this.#changes.findIndex(({ message }) => message === event.message)
    if (at >= 0) {
      const { happening, change } = this.#changes[at]
      told = change(event)
      if (told !== event) {
        this.#changes.splice(at, 1)
        this.mark(happening)
      }
    }
    for (const { happening, message, place, times, until } of this.#drifts) {
      const value = told.values[place]
      if (message !== told.message || this.#count >= until || typeof value !== 'number') continue
      told = { ...told, values: told.values.map((own, i) => i === place ? Math.max(1, Math.round(value * times)) : own) }
      this.mark(happening)
    }
    const over = this.#silences.findIndex(({ message, until }) => message === event.message && this.#count >= until)
    if (over >= 0) this.mark(this.#silences.splice(over, 1)[0].happening)
    return told
  }

  isSilent(message: Message): boolean {
    return this.#silences.some(silence => silence.message === message && this.#count < silence.until)
  }

  /** The steps of a session that is to go another way, if one is due. */
  takeSession(flow: Flow, steps: Message[]): { steps: Message[], happening: Happening } | null {
    const at = this.#sessions.findIndex(session => session.flow === flow)
    const turned = at < 0 ? null : this.#sessions[at].turn(steps)
    if (!turned) return null
    return { steps: turned, happening: this.#sessions.splice(at, 1)[0].happening }
  }

  /** What happens shows in the next line that is written. */
  mark(happening: Happening): void {
    this.#marked.push(happening)
  }

  placeMarked(line: number): void {
    for (const { lines } of this.#marked) lines.push(line)
    this.#marked = []
  }

  incidents(): GrammarIncident[] {
    return this.#all.filter(({ lines }) => lines.length > 0).sort((a, b) => a.lines[0] - b.lines[0])
  }

  #plan(kind: GrammarKind): void {
    const happening: Happening = { kind, odd: '', lines: [] }
    const begin = this.#beginning(happening)
    if (!begin) return
    this.#all.push(happening)
    const isLong = kind === 'drift' || kind === 'silence' || kind === 'burst'
    for (let left = isLong ? 1 : Math.round(logUniform(this.random, 0.51, MOMENTS_MAX)); left > 0; left--) {
      const at = this.random.below(this.events)
      this.#beginnings.set(at, [...this.#beginnings.get(at) ?? [], () => begin(at)])
    }
  }

  /** What begins when the thing happens; null where this system has nothing that could be so. */
  #beginning(happening: Happening): ((at: number) => void) | null {
    switch (happening.kind) {
      case 'novel_error': return this.#inserting(happening, { message: this.#newMessage(TROUBLES, this.random.chance(0.7) ? 'ERROR' : 'WARN') })
      case 'novel_quiet': return this.#inserting(happening, { message: this.#newMessage(VERBS, 'INFO') })
      case 'severe': return this.grammar.layout === 'syslog' ? null : this.#inserting(happening, { message: this.#newMessage(VERY_BAD, 'FATAL') })
      case 'source': return this.#inserting(happening, { message: this.#usual(() => true)?.message ?? this.grammar.messages[0], source: this.random.pick(STRANGE_SOURCES) })
      case 'value': return this.#changing(happening, place => place.kind === 'choice', () => this.random.pick(STRANGE_STATES))
      case 'number': return this.#changing(happening, place => place.kind === 'number', value => Math.round(Number(value) * (this.random.chance(0.75) ? logUniform(this.random, 20, 5000) : 1 / logUniform(this.random, 20, 5000))))
      case 'drift': return this.#drifting(happening)
      case 'burst': return this.#bursting(happening)
      case 'silence': return this.#silencing(happening)
      default: return this.#turning(happening)
    }
  }

  #newMessage(verbs: readonly string[], level: Level): Message {
    const { random } = this
    const literals = [`${random.pick(NOUNS)} ${random.pick(NOUNS)} ${random.pick(verbs)} ${random.pick(NOUNS)}`, '']
    return { level, source: this.#usual(() => true)?.message.source ?? this.grammar.messages[0].source, literals, places: [{ key: 'code', share: 1, kind: 'number', median: 100, spread: 1, unit: '' }] }
  }

  /** A message that often comes by itself, with a place of that kind. */
  #usual(has: (place: Place) => boolean): { message: Message, place: number } | null {
    const { messages, weights, flowShare } = this.grammar
    const sum = weights.reduce((total, weight) => total + weight, 0)
    const fitting = messages.flatMap((message, i) => {
      const expected = weights[i] / sum * this.events * (1 - flowShare)
      return message.places.flatMap((place, at) => has(place) && expected * place.share >= USUAL_MIN ? [{ message, place: at }] : [])
    })
    return fitting.length === 0 ? null : this.random.pick(fitting)
  }

  #inserting(happening: Happening, inserted: Inserted): (at: number) => void {
    happening.odd = inserted.source ?? inserted.message.literals[0]
    return at => this.#insert(at, happening, inserted, 1)
  }

  #insert(at: number, happening: Happening, inserted: Inserted, times: number): void {
    this.#insertions.set(at, [...this.#insertions.get(at) ?? [], ...Array.from({ length: times }, () => ({ happening, inserted }))])
  }

  #changing(happening: Happening, has: (place: Place) => boolean, odd: (value: Value) => Value): ((at: number) => void) | null {
    const found = this.#usual(has)
    if (!found) return null
    happening.odd = found.message.places[found.place].key
    const change = (event: GrammarEvent) => event.values[found.place] === null ? event : { ...event, values: event.values.map((own, i) => i === found.place ? odd(own) : own) }
    return () => this.#changes.push({ happening, message: found.message, change })
  }

  #drifting(happening: Happening): ((at: number) => void) | null {
    const found = this.#usual(place => place.kind === 'number' && place.spread < 0.7)
    if (!found) return null
    const times = logUniform(this.random, 2, 12)
    const length = this.events * logUniform(this.random, 0.03, 0.3)
    happening.odd = `${found.message.places[found.place].key} by ${times.toFixed(1)}`
    return at => this.#drifts.push({ happening, ...found, times, until: at + length })
  }

  #bursting(happening: Happening): ((at: number) => void) | null {
    const found = this.#usual(() => true)
    if (!found) return null
    const count = Math.round(logUniform(this.random, 30, 400))
    happening.odd = `${count} times ${found.message.literals[0]}`
    return at => this.#insert(at, happening, { message: found.message }, count)
  }

  #silencing(happening: Happening): ((at: number) => void) | null {
    const { message, every } = this.random.pick(this.grammar.beats)
    const length = Math.min(this.events / 5, every * logUniform(this.random, 12, 80))
    happening.odd = message.literals[0]
    return at => this.#silences.push({ happening, message, until: at + length })
  }

  #turning(happening: Happening): (at: number) => void {
    const flow = this.random.pick(this.grammar.flows)
    const fixed = flow.steps.filter(({ share }) => share === 1).map(({ message }) => message)
    const step = this.random.pick(fixed)
    const way = happening.kind === 'order' ? 'swapped' : this.random.pick(['cut', 'missing', 'doubled', 'looping'] as const)
    const times = way === 'doubled' ? 2 : Math.round(logUniform(this.random, 8, 60))
    happening.odd = `${way} ${step.literals[0]}`
    return () => this.#sessions.push({ happening, flow, turn: steps => turned(steps, step, way, times) })
  }
}

type Way = 'cut' | 'missing' | 'doubled' | 'looping' | 'swapped'

/** The steps of a session as they go another way; null where that would change nothing. */
function turned(steps: readonly Message[], step: Message, way: Way, times: number): Message[] | null {
  const at = steps.indexOf(step)
  if (at < 0 || steps.length < 3) return null
  switch (way) {
    case 'cut': return at > 0 ? steps.slice(0, at) : null
    case 'missing': return steps.filter(other => other !== step)
    case 'swapped': return at > 0 && steps[at - 1] !== step ? [...steps.slice(0, at - 1), step, steps[at - 1], ...steps.slice(at + 1)] : null
    default: return [...steps.slice(0, at), ...Array.from({ length: times * steps.filter(other => other === step).length }, () => step), ...steps.slice(at).filter(other => other !== step)]
  }
}
