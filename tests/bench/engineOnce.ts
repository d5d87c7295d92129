// The engine on one thread, bundled and called by run.ts with: FILE [RUNS]
import { closeSync, openSync, readSync } from 'node:fs'
import { buildModel, createIntake, decide, Learner, OpenModel, renderFindings, scoreChunk, SessionCensus } from '../../engine/index'
import type { FindingPlace, Framing, Place } from '../../engine/index'
import { summaryTree } from '../../scripts/summaryTree'

const CHUNK_SIZE = 2 ** 20
const RENDERED_AT_ONCE = 500

/** Seconds spent in each part, reading of the file left out. */
export interface EngineRun { bytes: number, lines: number, findings: number, intake: number, learn: number, merge: number, model: number, score: number, decide: number, render: number, all: number, heapMb: number }

const [path, runs = '3'] = process.argv.slice(2)
const results = Array.from({ length: Number(runs) }, () => runOnce(path))
process.stdout.write(JSON.stringify(results) + '\n')

function runOnce(file: string): EngineRun {
  const seconds = { intake: 0, learn: 0, merge: 0, model: 0, score: 0, decide: 0, render: 0 }
  const timed = <T>(part: keyof typeof seconds, work: () => T): T => {
    const started = performance.now()
    const value = work()
    seconds[part] += (performance.now() - started) / 1000
    return value
  }
  const intake = createIntake({ maxLineBytes: 2 ** 20, referenceTimeMs: 0 }, CHUNK_SIZE)
  const places: Place[] = []
  const columns: Uint8Array[] = []
  const summaries = summaryTree()
  const census = new SessionCensus()
  const learner = new Learner()
  const take = (chunks: { place: Place, data: Uint8Array }[]) => {
    for (const { place, data } of chunks) {
      const learnt = timed('learn', () => learner.learn(data, place, framingOf(intake), census))
      places.push(place)
      columns.push(learnt.columns)
      timed('merge', () => summaries.add(learnt.summary))
    }
  }
  const input = openSync(file, 'r')
  const buffer = new Uint8Array(CHUNK_SIZE)
  for (let read = readSync(input, buffer); read > 0; read = readSync(input, buffer)) take(timed('intake', () => intake.push(buffer.subarray(0, read))))
  take(timed('intake', () => intake.end()))
  const summary = timed('merge', () => summaries.merged())
  const model = timed('model', () => buildModel(summary))
  const opened = new OpenModel(model)
  const candidates = columns.map(part => timed('score', () => scoreChunk(part, opened)))
  const { findings, decisions } = timed('decide', () => decide(model, places.map((place, index) => ({ place, candidates: candidates[index] }))))
  for (let from = 0; from < findings.length; from += RENDERED_AT_ONCE) {
    const texts = findings.slice(from, from + RENDERED_AT_ONCE).map(finding => readText(input, places, finding))
    timed('render', () => renderFindings(decisions, opened, framingOf(intake), { from, texts }))
  }
  closeSync(input)
  const all = Object.values(seconds).reduce((sum, part) => sum + part, 0)
  return { bytes: intake.decodedBytes, lines: intake.lines, findings: findings.length, ...seconds, all, heapMb: process.memoryUsage().rss / 1e6 }
}

function framingOf(intake: { framing: Framing | null }): Framing {
  if (!intake.framing) throw new Error('a chunk came before the framing')
  return intake.framing
}

/** The logs of the benchmarks are plain UTF-8: places in the chunks are places in the file. */
function readText(input: number, places: readonly Place[], { chunkNumber, from, to }: FindingPlace): Uint8Array {
  const text = new Uint8Array(to - from)
  readSync(input, text, 0, text.length, places[chunkNumber].byteOffset + from)
  return text
}
