import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { grammarEvents } from '../../samples/grammar/events'
import { drawGrammar } from '../../samples/grammar/grammar'
import { printEvent } from '../../samples/grammar/print'
import { generateSample, SERVICE_KINDS } from '../../samples/index'
import { Random } from '../../samples/random'
import type { TrueIncident } from './figures'

export const CLASSES = ['blocks', 'lines', 'injected', 'wild', 'grammars', 'services', 'quiet', 'templates'] as const
export type LogClass = (typeof CLASSES)[number]

/** A log of which it is known what is odd in it, or how its lines are grouped. */
export interface LabelledLog {
  name: string
  of: LogClass
  text: string
  /** Odd things, by their lines from 1; none where nothing happened. */
  incidents: TrueIncident[]
  /** Odd lines. */
  lines: ReadonlySet<number>
  /** By session, whether it is odd; null where lines are judged. */
  sessions: ReadonlyMap<string, boolean> | null
  /** The true group of each line; null where that is not known. */
  groups: string[] | null
}

const GRAMMAR_EVENTS = 10_000
const GRAMMAR_SEEDS = [1, 2, 3, 4, 5, 6]
const SERVICE_BYTES = 1e6
const NONE: Omit<LabelledLog, 'name' | 'of' | 'text'> = { incidents: [], lines: new Set(), sessions: null, groups: null }

/** Logs of random systems and of services, and their quiet twins. */
export function* madeLogs(): Generator<LabelledLog> {
  for (const seed of GRAMMAR_SEEDS) {
    for (const isOdd of [true, false]) {
      const { text, incidents, groups } = grammarLog(seed, isOdd)
      yield { ...NONE, name: `grammar ${seed}`, of: isOdd ? 'grammars' : 'quiet', text, incidents, lines: linesOf(incidents), groups: isOdd ? groups : null }
    }
  }
  for (const kind of SERVICE_KINDS) {
    for (const isOdd of [true, false]) {
      const { text, incidents } = serviceLog(kind, isOdd)
      yield { ...NONE, name: kind, of: isOdd ? 'services' : 'quiet', text, incidents, lines: linesOf(incidents) }
    }
  }
}

/** The log of a random system: each line's message is its true group. */
export function grammarLog(seed: number, incidents: boolean) {
  const grammar = drawGrammar(new Random(seed, 9), GRAMMAR_EVENTS)
  const events = grammarEvents(grammar, { events: GRAMMAR_EVENTS, seed, incidents })
  const lines: string[] = []
  const groups: string[] = []
  for (;;) {
    const step = events.next()
    if (step.done) return { text: lines.join('\n') + '\n', incidents: step.value.incidents, groups }
    lines.push(printEvent(grammar, step.value))
    groups.push(step.value.message.literals.join('|'))
  }
}

function serviceLog(kind: (typeof SERVICE_KINDS)[number], isOdd: boolean) {
  const blocks = generateSample({ kind, sizeBytes: SERVICE_BYTES, seed: 1, incidents: isOdd, everyKind: isOdd })
  const text: string[] = []
  for (;;) {
    const step = blocks.next()
    if (step.done) return { text: text.join(''), incidents: step.value.incidents }
    text.push(step.value)
  }
}

/** The labelled logs of a data folder. */
export function* openLogs(data: string): Generator<LabelledLog> {
  const anomalies = join(data, 'anomalies')
  const blocks = join(anomalies, 'HDFS_blocks_dev')
  yield { ...NONE, name: 'HDFS_blocks_dev', of: 'blocks', text: textIn(blocks, 'HDFS.log'), sessions: new Map(rowsOf(join(blocks, 'session_labels.csv')).map(([session, label]) => [session, label === '1'])) }
  yield { ...NONE, name: 'BGL_2k', of: 'lines', text: textIn(join(anomalies, 'BGL_2k'), 'BGL_2k.log'), lines: labelsIn(join(anomalies, 'BGL_2k')) }
  yield { ...NONE, name: 'BGL good', of: 'quiet', text: textIn(join(anomalies, 'BGL_2k'), 'baseline_good.log') }
  for (const name of ['HealthApp_injected', 'SSH_injected']) yield incidentLog(join(anomalies, name), name, 'injected')
  for (const name of namesIn(join(data, 'wild'))) yield incidentLog(join(data, 'wild', name), name, name.endsWith('quiet') ? 'quiet' : 'wild')
  for (const name of namesIn(join(data, 'baseline'))) yield { ...NONE, name: `${name} good`, of: 'quiet', text: textIn(join(data, 'baseline', name), 'good.log') }
  for (const system of namesIn(join(data, 'templates')).filter(name => !name.includes('_'))) {
    const folder = join(data, 'templates', system)
    yield { ...NONE, name: system, of: 'templates', text: textIn(folder, `${system}_2k.log`), groups: rowsOf(join(folder, `${system}_2k.truth.csv`)).map(([, event]) => event) }
  }
}

function incidentLog(folder: string, name: string, of: LogClass): LabelledLog {
  const told = join(folder, 'incidents.json')
  const incidents: TrueIncident[] = existsSync(told)
    ? JSON.parse(readFileSync(told, 'utf8')).map(({ category, lines }: { category: string, lines: number[] }) => ({ kind: category, lines }))
    : existsSync(join(folder, 'categories.csv')) ? neighbours(rowsOf(join(folder, 'categories.csv')).map(([line, kind]) => ({ line: Number(line), kind }))) : []
  return { ...NONE, name, of, text: textIn(folder, `${name}.log`), incidents, lines: linesOf(incidents) }
}

/** Neighbouring lines of one kind are one incident. */
function neighbours(labelled: { line: number, kind: string }[]): TrueIncident[] {
  const incidents: { kind: string, lines: number[] }[] = []
  for (const { line, kind } of labelled.sort((a, b) => a.line - b.line)) {
    const last = incidents.at(-1)
    if (last?.kind === kind && last.lines.at(-1) === line - 1) last.lines.push(line)
    else incidents.push({ kind, lines: [line] })
  }
  return incidents
}

const linesOf = (incidents: readonly TrueIncident[]) => new Set(incidents.flatMap(({ lines }) => lines))
const namesIn = (folder: string) => existsSync(folder) ? readdirSync(folder).sort() : []
const rowsOf = (path: string) => readFileSync(path, 'utf8').trimEnd().split('\n').slice(1).map(line => line.split(','))
const labelsIn = (folder: string) => new Set(readFileSync(join(folder, 'labels.txt'), 'utf8').trimEnd().split('\n').map(Number))

function textIn(folder: string, name: string): string {
  const path = join(folder, name)
  return existsSync(path) ? readFileSync(path, 'latin1') : gunzipSync(readFileSync(`${path}.gz`)).toString('latin1')
}
