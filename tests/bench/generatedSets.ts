import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { generateSample } from '../../samples/index'
import type { SampleKind, SampleOptions } from '../../samples/index'
import type { SampleTruth } from '../../samples/incidents'
import { mean, row, share } from './qualitySets'
import type { QualityRow } from './qualitySets'
import type { Scorer } from './scorer'

const SIZE_BYTES = 20e6
const SEEDS = [1, 2, 3]
const MOST_FALSE = { aim: 4, bar: 8 }
const MOST_FLAGGED = { aim: 0.0005, bar: 0.005 }
const SHOWN_LENGTH = 220

/** What went wrong with one generated log: incidents not among the first 20 groups, and groups there that show none. */
export interface Misses { log: string, missed: string[], falseGroups: string[] }

interface Prediction { line: number, score: number, template: string, anomaly: boolean, group: string }
interface Group { score: number, lines: number[] }

/** Recall and false groups of one kind of generated log, and what of it is flagged when it holds no incidents. */
export function generatedRows(kind: SampleKind, folder: string, scorer: Scorer): { rows: QualityRow[], misses: Misses[] } {
  const misses: Misses[] = []
  const found = new Map<string, { all: number, found: number }>()
  const recalls: number[] = []
  const falseGroups: number[] = []
  for (const seed of SEEDS) {
    const { log, truth, text } = write({ kind, sizeBytes: SIZE_BYTES, seed, incidents: true, everyKind: true }, folder)
    const { labels, categories } = writeTruth(truth, folder)
    const predictions = scorer.predict(log)
    const { incidents } = scorer.judge('anomalies', predictions, '--labels', labels, '--categories', categories, '--log', log)
    recalls.push(incidents['recall@20_groups'])
    falseGroups.push(Math.round((1 - incidents['precision@20_groups']) * Math.min(20, incidents.alert_groups)))
    for (const [category, { incidents: all, 'recall@20_groups': recall }] of Object.entries<any>(incidents.by_category)) {
      const sum = found.get(category) ?? { all: 0, found: 0 }
      found.set(category, { all: sum.all + all, found: sum.found + Math.round(recall * all) })
    }
    misses.push({ log: `${kind}, seed ${seed}`, ...missesOf(truth, readPredictions(predictions), text) })
  }
  const flagged = SEEDS.map((seed) => {
    const { log, truth, text } = write({ kind, sizeBytes: SIZE_BYTES, seed, incidents: false }, folder)
    const all = readPredictions(scorer.predict(log))
    misses.push({ log: `${kind}, seed ${seed}, no incidents`, ...missesOf(truth, all, text) })
    return all.filter(one => one.anomaly).length / truth.lines
  })
  const kinds = [...found].sort(([one], [other]) => (one < other ? -1 : 1)).map(([category, { all, found: hits }]) => `${category} ${hits} of ${all}`).join(', ')
  const worstFalse = Math.max(...falseGroups)
  const worstFlagged = Math.max(...flagged)
  return {
    rows: [
      row(`generated: ${kind}`, 'recall@20 incidents', [0.95], [0.85], [mean(recalls)], kinds),
      { set: `generated: ${kind}`, measure: 'false groups in 20, worst seed', aim: `≤ ${MOST_FALSE.aim}`, bar: `≤ ${MOST_FALSE.bar}`, values: [worstFalse], detail: falseGroups.join(', '), isMet: worstFalse <= MOST_FALSE.bar },
      { set: `generated: ${kind}, no incidents`, measure: 'flagged lines %, worst seed', aim: '≤ 0.05', bar: '≤ 0.5', values: [worstFlagged * 100], detail: flagged.map(one => (one * 100).toFixed(3)).join(', '), isMet: worstFlagged <= MOST_FLAGGED.bar },
    ],
    misses,
  }
}

function write(options: SampleOptions, folder: string): { log: string, truth: SampleTruth, text: string[] } {
  const log = join(folder, `${options.kind}.log`)
  const output = openSync(log, 'w')
  const blocks = generateSample(options)
  const text: string[] = []
  for (;;) {
    const step = blocks.next()
    if (step.done) {
      closeSync(output)
      return { log, truth: step.value, text: text.join('').split('\n') }
    }
    text.push(step.value)
    writeSync(output, Buffer.from(step.value, 'latin1'))
  }
}

/** The truth in the files that the scorer reads. */
function writeTruth({ incidents }: SampleTruth, folder: string) {
  const labels = join(folder, 'labels.txt')
  const categories = join(folder, 'categories.csv')
  const kindOf = incidents.flatMap(({ kind, lines }) => lines.map((line): [number, string] => [line, kind])).sort(([one], [other]) => one - other)
  writeFileSync(labels, kindOf.map(([line]) => line + '\n').join(''))
  writeFileSync(categories, 'line,category\n' + kindOf.map(([line, kind]) => `${line},${kind}\n`).join(''))
  return { labels, categories }
}

function readPredictions(path: string): Prediction[] {
  return readFileSync(path, 'utf8').trimEnd().split('\n').map(line => JSON.parse(line))
}

/** By the scorer's definitions: a group shows an incident if at least half of its lines are labelled; ties take the last place. */
function missesOf({ incidents }: SampleTruth, predictions: Prediction[], text: readonly string[]) {
  const labelled = new Set(incidents.flatMap(incident => incident.lines))
  const groups = new Map<string, Group>()
  for (const { line, score, anomaly, group } of predictions) {
    if (!anomaly) continue
    const held = groups.get(group) ?? { score: 0, lines: [] }
    held.lines.push(line)
    held.score = Math.max(held.score, score)
    groups.set(group, held)
  }
  const first = [...groups.values()].sort((one, other) => other.score - one.score).slice(0, 20)
  const isTrue = ({ lines }: Group) => 2 * lines.filter(line => labelled.has(line)).length >= lines.length
  const seen = new Set(first.filter(isTrue).flatMap(group => group.lines))
  const show = (line: number) => `line ${line}: ${text[line - 1].slice(0, SHOWN_LENGTH)}`
  return {
    missed: incidents.filter(({ lines }) => !lines.some(line => seen.has(line))).map(({ kind, lines, odd }) => {
      const own = predictions[lines[0] - 1]
      const group = own.anomaly ? groups.get(own.group) : undefined
      const place = group ? `flagged, place ${[...groups.values()].filter(one => one.score >= group.score).length}, group of ${group.lines.length}` : 'not flagged'
      return `${kind} (odd: ${odd}; ${lines.length} lines; ${place}, score ${share(own.score)}) ${show(lines[0])}`
    }),
    falseGroups: first.map((group, index) => ({ group, place: index + 1 })).filter(({ group }) => !isTrue(group))
      .map(({ group, place }) => `place ${place}, score ${share(group.score)}, ${group.lines.length} lines, ${show(group.lines[0])}`),
  }
}
