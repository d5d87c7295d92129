// npm run bench:injected -- --data DIR [--seeds N] [--only CARRIER]… [--misses OUT]: incidents put into real logs at random, as Markdown: what of them the first 20 rows show, by kind and by log
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { Random } from '../../samples/random'
import { openEngine } from './adjustable'
import { carriersIn } from './carriers'
import { foundIncidents, listRows } from './figures'
import type { Found } from './figures'
import { inject, INJECTED_KINDS } from './inject'
import { learnLog, say } from './judge'
import { mean, share } from './qualitySets'

const SHOWN_LENGTH = 200

interface Judged { name: string, found: Found }

const { data, seeds, only, misses } = readArguments()
const folder = mkdtempSync(join(tmpdir(), 'lograro-injected-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
const engine = await openEngine(folder)
const judged: Judged[] = []
const told: string[] = []
for (const { name, header, text: carrier } of carriersIn(data)) {
  if (only.length > 0 && !only.includes(name)) continue
  for (let seed = 1; seed <= seeds; seed++) {
    const { text, incidents } = inject(carrier, header, new Random(seed, 15))
    const { said } = say(engine, learnLog(engine, { name, of: 'injected', text, incidents, lines: new Set(incidents.flatMap(({ lines }) => lines)), sessions: null, groups: null }))
    judged.push({ name, found: foundIncidents(incidents, said) })
    if (misses !== null) told.push(`## ${name}, seed ${seed}\n${listRows(incidents, said, text.split('\n').map(line => line.slice(0, SHOWN_LENGTH))).join('\n')}\n`)
  }
}
if (misses !== null) writeFileSync(misses, told.join('\n'))
print(`| log | recall@20 | precision@20 | ${Object.keys(INJECTED_KINDS).join(' | ')} |\n| --- | ---: | ---: | ${Object.keys(INJECTED_KINDS).map(() => '---:').join(' | ')} |`)
for (const name of new Set(judged.map(each => each.name))) printRow(name, judged.filter(each => each.name === name))
printRow('**all**', judged)

/** Recall over all incidents, precision as the mean over logs. */
function printRow(name: string, of: readonly Judged[]) {
  const all = of.reduce((sum, { found }) => sum + found.incidents, 0)
  const found = of.reduce((sum, { found }) => sum + found.found, 0)
  const kinds = Object.keys(INJECTED_KINDS).map((kind) => {
    const counts = of.map(({ found }) => found.byKind.get(kind) ?? { all: 0, found: 0 })
    return `${counts.reduce((sum, each) => sum + each.found, 0)} of ${counts.reduce((sum, each) => sum + each.all, 0)}`
  })
  print(`| ${name} | ${share(found / all)} | ${share(mean(of.map(({ found: { alerts, trueAlerts } }) => alerts === 0 ? 0 : trueAlerts / alerts)))} | ${kinds.join(' | ')} |`)
}

function readArguments() {
  try {
    const { values } = parseArgs({ options: { data: { type: 'string' }, seeds: { type: 'string', default: '3' }, only: { type: 'string', multiple: true, default: [] }, misses: { type: 'string' } } })
    if (values.data === undefined) throw new Error('The logs are in a folder: --data DIR.')
    if (!(Number(values.seeds) >= 1)) throw new Error('--seeds takes a number.')
    return { data: resolve(values.data), seeds: Number(values.seeds), only: values.only, misses: values.misses ?? null }
  }
  catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\nusage: npm run bench:injected -- --data DIR [--seeds N] [--only CARRIER]… [--misses OUT]\n`)
    process.exit(2)
  }
}

function print(text: string) {
  process.stdout.write(text + '\n')
}
