// What each signal costs, on one thread; bundled and called by run.ts with: FILE
import { closeSync, openSync, readSync } from 'node:fs'
import { createIntake, Learner, SessionCensus } from '../../engine/index'
import type { Framing, Place } from '../../engine/index'
import { evidenceOf } from '../../engine/summary/model'
import { SIGNALS } from '../../engine/signals/all'
import { summaryTree } from '../../scripts/summaryTree'

const CHUNK_SIZE = 2 ** 20
const WARM_UPS = 5
const RUNS = 9

/** Seconds: learning and merging with sessions and without; in the model, making the evidence and each signal, by its function's name. */
export interface SignalCosts { withSessions: number, withoutSessions: number, evidence: number, signals: Record<string, number> }

const { chunks, framing } = read(process.argv[2])
const learnt = [framing, { ...framing, sessions: [] }].map(each => () => summarize(each))
const [withSessions, withoutSessions] = medians(learnt, 1, 3)
const summary = summarize(framing)
const evidence = evidenceOf(summary)
const [making, ...finding] = medians([() => evidenceOf(summary), ...SIGNALS.map(find => () => find(evidence))], WARM_UPS, RUNS)
const costs: SignalCosts = { withSessions, withoutSessions, evidence: making, signals: Object.fromEntries(SIGNALS.map((find, i) => [find.name, finding[i]])) }
process.stdout.write(JSON.stringify(costs) + '\n')

/** Median seconds of each, taken in turns. */
function medians(works: (() => unknown)[], warmUps: number, runs: number): number[] {
  const times = works.map((): number[] => [])
  for (let run = -warmUps; run < runs; run++) {
    works.forEach((work, i) => {
      const started = performance.now()
      work()
      if (run >= 0) times[i].push((performance.now() - started) / 1000)
    })
  }
  return times.map(each => each.sort((a, b) => a - b)[runs >> 1])
}

function summarize(as: Framing): Uint8Array {
  const summaries = summaryTree()
  const census = new SessionCensus()
  const learner = new Learner()
  for (const { place, data } of chunks) summaries.add(learner.learn(data, place, as, census).summary)
  return summaries.merged()
}

function read(path: string): { chunks: { place: Place, data: Uint8Array }[], framing: Framing } {
  const intake = createIntake({ maxLineBytes: 2 ** 20, referenceTimeMs: 0 }, CHUNK_SIZE)
  const chunks: { place: Place, data: Uint8Array }[] = []
  const input = openSync(path, 'r')
  const buffer = new Uint8Array(CHUNK_SIZE)
  for (let size = readSync(input, buffer); size > 0; size = readSync(input, buffer)) chunks.push(...intake.push(buffer.subarray(0, size)))
  closeSync(input)
  chunks.push(...intake.end())
  if (!intake.framing) throw new Error('the log is empty')
  return { chunks, framing: intake.framing }
}
