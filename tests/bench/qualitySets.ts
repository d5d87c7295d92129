import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Scorer } from './scorer'

/** One line of the table: what was measured, what is wanted, what it is. `values` null: not there yet. */
export interface QualityRow { set: string, measure: string, aim: string, bar: string, values: number[] | null, detail: string, isMet: boolean | null }

const SYSTEMS = ['BGL', 'HDFS', 'Hadoop', 'HealthApp', 'Linux', 'OpenSSH', 'Spark', 'Windows']

/** What the scorer says of a set of lines or sessions with labels. */
interface Ranked { average_precision: number, best_f1: { f1: number }, own_decision: { precision: number, recall: number, f1: number, flagged: number } }

interface Incidents { 'incidents': number, 'alert_groups': number, 'recall@20_groups': number, 'precision@20_groups': number, 'by_category': Record<string, { 'incidents': number, 'recall@20_groups': number }> }

/** Template mining on raw lines. */
export function templateRows(data: string, scorer: Scorer): QualityRow[] {
  const each = SYSTEMS.map((system) => {
    const { GA, FGA } = grouping(join(data, 'templates', system), `${system}_2k`, scorer)
    return { system, GA, FGA }
  })
  const full = grouping(join(data, 'templates/Linux_full'), 'Linux_full', scorer)
  return [
    row('templates, mean of 8 systems', 'GA / FGA', [0.95, 0.93], [0.9, 0.88], [mean(each.map(one => one.GA)), mean(each.map(one => one.FGA))], each.map(({ system, GA, FGA }) => `${system} ${share(GA)} / ${share(FGA)}`).join(', ')),
    row('Linux_full', 'GA', [0.93], [0.8], [full.GA], `FGA ${share(full.FGA)}`),
  ]
}

export function bglRows(data: string, scorer: Scorer): QualityRow[] {
  return rankedRows('BGL_2k, lines', rankBgl(data, scorer), [0.8, 0.7], [0.6, 0.5])
}

function rankBgl(data: string, scorer: Scorer, ...options: string[]): Ranked {
  const folder = join(data, 'anomalies/BGL_2k')
  const log = join(folder, 'BGL_2k.log')
  return scorer.judge('anomalies', scorer.predict(log, ...options), '--labels', join(folder, 'labels.txt'), '--log', log)
}

export function hdfsRows(data: string, scorer: Scorer): QualityRow[] {
  return rankedRows('HDFS_blocks_dev, blocks', rankHdfs(data, scorer), [0.95, 0.92], [0.92, 0.86])
}

function rankHdfs(data: string, scorer: Scorer, ...options: string[]): Ranked {
  const folder = join(data, 'anomalies/HDFS_blocks_dev')
  const log = join(folder, 'HDFS.log.gz')
  return scorer.judge('sessions', scorer.predict(log, ...options), '--sessions', join(folder, 'session_labels.csv'), '--log', log)
}

function judgeInjected(data: string, name: string, scorer: Scorer, ...options: string[]): Incidents {
  const folder = join(data, 'anomalies', name)
  const log = findLog(folder, name)
  return scorer.judge('anomalies', scorer.predict(log, ...options), '--labels', join(folder, 'labels.txt'), '--categories', join(folder, 'categories.csv'), '--log', log).incidents
}

export function injectedRows(data: string, name: string, scorer: Scorer): QualityRow[] {
  const incidents = judgeInjected(data, name, scorer)
  const kinds = Object.entries(incidents.by_category)
  const found = row(name, 'recall@20 / precision@20 groups', [0.85, 0.6], [0.65, 0.4], [incidents['recall@20_groups'], incidents['precision@20_groups']], kinds.map(([kind, one]) => `${kind} ${share(one['recall@20_groups'])} of ${one.incidents}`).join(', '))
  return [{ ...found, isMet: found.isMet === true && kinds.every(([, one]) => one['recall@20_groups'] > 0) }]
}

export function baselineRows(data: string, scorer: Scorer): QualityRow[] {
  const folder = join(data, 'baseline')
  const measure = 'annotation recall / precision'
  if (!scorer.knowsBaselines) return [{ set: 'baseline pairs', measure, aim: '1.0 / .90', bar: '1.0 / .75', values: null, detail: '', isMet: null }]
  const each = readdirSync(folder).sort().map((name) => {
    const log = join(folder, name, 'fail.log')
    const labels = join(folder, name, 'labels.txt')
    const annotations = join(folder, name, 'annotations.json')
    const judged: Ranked & { annotations: number, annotations_found: number } = scorer.judge('baseline', scorer.predict(log, '--baseline', join(folder, name, 'good.log')), '--labels', labels, '--annotations', annotations, '--log', log)
    return { name, recall: judged.annotations_found / judged.annotations, found: judged.annotations_found, annotations: judged.annotations, precision: judged.own_decision.precision }
  })
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
  const recall = sum(each.map(one => one.found)) / sum(each.map(one => one.annotations))
  return [row('baseline pairs', measure, [1, 0.9], [1, 0.75], [recall, mean(each.map(one => one.precision))], each.map(one => `${one.name} ${share(one.recall)} / ${share(one.precision)}`).join(', '))]
}

function rankedRows(set: string, { average_precision: precision, best_f1: best, own_decision: own }: Ranked, aim: number[], bar: number[]): QualityRow[] {
  return [
    row(set, 'AP / own F1', aim, bar, [precision, own.f1], `own precision ${share(own.precision)}, recall ${share(own.recall)}, ${own.flagged} flagged`),
    row(set, 'own F1 ÷ best F1', [0.95], [0.85], [own.f1 / best.f1], `best F1 ${share(best.f1)}`),
  ]
}

/** A row of figures of which each must reach its bar. */
export function row(set: string, measure: string, aim: number[], bar: number[], values: number[], detail: string): QualityRow {
  return { set, measure, aim: aim.map(share).join(' / '), bar: bar.map(share).join(' / '), values, detail, isMet: values.every((value, index) => value >= bar[index]) }
}

/** `.854`, as the tables of the papers have it. */
export function share(value: number): string {
  return value.toFixed(3).replace(/^0/, '').replace(/(\.\d\d)0$/, '$1')
}

export function mean(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0) / values.length
}

function grouping(folder: string, name: string, scorer: Scorer): { GA: number, FGA: number } {
  return scorer.judge('grouping', scorer.predict(findLog(folder, name)), '--truth', findFile(folder, /truth\.csv(\.gz)?$/))
}

function findLog(folder: string, name: string): string {
  return findFile(folder, new RegExp(`^${name}\\.log(\\.gz)?$`))
}

function findFile(folder: string, pattern: RegExp): string {
  const name = readdirSync(folder).find(entry => pattern.test(entry))
  if (name === undefined) throw new Error(`${folder} has no ${pattern.source}`)
  return join(folder, name)
}
