import { LINKS, NOUNS, TROUBLES, VERBS } from '../../samples/grammar/words'
import type { Random } from '../../samples/random'
import type { TrueIncident } from './figures'

/** Kinds of incidents that are put into a log, and how many of each. */
export const INJECTED_KINDS = { novel_error: 3, novel_quiet: 4, numeric: 4, value: 3, burst: 2 } as const
type InjectedKind = keyof typeof INJECTED_KINDS

/** A line by its parts: its time, who wrote it and how severe it is, what it says. */
interface Parts { time: string, writer: string, message: string }

/** Messages that differ in one place, by what stands there. */
interface Place { messages: { parts: Parts, from: number, to: number }[], values: Map<string, number> }

const ERROR_WORDS = ['error', 'fatal', 'ERROR', 'exception', 'failed']
/** Lines of one message, so that a place is known. */
const MESSAGES_MIN = 50
const VALUES_MOST = 12
const VALUE_LINES_MIN = 8
const BURST_LINES = [150, 180] as const
/** A burst is of a message that the log has, but no common one: then a burst says nothing. */
const BURST_SHARE_MOST = 0.05
const ID_DIGITS = 9

function drawWord(random: Random): string {
  return random.pick(random.pick([NOUNS, VERBS]))
}

function novelMessage(random: Random, isError: boolean): string {
  const clause = () => `${random.pick(NOUNS)} ${random.pick(NOUNS)} ${random.pick(isError ? TROUBLES : VERBS)} ${random.pick(LINKS)} ${random.pick(NOUNS)}`
  const tail = random.pick([() => '', () => ` ${random.between(2, 5000)}`, () => `, ${random.pick(NOUNS)} ${random.pick(VERBS)} ${random.between(2, 90)} ${random.pick(NOUNS)}`, () => `: ${clause()}`])()
  return isError ? `${random.pick(ERROR_WORDS)}: ${clause()}${tail}` : `${clause()}${tail}`
}

/** Places by message: all lines that are the same but for what `pattern` finds there, digits elsewhere left out of account. */
function placesOf(lines: readonly Parts[], pattern: RegExp): Place[] {
  const places = new Map<string, Place>()
  for (const parts of lines) {
    for (const match of parts.message.matchAll(pattern)) {
      const [text] = match
      const [from, to] = [match.index, match.index + text.length]
      const key = `${parts.message.slice(0, from).replace(/\d+/g, '0')}\0${parts.message.slice(to).replace(/\d+/g, '0')}`
      const place = places.get(key) ?? { messages: [], values: new Map<string, number>() }
      places.set(key, place)
      place.messages.push({ parts, from, to })
      place.values.set(text, (place.values.get(text) ?? 0) + 1)
    }
  }
  return [...places.values()].filter(({ messages }) => messages.length >= MESSAGES_MIN)
}

/** Places of quantities: no ids, of which new ones keep coming, and no switches. */
function numberPlaces(lines: readonly Parts[]): Place[] {
  return placesOf(lines, /(?<![\w.:/-])\d+(?![\w:/-]|\.\d)/g)
    .filter(({ messages, values }) => values.size > 2 && values.size <= messages.length / 2 && [...values.keys()].every(({ length }) => length <= ID_DIGITS))
}

/** Places of few words, each of which comes often. */
function wordPlaces(lines: readonly Parts[]): Place[] {
  return placesOf(lines, /(?<![\w./-])[A-Za-z][A-Za-z._-]*[A-Za-z](?![\w./-])/g)
    .filter(({ values }) => values.size > 1 && values.size <= VALUES_MOST && [...values.values()].every(count => count >= VALUE_LINES_MIN))
}

/** Each place at most twice, in random order: more odd values of one place are no oddity of it. */
function placesToUse(places: readonly Place[], random: Random): Place[] {
  return [...random.shuffled(places), ...random.shuffled(places)]
}

/** A line of the place with another value there, at another time. */
function said({ messages }: Place, random: Random, value: string): Omit<Parts, 'time'> {
  const { parts: { writer, message }, from, to } = random.pick(messages)
  return { writer, message: message.slice(0, from) + value + message.slice(to) }
}

function farNumber({ values }: Place, random: Random): string {
  const most = Math.max(...Array.from(values.keys(), Number), 1)
  return random.chance(0.25) ? `-${random.between(2, 999)}` : String(Math.round(most * 10 ** (1 + random.below(300) / 100)))
}

/** A word that the place never has, written as one of its own: as long a name, in the same letters. */
function strangeWord({ values }: Place, random: Random): string {
  const own = random.pick([...values.keys()])
  const last = Math.max(own.lastIndexOf('.'), own.lastIndexOf('_'), own.lastIndexOf('-')) + 1
  const word = drawWord(random)
  const end = own.slice(last)
  return own.slice(0, last) + (end === end.toUpperCase() ? word.toUpperCase() : end[0] === end[0].toUpperCase() ? word[0].toUpperCase() + word.slice(1) : word)
}

/**
 * A log with incidents put in at random places: each is one line, or a burst of many, with the time of the line before. Kinds for which
 * the log has no place are left out.
 * @param header what comes before a message, with the groups `time` and `writer` (all but the time).
 */
export function inject(text: string, header: RegExp, random: Random): { text: string, incidents: TrueIncident[] } {
  const lines = text.trimEnd().split('\n')
  const parsed = lines.map((line): Parts | null => {
    const match = header.exec(line)
    return match?.groups ? { time: match.groups.time, writer: match.groups.writer, message: line.slice(match[0].length) } : null
  })
  const whole = parsed.filter(parts => parts !== null)
  const [numbers, words] = [placesToUse(numberPlaces(whole), random), placesToUse(wordPlaces(whole), random)]
  const common = new Map<string, number>()
  for (const { message } of whole) common.set(message.replace(/\d+/g, '0'), (common.get(message.replace(/\d+/g, '0')) ?? 0) + 1)
  const burstable = whole.filter(({ message }) => (common.get(message.replace(/\d+/g, '0')) ?? 0) <= whole.length * BURST_SHARE_MOST)
  const make: Record<InjectedKind, () => Omit<Parts, 'time'>[]> = {
    novel_error: () => [{ writer: random.pick(whole).writer, message: novelMessage(random, true) }],
    novel_quiet: () => [{ writer: random.pick(whole).writer, message: novelMessage(random, false) }],
    numeric: () => numbers.splice(0, 1).map(place => said(place, random, farNumber(place, random))),
    value: () => words.splice(0, 1).map(place => said(place, random, strangeWord(place, random))),
    burst: () => {
      const told = random.pick(burstable)
      return Array.from({ length: random.between(...BURST_LINES) }, () => told)
    },
  }
  const starts = random.shuffled(parsed.flatMap((parts, index) => parts === null ? [] : [index]))
  const putIn = new Map<number, { kind: InjectedKind, lines: string[] }>()
  for (const [kind, times] of Object.entries(INJECTED_KINDS)) {
    for (let n = 0; n < times; n++) {
      const after = starts.pop()
      const time = after === undefined ? undefined : parsed[after]?.time
      if (after === undefined || time === undefined || !isInjected(kind)) continue
      const made = make[kind]().map(({ writer, message }) => time + writer + message)
      if (made.length > 0) putIn.set(after, { kind, lines: made })
    }
  }
  const out: string[] = []
  const incidents: TrueIncident[] = []
  lines.forEach((line, index) => {
    out.push(line)
    const put = putIn.get(index)
    if (!put) return
    incidents.push({ kind: put.kind, lines: put.lines.map((_, i) => out.length + 1 + i) })
    out.push(...put.lines)
  })
  return { text: out.join('\n') + '\n', incidents }
}

function isInjected(kind: string): kind is InjectedKind {
  return kind in INJECTED_KINDS
}
