import type { Random } from '../random'
import { zipf } from '../random'
import { weighted } from '../services/line'
import { KEYS, LINKS, NOUNS, SOURCES, STATES, VERBS } from './words'

/** How a line begins and how its message stands in it. */
export const LAYOUTS = ['iso', 'brackets', 'syslog', 'slashes', 'epoch', 'keys', 'json'] as const
export type Layout = (typeof LAYOUTS)[number]

export type Level = 'DEBUG' | 'INFO' | 'WARN' | 'ERROR' | 'FATAL'

const UNITS = ['ms', 'kB', '%', ''] as const
type Unit = (typeof UNITS)[number]
const FORMS = ['decimal', 'hex', 'uuid', 'dashed', 'hash'] as const
/** How an id is written: `48213077`, `9f3c1b0d77`, a UUID, `req-1f0c93`, `#9431950`. */
export type IdForm = (typeof FORMS)[number]

/** A part of a message that varies. `share`: of the events, how many have it at all. */
export type Place = { key: string, share: number } & (
  | { kind: 'id', form: IdForm, isOfSession: boolean }
  | { kind: 'number', median: number, spread: number, unit: Unit }
  | { kind: 'choice', values: readonly string[], exponent: number }
  | { kind: 'list', most: number }
  | { kind: 'host', hosts: number }
)

/** What a kind of event says: literal text and places in turn; `literals` has one more than `places`. */
export interface Message { level: Level, source: string, literals: readonly string[], places: readonly Place[] }

/** One step of a flow: `share` of its sessions have it, each up to `most` times. */
export interface FlowStep { message: Message, share: number, most: number }

/** What sessions go through, in this order. */
export interface Flow { steps: readonly FlowStep[], weight: number }

/** Everything that makes the logs of one system; all of it is drawn at random. */
export interface Grammar {
  layout: Layout
  startMs: number
  /** Milliseconds between events, mean. */
  everyMs: number
  /** How much more comes at the busiest hour than at the quietest; 1: it comes evenly. */
  rhythm: number
  messages: readonly Message[]
  weights: readonly number[]
  flows: readonly Flow[]
  /** Share of the events that are of sessions, and sessions at the same time. */
  flowShare: number
  atOnce: number
  /** Said once each, together, where a program starts; it may start again. */
  startUp: readonly Message[]
  restarts: number
  /** Messages that come together after so many events; from a few times in a log to hundreds. */
  jobs: readonly { messages: readonly Message[], every: number }[]
  /** A message that comes by itself at a steady rate, after so many events. */
  beats: readonly { message: Message, every: number }[]
  /** Usual crowds of one message: how many begin per event, and how large they get. */
  gustShare: number
  gustMost: number
}

/** Between low and high, as likely in each part of them on a logarithmic scale. */
export function logUniform(random: Random, low: number, high: number): number {
  return low * (high / low) ** (random.bits() / 4294967296)
}

function drawPlace(random: Random, key: string): Place {
  const share = random.chance(0.12) ? logUniform(random, 0.05, 0.9) : 1
  const kind = weighted<Place['kind']>([['number', 45], ['choice', 25], ['id', 16], ['host', 9], ['list', 5]])(random)
  switch (kind) {
    case 'number': {
      const unit = random.pick(UNITS)
      return { key, share, kind, unit, median: Math.round(logUniform(random, 2, unit === '%' ? 80 : 20_000)), spread: logUniform(random, 0.05, 1.4) }
    }
    case 'choice': return { key, share, kind, values: random.shuffled(STATES).slice(0, random.between(2, 16)), exponent: logUniform(random, 0.3, 2) }
    case 'id': return { key, share, kind, form: random.pick(FORMS), isOfSession: false }
    case 'host': return { key, share, kind, hosts: Math.round(logUniform(random, 2, 60)) }
    default: return { key, share, kind, most: random.between(2, 9) }
  }
}

/** A level for one message: harmless, mostly. */
const drawLevel = weighted<Level>([['INFO', 74], ['DEBUG', 14], ['WARN', 10], ['ERROR', 2]])

interface Vocabulary { sources: readonly string[], openings: Set<string> }

/**
 * A message of two to five words and up to four places. No two of a grammar open with the same two words.
 * @param session what stands in it for the session, if it is a step of a flow.
 */
function drawMessage(random: Random, { sources, openings }: Vocabulary, session: Place | null): Message {
  let opening: string
  do opening = random.chance(0.6) ? `${random.pick(VERBS)} ${random.pick(NOUNS)}` : `${random.pick(NOUNS)} ${random.pick(VERBS)}`
  while (openings.has(opening))
  openings.add(opening)
  const keys = random.shuffled(KEYS)
  const places = Array.from({ length: weighted<number>([[0, 10], [1, 30], [2, 32], [3, 18], [4, 10]])(random) }, (_, i) => drawPlace(random, keys[i]))
  if (session) places.splice(random.below(places.length + 1), 0, session)
  const literals = [`${opening}${random.chance(0.3) ? ` ${random.pick(LINKS)} ${random.pick(NOUNS)}` : ''}`]
  for (let i = 1; i <= places.length; i++) literals.push(random.chance(0.15) ? ` ${random.pick(NOUNS)}` : '')
  return { level: drawLevel(random), source: random.pick(sources), literals, places }
}

function drawFlow(random: Random, vocabulary: Vocabulary, key: string): Flow {
  const session: Place = { key, share: 1, kind: 'id', form: random.pick(FORMS), isOfSession: true }
  const steps = Array.from({ length: random.between(3, 9) }, (_, i): FlowStep => ({
    message: drawMessage(random, vocabulary, session),
    share: i > 0 && random.chance(0.3) ? logUniform(random, 0.05, 0.95) : 1,
    most: random.chance(0.2) ? random.between(2, 5) : 1,
  }))
  return { steps, weight: logUniform(random, 0.2, 1) }
}

/**
 * A system that nobody has seen.
 * @param events for how long a log: what comes seldom is drawn in shares of it.
 */
export function drawGrammar(random: Random, events: number): Grammar {
  const vocabulary: Vocabulary = { sources: random.shuffled(SOURCES).slice(0, random.between(3, 14)), openings: new Set() }
  const message = () => drawMessage(random, vocabulary, null)
  const several = (most: number) => Array.from({ length: most }, message)
  const messages = several(Math.round(logUniform(random, 8, 90)))
  const flows = random.chance(0.7) ? Array.from({ length: random.between(1, 3) }, (_, i) => drawFlow(random, vocabulary, ['order', 'visit', 'claim'][i])) : []
  return {
    layout: random.pick(LAYOUTS),
    startMs: 1_735_689_600_000 + random.below(300 * 86_400) * 1000,
    everyMs: logUniform(random, 20, 20_000),
    rhythm: random.chance(0.5) ? 1 : logUniform(random, 1.5, 12),
    messages,
    weights: zipf(messages, logUniform(random, 0.5, 1.6)).map(([, weight]) => weight),
    flows,
    flowShare: flows.length > 0 ? logUniform(random, 0.2, 0.8) : 0,
    atOnce: Math.round(logUniform(random, 2, 40)),
    startUp: random.chance(0.7) ? several(Math.round(logUniform(random, 4, 70))) : [],
    restarts: random.chance(0.3) ? random.between(1, 3) : 0,
    jobs: Array.from({ length: random.below(4) }, () => ({ messages: several(random.between(1, 5)), every: Math.round(logUniform(random, events / 200, events / 3)) })),
    beats: Array.from({ length: random.between(1, 3) }, () => ({ message: message(), every: Math.round(logUniform(random, 12, 120)) })),
    gustShare: random.chance(0.5) ? logUniform(random, 1 / 6000, 1 / 500) : 0,
    gustMost: Math.round(logUniform(random, 6, 60)),
  }
}
