// npm run bench:quality -- [--data DIR] [--only NAME] [--json OUT] [--misses OUT] [-- OPTIONS of npm run score]: how good the findings are, as Markdown: against the aims, by class and by stage; without DIR of made logs, by class and by stage alone
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { SERVICE_KINDS } from '../../samples/index'
import { openEngine } from './adjustable'
import { generatedRows } from './generatedSets'
import type { Misses } from './generatedSets'
import { learnLog } from './judge'
import { madeLogs, openLogs } from './labelledLogs'
import { baselineRows, bglRows, hdfsRows, injectedRows, share, templateRows } from './qualitySets'
import type { QualityRow } from './qualitySets'
import { openScorer, whyNotScorable } from './scorer'
import type { Scorer } from './scorer'
import { classTable } from './tables/classes'
import { stageTable } from './tables/stages'

interface Measured { rows: QualityRow[], misses: Misses[] }

const { data, only, json, misses: missesPath, engineOptions } = readArguments()
const scorePath = data === null ? null : join(data, '../eval/score.py')
const whyNot = scorePath === null ? null : whyNotScorable(scorePath)
if (whyNot !== null) {
  process.stderr.write(whyNot + '\n')
  process.exit(2)
}
const folder = mkdtempSync(join(tmpdir(), 'lograro-quality-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143]] as const) process.once(signal, () => process.exit(code))

print(`Node ${process.versions.node}, commit ${git('rev-parse', '--short', 'HEAD')}${git('status', '--porcelain', 'engine', 'scripts', 'samples') === '' ? '' : ' with changes'}`)
print(`\`npm run bench:quality -- ${process.argv.slice(2).map(word => (data !== null && resolve(word) === data ? 'DIR' : word)).join(' ')}\`\n`)
if (data !== null && scorePath !== null) printAims(data, openScorer(scorePath, folder, engineOptions))
if (only.length === 0) {
  const engine = await openEngine(folder)
  const learnt = [...data === null ? [] : openLogs(data), ...madeLogs()].map(log => learnLog(engine, log))
  print(`\n${classTable(engine, learnt)}\n${stageTable(engine, learnt)}`)
}

/** Every set against its aim and its bar, each as soon as it is measured. */
function printAims(data: string, scorer: Scorer): void {
  const measured: Measured = { rows: [], misses: [] }
  print('| data | measure | aim | bar | now | met | in detail |\n| --- | --- | ---: | ---: | ---: | --- | --- |')
  for (const [name, measure] of Object.entries(allSets(data))) {
    if (only.length > 0 && !only.includes(name)) continue
    const { rows, misses } = tryMeasure(name, scorer, measure)
    measured.rows.push(...rows)
    measured.misses.push(...misses)
    for (const row of rows) printRow(row)
    // After each set, so that a long run can be read while it goes on.
    if (json !== null) writeFileSync(json, JSON.stringify(measured, null, 2) + '\n')
    if (missesPath !== null) writeFileSync(missesPath, measured.misses.map(showMisses).join('\n'))
  }
}

/** Every set by the name that `--only` takes. */
function allSets(data: string): Record<string, (scorer: Scorer) => Measured> {
  const real = (rows: (data: string, scorer: Scorer) => QualityRow[]) => (scorer: Scorer) => ({ rows: rows(data, scorer), misses: [] })
  return {
    templates: real(templateRows),
    BGL_2k: real(bglRows),
    HDFS_blocks_dev: real(hdfsRows),
    HealthApp_injected: real((data, scorer) => injectedRows(data, 'HealthApp_injected', scorer)),
    SSH_injected: real((data, scorer) => injectedRows(data, 'SSH_injected', scorer)),
    baseline: real(baselineRows),
    ...Object.fromEntries(SERVICE_KINDS.map(kind => [kind, (scorer: Scorer) => generatedRows(kind, folder, scorer)])),
  }
}

/** One set that cannot be scored does not keep the others from the table. */
function tryMeasure(name: string, scorer: Scorer, measure: (scorer: Scorer) => Measured): Measured {
  try {
    return measure(scorer)
  }
  catch (error) {
    process.stderr.write(`${name}: ${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
    return { rows: [{ set: name, measure: '', aim: '', bar: '', values: null, detail: 'the run ended with an error', isMet: false }], misses: [] }
  }
}

function readArguments() {
  const usage = `usage: npm run bench:quality -- [--data DIR] [--only ${Object.keys(allSets('')).join('|')}]… [--json OUT] [--misses OUT] [-- OPTIONS of npm run score]`
  try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { data: { type: 'string' }, only: { type: 'string', multiple: true, default: [] }, json: { type: 'string' }, misses: { type: 'string' } } })
    const unknown = values.only.filter(name => !(name in allSets('')))
    if (positionals.length > 0 && !process.argv.includes('--')) throw new Error(`"${positionals[0]}" is no option; a set is named with --only.`)
    if (unknown.length > 0) throw new Error(`There is no set ${unknown.join(', ')}.`)
    if (values.data === undefined && (values.only.length > 0 || values.json !== undefined || values.misses !== undefined || positionals.length > 0)) throw new Error('Sets are measured with --data DIR.')
    return { data: values.data === undefined ? null : resolve(values.data), only: values.only, json: values.json ?? null, misses: values.misses ?? null, engineOptions: positionals }
  }
  catch (error) {
    process.stderr.write((error instanceof Error ? error.message : String(error)) + '\n' + usage + '\n')
    process.exit(2)
  }
}

function printRow({ set, measure, aim, bar, values, detail, isMet }: QualityRow) {
  const now = values === null ? (isMet === null ? 'not there yet' : 'failed') : measure.includes('%') ? values.map(value => value.toFixed(3)).join(' / ') : values.map(value => (measure.startsWith('false groups') ? String(value) : share(value))).join(' / ')
  print(`| ${set} | ${measure} | ${aim} | ${bar} | ${now} | ${isMet === null ? '–' : isMet ? 'yes' : 'no'} | ${detail} |`)
}

function showMisses({ log, missed, falseGroups }: Misses): string {
  return `## ${log}\n${missed.map(text => `- missed: ${text}\n`).join('')}${falseGroups.map(text => `- false: ${text}\n`).join('')}`
}

function git(...args: string[]): string {
  return execFileSync('git', args, { encoding: 'utf8' }).trim()
}

function print(text: string) {
  process.stdout.write(text + '\n')
}
