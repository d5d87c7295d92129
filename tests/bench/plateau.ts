// npm run bench:plateau -- [--data DIR] [--only TABLE]… [--most LOGS] [--out FILE]: how the decisions rest on constants and on single lines, as the tables of docs/quality.md; at most half an hour
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { openEngine } from './adjustable'
import { learnLog } from './judge'
import type { Learnt } from './judge'
import { madeLogs, openLogs } from './labelledLogs'
import type { LabelledLog } from './labelledLogs'
import { classTable } from './tables/classes'
import { leaveOutTable } from './tables/leaveOut'
import { limitTable } from './tables/limits'
import { nearCutTable } from './tables/nearCut'
import { stageTable } from './tables/stages'

const TABLES = { classes: classTable, stages: stageTable, nearCut: nearCutTable, leaveOut: leaveOutTable, limits: limitTable }
type Table = keyof typeof TABLES

const { data, only, most, out } = readArguments()
const folder = mkdtempSync(join(tmpdir(), 'lograro-plateau-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

const engine = await openEngine(folder)
const learnt: Learnt[] = []
for (const log of data === null ? [] : openLogs(data)) take(log)
for (const log of madeLogs()) take(log)
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
for (const name of only) {
  const text = `Commit ${commit}, ${learnt.length} logs.\n\n${TABLES[name](engine, learnt)}`
  process.stdout.write(`## ${name}\n\n${text}\n`)
  if (out !== null) writeFileSync(out, inserted(readFileSync(out, 'utf8'), name, text))
}

/** Learns a log, if its class has not as many as are wanted. */
function take(log: LabelledLog): void {
  if (learnt.filter(one => one.log.of === log.of).length < most) learnt.push(learnLog(engine, log))
}

/** The document with a table between the marks of its name. */
function inserted(document: string, name: Table, text: string): string {
  const [begin, end] = [`<!-- ${name} -->\n`, `<!-- end of ${name} -->`]
  const from = document.indexOf(begin)
  const to = document.indexOf(end)
  if (from < 0 || to < from) throw new Error(`there is no place for the table ${name}`)
  return document.slice(0, from + begin.length) + text + document.slice(to)
}

function readArguments() {
  const names = Object.keys(TABLES).filter(isTable)
  try {
    const { values } = parseArgs({ options: { data: { type: 'string' }, only: { type: 'string', multiple: true }, most: { type: 'string', default: 'Infinity' }, out: { type: 'string' } } })
    const unknown = values.only?.filter(name => !isTable(name)) ?? []
    if (unknown.length > 0) throw new Error(`There is no table ${unknown.join(', ')}.`)
    if (!(Number(values.most) >= 1)) throw new Error('--most takes a number of logs of each class.')
    return { most: Number(values.most), data: values.data === undefined ? null : resolve(values.data), only: values.only?.filter(isTable) ?? names, out: values.out === undefined ? null : resolve(values.out) }
  }
  catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\nusage: npm run bench:plateau -- [--data DIR] [--only ${names.join('|')}]… [--most LOGS] [--out FILE]\n`)
    process.exit(2)
  }
}

function isTable(name: string): name is Table {
  return name in TABLES
}
