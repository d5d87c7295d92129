/** Entry file of a compute thread: bundled on its own (modules/computeThread.ts), called through compute.ts only. */
import { move, transferableSymbol, valueSymbol } from 'piscina'
import * as engine from '#engine'
import type { PartsCounts } from '#engine'
import { fedRows } from './fedRows'
import type { Reply, ThreadCalls } from './messages'
import { release } from './release'
import { searchLines } from './searchLines'
import { modelWith, soFarOf } from './soFar'
import { yieldToMain } from './yieldToMain'

yieldToMain()

/** Of this thread, for chunk after chunk. */
const learner = new engine.Learner()

export const learn = answer<'learn'>(({ jobId, data, place, framing }) => {
  const known = soFarOf(jobId)
  const { summary, columns } = learner.learn(data, place, framing, known.census)
  const findings = engine.provisionalFindings({ data, place, columns }, modelWith(known, summary), framing)
  release([data])
  const provisional = new Uint8Array(new TextEncoder().encode(JSON.stringify(findings)))
  return [{ summary, columns, provisional, findingsCount: findings.length }, [summary.buffer, columns.buffer, provisional.buffer]]
})

export const merge = answer<'merge'>(({ summaries }) => {
  const merged = engine.mergeSummaries(summaries)
  release(summaries)
  return [merged, [merged.buffer]]
})

export const addGoodRun = answer<'addGoodRun'>(({ merged, usual, run }) => {
  const joined = engine.addGoodRun(merged, usual, run)
  release(merged ? [merged, usual] : [usual])
  return [joined, [joined.buffer]]
})

export const build = answer<'build'>(({ summary, baseline }) => {
  const model = engine.buildModel(summary, { baseline: baseline ?? undefined })
  const usual = engine.usualOf(summary)
  const compared = engine.modelComparison(model)
  const comparison = compared && new Uint8Array(new TextEncoder().encode(JSON.stringify(compared)))
  return [{ model, facts: engine.modelFacts(model), usual, comparison }, [model.buffer, usual.buffer, ...comparison ? [comparison.buffer] : []]]
})

export const score = answer<'score'>(({ columns, model }) => {
  const opened = new engine.OpenModel(model)
  const candidates = columns.map(each => engine.scoreChunk(each, opened))
  release(columns)
  return [candidates, candidates.map(each => each.buffer)]
})

export const decide = answer<'decide'>(({ model, port, signal }) => {
  const { findings, decisions, notKept } = engine.decide(model, fedRows(port, signal))
  const places = new Float64Array(findings.length * 4)
  findings.forEach((f, i) => places.set([f.chunkNumber, f.lineNumber, f.from, f.to], i * 4))
  return [{ places, decisions, notKept }, [places.buffer, decisions.buffer]]
})

export const render = answer<'render'>(({ decisions, model, framing, from, texts }) =>
  [engine.renderFindings(decisions, new engine.OpenModel(model), framing, { from, texts }), []])

export const templates = answer<'templates'>(({ model }) => [engine.modelTemplates(model), []])

export const timeline = answer<'timeline'>(({ grids, chunks }) => [grids.map((grid) => {
  const counts = engine.emptyCounts(grid)
  for (const { columns, candidates } of chunks) engine.countTimeline(counts, grid, columns, candidates)
  return counts
}), []])

export const parts = answer<'parts'>(({ parts, chunks }) => {
  const counts: PartsCounts = new Map()
  for (const { columns, candidates } of chunks) engine.countParts(counts, parts, columns, candidates)
  return [counts, []]
})

export const learnPart = answer<'learnPart'>(({ data, place, columns, framing, by, part }) => {
  const summary = engine.learnPart(data, place, columns, framing, by, part)
  return [summary, [summary.buffer]]
})

export const newValues = answer<'newValues'>(({ part, usual }) => [engine.compareValues(part, usual), []])

export const differences = answer<'differences'>(({ log, usual }) => [engine.listDifferences(log, usual), []])

export const search = answer<'search'>(({ data, firstLine, search, framing, limit }) => [searchLines(data, firstLine, search, framing, limit), []])

/** Wraps a call so that its buffers are moved, and so that what the engine throws is told from a thread's death. */
function answer<N extends keyof ThreadCalls>(call: (task: ThreadCalls[N]['task']) => [ThreadCalls[N]['value'], ArrayBuffer[]]) {
  return (task: ThreadCalls[N]['task']) => {
    let reply: Reply<ThreadCalls[N]['value']>
    let buffers: ArrayBuffer[] = []
    try {
      const [value, moved] = call(task)
      reply = { value }
      buffers = moved
    }
    catch (error) {
      reply = { failed: error instanceof Error ? error.stack ?? error.message : String(error) }
    }
    return move({ [transferableSymbol]: buffers, [valueSymbol]: reply })
  }
}
