// npm run mutants -- [--product DIR] [--tests DIR] [--scratch DIR] [--seed N] [--suites unit,contract,…] [--hours 2]: see docs/mutants.md
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { SOURCES } from '../../scripts/prepare.mjs'
import { givenAddresses, startServices } from '../../scripts/services.mjs'
import { Random } from '../fuzz/random'
import { filesOn, type Stores } from '../stores'
import { draw, sitesOf, switched, type Site } from './mutantSites'

/** What is drawn from where, and how many. */
const DRAWS: [rooms: string[], count: number][] = [[['engine'], 40], [['server/jobs', 'server/adapters', 'server/http'], 20]]
/** A run may take so many times what it took unchanged, and so much more; chosen. */
const SLOWER = 4
const LIMIT_MS = 90_000

/** So many of the quickest files are tried first, with the one that is named like the source; chosen. */
const QUICK_FILES = 4

interface Suite {
  folder: string
  ending: string
  /** One run may hold many files; otherwise each is run alone, since its servers are its own. */
  together: boolean
  onBuild: boolean
  command(files: string[], report: string): string[]
  untilFirst: string
  /** Only the files that run on these. */
  stores?: Stores
}

const vitest = (project: string) => (files: string[], report: string) => ['vitest', 'run', '--project', project, '--retry', '0', '--reporter=json', `--outputFile=${report}`, ...files]
const inTests = (project: string): Suite => ({ folder: `tests/${project}`, ending: '.test.ts', together: true, onBuild: false, command: vitest(project), untilFirst: '--bail=1' })
const onBuild = (name: string, project = name): Suite => ({ ...inTests(name), together: false, onBuild: true, command: vitest(project) })
const playwright = (stores: Stores): Suite => ({
  folder: 'tests/e2e', ending: '.spec.ts', stores, together: false, onBuild: true,
  command: files => ['playwright', 'test', '--retries=0', `--project=${stores}`, ...files], untilFirst: '--max-failures=1',
})

const SUITES: Record<string, Suite> = {
  'unit': inTests('unit'),
  'contract': inTests('contract'),
  'nuxt': inTests('nuxt'),
  'api embedded': { ...onBuild('api', 'api-embedded'), stores: 'embedded' },
  'api servers': { ...onBuild('api', 'api-servers'), stores: 'servers' },
  'faults': onBuild('faults'),
  'browser embedded': playwright('embedded'),
  'browser servers': playwright('servers'),
}

interface Run { isGreen: boolean, failed: string[], ms: number, msOf: Map<string, number> }

/** A test file in a suite without any mutant: which mutants' places it reaches. */
interface Reach { suite: string, file: string, ms: number, isGreen: boolean, reached: number[] }

interface Mutant extends Site {
  number: number
  killedBy: string | null
  /** Files it lived through, each with its suite. */
  lived: string[]
}

const { values } = parseArgs({
  options: {
    product: { type: 'string', default: '.' },
    tests: { type: 'string', default: '.' },
    scratch: { type: 'string', default: join(tmpdir(), 'lograro-mutants') },
    seed: { type: 'string', default: '13' },
    suites: { type: 'string', default: Object.keys(SUITES).join() },
    hours: { type: 'string', default: '2' },
  },
})
const product = resolve(values.product)
const tests = resolve(values.tests)
const scratch = resolve(values.scratch)
const tree = join(scratch, 'tree')
const end = Date.now() + Number(values.hours) * 3_600_000
/** What the switch reads where the environment does not reach it, and what it writes. */
const paths = { mutant: join(scratch, 'mutant'), current: join(scratch, 'current'), reached: join(scratch, 'reached'), report: join(scratch, 'report.json'), log: join(scratch, 'log'), result: join(scratch, 'result.json') }

const chosen = values.suites.split(',')
const unknown = chosen.filter(name => !(name in SUITES))
if (unknown.length > 0) {
  process.stderr.write(`no such suite: ${unknown.join(', ')}; there are ${Object.keys(SUITES).join(', ')}\n`)
  process.exit(2)
}

mkdirSync(scratch, { recursive: true })
const mutants = drawMutants()
const known: { mutants: Mutant[], reach: Reach[] } = existsSync(paths.result) ? JSON.parse(readFileSync(paths.result, 'utf8')) : { mutants: [], reach: [] }
const isSame = JSON.stringify(known.mutants.map(identity)) === JSON.stringify(mutants.map(identity)) && existsSync(tree)
const state = isSame ? known : { mutants, reach: [] }
if (!isSame) writeTree()

const services = givenAddresses() ? null : await startServices()
for (const [variable, address] of Object.entries(services?.addresses ?? {})) process.env[`TEST_${variable}`] = address
for (const name of chosen) await trySuite(name, SUITES[name])
await services?.end()
report()

function drawMutants(): Mutant[] {
  const random = new Random(Number(values.seed))
  const drawn = DRAWS.flatMap(([rooms, count]) => {
    const files = trackedFiles(product).filter(path => path.endsWith('.ts') && rooms.some(room => path.startsWith(room + '/')))
    return draw(files.flatMap(path => sitesOf(path, readFileSync(join(product, path), 'utf8'))), count, below => random.below(below))
  })
  return drawn.map((site, index) => ({ number: index + 1, ...site, killedBy: null, lived: [] }))
}

function identity({ number, path, start, end, after }: Mutant) {
  return [number, path, start, end, after]
}

/** The tests of one tree and the product of the other, all mutants in it. */
function writeTree() {
  rmSync(tree, { recursive: true, force: true })
  const isProduct = (path: string) => SOURCES.some(name => !name.startsWith('package') && (path === name || path.startsWith(name + '/')))
  const copies = [...trackedFiles(tests).filter(path => !isProduct(path)).map(path => [tests, path]), ...trackedFiles(product).filter(isProduct).map(path => [product, path])]
  for (const [from, path] of copies) {
    mkdirSync(dirname(join(tree, path)), { recursive: true })
    copyFileSync(join(from, path), join(tree, path))
  }
  symlinkSync(join(tests, 'node_modules'), join(tree, 'node_modules'))
  writeFileSync(join(tree, 'engine', 'mutantSwitch.ts'), switchSource())
  for (const path of new Set(mutants.map(mutant => mutant.path))) {
    const sites = new Map(mutants.filter(mutant => mutant.path === path).map(mutant => [mutant.number, mutant]))
    const toSwitch = relative(dirname(path), 'engine/mutantSwitch')
    writeFileSync(join(tree, path), switched(readFileSync(join(product, path), 'utf8'), sites, toSwitch.startsWith('.') ? toSwitch : `./${toSwitch}`))
  }
  writeFileSync(join(scratch, 'sayFile.mjs'), `import { writeFileSync } from 'node:fs'
export default class {
  onTestModuleQueued(file) { writeFileSync(${JSON.stringify(paths.current)}, file.moduleId) }
}
`)
  if (!npx(['nuxt', 'prepare'])) throw new Error('the types could not be written')
}

/** Also in threads and in servers, which get no environment from their tests: they read it from files. In a browser none is on. */
function switchSource(): string {
  return `// @ts-nocheck
const fs = globalThis.process?.getBuiltinModule?.('node:fs')
const read = path => fs && fs.existsSync(path) ? fs.readFileSync(path, 'utf8') : ''
const MUTANT = Number(globalThis.process?.env?.MUTANT || read(${JSON.stringify(paths.mutant)}) || 0)
const isRecording = fs !== undefined && fs.existsSync(${JSON.stringify(paths.reached)})
const hit = new Uint8Array(${mutants.length + 1})
export function mutant(number) {
  if (isRecording && hit[number] === 0) {
    hit[number] = 1
    fs.appendFileSync(${JSON.stringify(paths.reached)}, JSON.stringify([number, globalThis.__vitest_worker__?.filepath ?? read(${JSON.stringify(paths.current)})]) + '\\n')
  }
  return MUTANT === number
}
`
}

async function trySuite(name: string, suite: Suite) {
  if (suite.onBuild && !existsSync(join(tree, '.output/server/index.mjs')) && !npx(['nuxt', 'build'])) throw new Error('the build with the mutants failed')
  if (!state.reach.some(reach => reach.suite === name)) await measureReach(name, suite)
  for (const mutant of state.mutants) {
    if (mutant.killedBy !== null) continue
    const files = state.reach.filter(({ suite: of, file, isGreen, reached }) => of === name && isGreen && reached.includes(mutant.number) && !mutant.lived.includes(`${name}: ${file}`)).sort((one, other) => one.ms - other.ms)
    const own = files.filter(({ file }) => file.endsWith(`/${mutant.path.replace(/\.ts$/, suite.ending)}`))
    const rest = files.filter(file => !own.includes(file))
    const groups = suite.together ? [[...own, ...rest.slice(0, QUICK_FILES)], rest.slice(QUICK_FILES)] : files.map(file => [file])
    for (const group of groups.filter(({ length }) => length > 0)) {
      if (Date.now() > end) return print('The time is over.')
      const limitMs = LIMIT_MS + SLOWER * group.reduce((sum, { ms }) => sum + ms, 0)
      const { isGreen, failed } = await runTests(suite, group.map(({ file }) => file), mutant.number, limitMs)
      if (isGreen) mutant.lived.push(...group.map(({ file }) => `${name}: ${file}`))
      else mutant.killedBy = `${name}: ${failed[0] ?? 'time limit'}`
      save()
      print(`${mutant.number} ${mutant.path}:${mutant.line} ${isGreen ? `lived through ${group.length} of ${name}` : `killed by ${mutant.killedBy}`}`)
      if (!isGreen) break
    }
  }
}

async function measureReach(name: string, suite: Suite) {
  const files = testFiles(suite)
  const take = () => existsSync(paths.reached) ? readFileSync(paths.reached, 'utf8').split('\n').filter(line => line !== '').map((line): [number, string] => JSON.parse(line)) : []
  for (const group of suite.together ? [files] : files.map(file => [file])) {
    writeFileSync(paths.reached, '')
    writeFileSync(paths.current, group.length === 1 ? join(tree, group[0]) : '')
    const run = await runTests(suite, group, 0, 3_600_000, suite.together ? ['--no-file-parallelism', '--isolate', `--reporter=${join(scratch, 'sayFile.mjs')}`] : [])
    const hits = take()
    for (const file of group) {
      const reached = [...new Set(hits.filter(([, path]) => path.endsWith(file)).map(([number]) => number))].sort((one, other) => one - other)
      state.reach.push({ suite: name, file, ms: run.msOf.get(file) ?? run.ms / group.length, isGreen: suite.together ? !run.failed.includes(file) : run.isGreen, reached })
    }
    rmSync(paths.reached)
    save()
  }
  const red = state.reach.filter(reach => reach.suite === name && !reach.isGreen)
  if (red.length === files.length) throw new Error(`every file of ${name} fails without any mutant, see ${paths.log}`)
  print(`${name}: ${files.length} files reach ${new Set(state.reach.filter(reach => reach.suite === name).flatMap(({ reached }) => reached)).size} of ${mutants.length}${red.map(({ file }) => `, ${file} fails without any and is left out`).join('')}`)
}

/** @returns which of the files failed; all are green at a time limit of none. */
async function runTests(suite: Suite, files: string[], mutant: number, limitMs: number, more = [suite.untilFirst]): Promise<Run> {
  rmSync(paths.report, { force: true })
  writeFileSync(paths.mutant, String(mutant))
  const from = Date.now()
  const child = spawn('npx', [...suite.command(files, paths.report), ...more], { cwd: tree, detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, CI: '' } })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => output += data.toString())
  const timer = setTimeout(() => process.kill(-(child.pid ?? 0), 'SIGKILL'), limitMs)
  const [code] = await once(child, 'exit')
  clearTimeout(timer)
  appendFileSync(paths.log, `\n=== ${mutant} ${files.join(' ')}\n${output.slice(-20_000)}`)
  const results: { name: string, status: string, startTime: number, endTime: number }[] = existsSync(paths.report) ? JSON.parse(readFileSync(paths.report, 'utf8')).testResults : []
  const named = results.filter(({ status }) => status === 'failed').map(({ name }) => relative(tree, name))
  const failed = named.length === 0 && code !== null && code !== 0 ? files : named
  return { isGreen: code === 0, failed, ms: Date.now() - from, msOf: new Map(results.map(({ name, startTime, endTime }) => [relative(tree, name), endTime - startTime])) }
}

function testFiles({ folder, ending, stores }: Suite): string[] {
  if (stores) return filesOn(stores, folder, ending)
  return readdirSync(join(tree, folder), { recursive: true, encoding: 'utf8' }).filter(path => path.endsWith(ending)).sort().map(path => join(folder, path))
}

function trackedFiles(root: string): string[] {
  return execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 }).split('\n').filter(path => statSync(join(root, path), { throwIfNoEntry: false })?.isFile()).sort()
}

function npx(args: string[]): boolean {
  try {
    execFileSync('npx', args, { cwd: tree, stdio: ['ignore', 'ignore', 'inherit'] })
    return true
  }
  catch (error) {
    print(String(error))
    return false
  }
}

function save() {
  writeFileSync(paths.result, JSON.stringify(state, null, 1))
}

function report() {
  print('\n| mutant | where | what | result |\n| ---: | --- | --- | --- |')
  const code = (text: string) => `\`${text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|').slice(0, 60)}\``
  for (const { number, path, line, kind, before, after, killedBy, lived } of state.mutants) {
    const what = kind === 'statement' ? `without ${code(before)}` : `${code(before)} → ${code(after)}`
    print(`| ${number} | ${path}:${line} | ${what} | ${killedBy ?? (lived.length > 0 ? `lived through ${lived.length} files` : 'not reached')} |`)
  }
  const killed = state.mutants.filter(({ killedBy }) => killedBy !== null).length
  print(`\nseed ${values.seed}: ${killed} of ${mutants.length} killed`)
}

function print(text: string) {
  process.stdout.write(text + '\n')
}
