import type { Place } from '../../engine/index'
import type { ModelOptions } from '../../engine/summary/model'
import type { AdjustableEngine } from './adjustable'
import { countAlerts, foundIncidents, grouping, ranking } from './figures'
import type { Said } from './figures'
import type { LabelledLog, LogClass } from './labelledLogs'

const CHUNK_SIZE = 2 ** 20
const SETTINGS = { maxLineBytes: CHUNK_SIZE, referenceTimeMs: Date.UTC(2026, 0, 15) }
const BLOCK = /blk_-?\d+/g

/** A log as the engine has learnt it: what is asked again and again. */
export interface Learnt { log: LabelledLog, summary: Uint8Array, chunks: { place: Place, columns: Uint8Array }[] }

export function learnLog(engine: AdjustableEngine, log: LabelledLog): Learnt {
  const intake = engine.createIntake(SETTINGS, CHUNK_SIZE)
  const cuts = [...intake.push(Buffer.from(log.text, 'latin1')), ...intake.end()]
  const learnAs = (framing: NonNullable<typeof intake.framing>): Learnt => {
    const census = new engine.SessionCensus()
    const learnt = cuts.map(({ data, place }) => ({ place, ...engine.learn(data, place, framing, census) }))
    return { log, summary: engine.mergeSummaries(learnt.map(({ summary }) => summary)), chunks: learnt.map(({ place, columns }) => ({ place, columns })) }
  }
  if (!intake.framing) throw new Error(`${log.name} is empty`)
  const learnt = learnAs(intake.framing)
  const settled = engine.settledFraming(intake.framing, learnt.summary)
  return settled.isOther ? learnAs(settled.framing) : learnt
}

/** What the engine says of each line, and nats by which its most certain signal exceeds its threshold. */
export function say(engine: AdjustableEngine, { summary, chunks }: Learnt, options?: ModelOptions): { said: Said[], margins: Float64Array } {
  const model = engine.buildModel(summary, options)
  const { margins: marginOf } = engine.readLookup(model)
  const opened = new engine.OpenModel(model)
  const scored = chunks.map(({ place, columns }) => ({ place, columns, candidates: engine.scoreChunk(columns, opened) }))
  const { decisions } = engine.decide(model, scored)
  const said = scored.flatMap(({ place, columns, candidates }) => engine.markLines(columns, candidates, decisions, place, place.firstLine, place.firstLine + place.lines - 1)
    .map((mark): Said => ({ score: mark.score, isOdd: mark.is_anomaly, group: mark.group, template: mark.template_id })))
  const margins = new Float64Array(said.length).fill(Number.NEGATIVE_INFINITY)
  for (const { place, candidates } of scored)
    for (const { lineIndex, evidence } of engine.decodeCandidates(candidates).rows) margins[place.firstLine + lineIndex - 1] = Math.max(...evidence.map(candidate => marginOf[candidate]))
  return { said, margins }
}

/** What each session of the log says most: its lines by number, from 0. */
const sessionLines = new WeakMap<LabelledLog, Map<string, number[]>>()

function linesOfSessions(log: LabelledLog): Map<string, number[]> {
  const known = sessionLines.get(log)
  if (known) return known
  const lines = new Map<string, number[]>()
  log.text.split('\n').forEach((line, index) => {
    for (const id of new Set(line.match(BLOCK) ?? [])) {
      if (!log.sessions?.has(id)) continue
      const own = lines.get(id)
      if (own) own.push(index)
      else lines.set(id, [index])
    }
  })
  sessionLines.set(log, lines)
  return lines
}

/** Odd or not, line by line or session by session: score, decision, truth and margin of each. */
export function judgedItems(log: LabelledLog, { said, margins }: { said: readonly Said[], margins: Float64Array }) {
  if (!log.sessions) return said.map(({ score, isOdd }, index) => ({ score, isOdd, isTrue: log.lines.has(index + 1), margin: margins[index] }))
  const lines = linesOfSessions(log)
  return Array.from(log.sessions, ([id, isTrue]) => {
    const own = lines.get(id) ?? []
    return { score: Math.max(0, ...own.map(index => said[index].score)), isOdd: own.some(index => said[index].isOdd), isTrue, margin: Math.max(Number.NEGATIVE_INFINITY, ...own.map(index => margins[index])) }
  })
}

export type Figures = Record<string, number>

/** The figures of a class and which way is better; those of its logs are averaged. */
export const FIGURES: Record<LogClass, Record<string, 'more' | 'less'>> = {
  blocks: { 'AP': 'more', 'own F1': 'more', 'own/best F1': 'more' },
  lines: { 'AP': 'more', 'own F1': 'more', 'own/best F1': 'more' },
  injected: { 'recall@20': 'more', 'precision@20': 'more' },
  wild: { 'recall@20': 'more', 'precision@20': 'more' },
  grammars: { 'recall@20': 'more', 'precision@20': 'more', 'GA': 'more', 'FGA': 'more', 'Jaccard': 'more' },
  services: { 'recall@20': 'more', 'precision@20': 'more' },
  quiet: { 'groups': 'less', 'flagged %': 'less' },
  templates: { GA: 'more', FGA: 'more', Jaccard: 'more' },
}

/** The figures of one log. */
export function figuresOf(log: LabelledLog, told: { said: readonly Said[], margins: Float64Array }): Figures {
  const { said } = told
  const figures: Figures = {}
  if (log.of === 'blocks' || log.of === 'lines') {
    const { f1, best, averagePrecision } = ranking(judgedItems(log, told))
    Object.assign(figures, { 'AP': averagePrecision, 'own F1': f1, 'own/best F1': best === 0 ? 0 : f1 / best })
  }
  else if (log.of === 'quiet') Object.assign(figures, { 'groups': countAlerts(said), 'flagged %': 100 * said.filter(({ isOdd }) => isOdd).length / said.length })
  else if (log.of !== 'templates') {
    const { incidents, found, alerts, trueAlerts } = foundIncidents(log.incidents, said)
    Object.assign(figures, { 'recall@20': incidents === 0 ? 1 : found / incidents, 'precision@20': alerts === 0 ? 0 : trueAlerts / alerts })
  }
  if (log.groups) {
    const { ga, fga, jaccard } = grouping(log.groups, said.slice(0, log.groups.length).map(({ template }) => template))
    Object.assign(figures, { GA: ga, FGA: fga, Jaccard: jaccard })
  }
  return figures
}

/** By class and figure, the mean over its logs, and the worst of them with its name. */
export interface ClassFigures { mean: Figures, worst: Record<string, { value: number, name: string }>, logs: number }

export function figuresByClass(judged: readonly { log: LabelledLog, figures: Figures }[]): Map<LogClass, ClassFigures> {
  const classes = new Map<LogClass, ClassFigures>()
  for (const of of new Set(judged.map(({ log }) => log.of))) {
    const own = judged.filter(({ log }) => log.of === of)
    const mean: Figures = {}
    const worst: ClassFigures['worst'] = {}
    for (const [name, better] of Object.entries(FIGURES[of])) {
      mean[name] = own.reduce((sum, { figures }) => sum + figures[name], 0) / own.length
      const last = own.reduce((a, b) => (better === 'more' ? b.figures[name] < a.figures[name] : b.figures[name] > a.figures[name]) ? b : a)
      worst[name] = { value: last.figures[name], name: last.log.name }
    }
    classes.set(of, { mean, worst, logs: own.length })
  }
  return classes
}
