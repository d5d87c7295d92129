import fc from 'fast-check'
import { buildModel, createIntake, decide, learn, mergeSummaries, modelTemplates, OpenModel, renderFindings, scoreChunk, type AnalysisSettings, type Finding, type Framing, type Place } from '#engine'

export const SETTINGS: AnalysisSettings = { maxLineBytes: 1 << 20, referenceTimeMs: Date.UTC(2026, 0, 15) }

export interface Cut { place: Place, data: Uint8Array }

/** Cuts bytes into chunks, given to the intake in pieces of these sizes in turn. */
export function cutLog(bytes: Uint8Array, chunkSize: number, pieces: number[] = [1 << 16], settings = SETTINGS): { cuts: Cut[], framing: Framing | null } {
  const intake = createIntake(settings, chunkSize)
  const cuts: Cut[] = []
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = pieces[i % pieces.length]
    cuts.push(...intake.push(bytes.subarray(at, at + size)))
    at += size
  }
  cuts.push(...intake.end())
  return { cuts, framing: intake.framing }
}

/** A way to merge: takes summaries, gives one. */
export type Grouping = (summaries: Uint8Array[]) => Uint8Array

export const inOneGo: Grouping = summaries => mergeSummaries(summaries)
export const oneByOne: Grouping = summaries => summaries.reduce((merged, next) => mergeSummaries([merged, next]), mergeSummaries([]))
export const inPairsBackwards: Grouping = (summaries) => {
  let level = [...summaries].reverse()
  while (level.length > 1) {
    const next: Uint8Array[] = []
    for (let i = 0; i < level.length; i += 2) next.push(mergeSummaries(level.slice(i, i + 2)))
    level = next
  }
  return mergeSummaries(level)
}

/** The merged summary of a log. */
export function summaryOf({ cuts, framing }: ReturnType<typeof cutLog>, merge: Grouping = inOneGo): Uint8Array {
  return merge(framing ? cuts.map(({ data, place }) => learn(data, place, framing).summary) : [])
}

/** Everything that settles, from cut chunks: what I2 speaks of. */
export function settle(cuts: Cut[], framing: Framing | null, merge: Grouping = inOneGo, baseline?: Uint8Array): { findings: Finding[], templates: unknown[] } {
  if (!framing) return { findings: [], templates: [] }
  const learnt = cuts.map(({ data, place }) => ({ place, data, ...learn(data, place, framing) }))
  const model = buildModel(merge(learnt.map(({ summary }) => summary)), { baseline })
  const opened = new OpenModel(model)
  const candidates = learnt.map(({ place, columns }) => ({ place, candidates: scoreChunk(columns, opened) }))
  const { findings, decisions } = decide(model, candidates.reverse())
  const dataOf = new Map(learnt.map(({ place, data }) => [place.number, data]))
  const texts = findings.map(({ chunkNumber, from, to }) => dataOf.get(chunkNumber)?.subarray(from, to) ?? new Uint8Array())
  return { findings: renderFindings(decisions, opened, framing, { from: 0, texts }), templates: modelTemplates(model) }
}

const word = fc.constantFrom('order', 'paid', 'refused', 'GET', '/stock', 'timeout', 'user', 'état', 'キュー', 'x')
const parameter = fc.oneof(fc.integer({ min: -5, max: 100_000 }).map(String), fc.integer({ min: 0, max: 5 }).map(n => `${n}.${n}5ms`), fc.uuid(), fc.ipV4(), fc.constantFrom('deadbeef', '12:30:01', '0x1f'), fc.stringMatching(/^[a-z]{1,8}$/))
const message = fc.array(fc.oneof({ weight: 2, arbitrary: word }, parameter, fc.tuple(word, parameter).map(([key, value]) => `${key}=${value}`)), { maxLength: 8 }).map(words => words.join(' '))
const head = fc.record({ second: fc.integer({ min: 0, max: 59 }), level: fc.constantFrom('INFO', 'INFO', 'INFO', 'WARN', 'ERROR') }).map(({ second, level }) => `2026-01-02 03:04:${String(second).padStart(2, '0')} ${level} `)
const line = fc.oneof(
  { weight: 20, arbitrary: fc.tuple(head, message).map(([start, text]) => start + text) },
  { weight: 4, arbitrary: message.map(text => `\tat ${text}`) },
  { weight: 4, arbitrary: fc.tuple(fc.constantFrom('GET', 'POST'), fc.webPath(), fc.integer({ min: 198, max: 503 })).map(([method, path, status]) => `10.0.0.1 - - [02/Jan/2026:03:04:05 +0000] "${method} ${path} HTTP/1.1" ${status} 7 "-" "probe 1"`) },
  { weight: 1, arbitrary: fc.constantFrom('Killed', 'panic: out of range', 'Traceback (most recent call last):') },
  { weight: 1, arbitrary: fc.constantFrom('', '   ', '\r', '\u0000\u0000', 'progress 1%\rprogress 2%') },
  { weight: 1, arbitrary: message.map(text => `\u001B[31m2026-01-02 03:04:05 ERROR ${text}\u001B[0m`) },
)

/** Logs whose lines say which thread and logger wrote them. */
export const arbitrarySourcedLog = fc.array(fc.record({ second: fc.integer({ min: 0, max: 59 }), thread: fc.constantFrom('main', 'exec-1', 'exec-2', '12'), logger: fc.oneof({ weight: 9, arbitrary: fc.constantFrom('till.Desk', 'till.Door') }, fc.stringMatching(/^[a-z]{1,6}$/)), text: message }), { minLength: 1, maxLength: 300 })
  .map(lines => new TextEncoder().encode(lines.map(({ second, thread, logger, text }) => `2026-01-02 03:04:${String(second).padStart(2, '0')} INFO [${thread}] ${logger}: ${text}\n`).join('')))

/** Logs of some hundred lines of many kinds; line ends mixed, the last one perhaps missing. */
export const arbitraryLog = fc.record({ lines: fc.array(line, { minLength: 1, maxLength: 300 }), end: fc.constantFrom('\n', '\r\n'), last: fc.boolean(), repeat: fc.integer({ min: 1, max: 20 }) })
  .map(({ lines, end, last, repeat }) => new TextEncoder().encode(Array.from({ length: repeat }, () => lines.join(end)).join(end) + (last ? end : '')))
