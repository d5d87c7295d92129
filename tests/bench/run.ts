// npm run bench -- [engine] [signals] [job] [memory] [inputs] [others] [page] [server] [start] [rubbish] [--data FILE|DIR] [--size 256MB] [--before COMMIT]: Markdown for docs/benchmarks.md
import { execFileSync } from 'node:child_process'
import { cpus, release, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'
import { parseSize } from '../../scripts/parseSize'
import { BENCHMARK_KINDS } from '../../samples/index'
import { startServer } from './benchServer'
import { coldStart, type ColdStart } from './coldStart'
import type { EngineRun } from './engineOnce'
import { generated, grown, wcSeconds } from './files'
import type { BenchFile } from './files'
import { drain3Speed, logdeltaSeconds } from './others'
import { FORMATS, packedAs, toolSpeed, unpackSpeed } from './packedRuns'
import { measureFindings, measureFirstPage, measureJumps, openBrowser } from './pageRuns'
import type { ReceiveRun } from './receiveOnce'
import { runJob } from './runJob'
import type { SignalCosts } from './signalCosts'
import { measureListeners, measureScaling, measureServerJob, measureSmallJobs, measureStarts, withServers } from './serverRuns'
import type { RubbishRun } from './rubbishOnce'
import type { Sizes } from './summarySizes'

const KB = 1e3
const MB = 1e6
const GB = 1e9
const ENGINE_RUNS = 3
const LISTENERS = 1000
const START_TURNS = 3
const SMALL_JOBS = 200
/** Of the time of a worker, so that two and the stores fit two cores. */
const HELD_SHARE = 0.25
/** What one task merges at once. */
const PART_BYTES = 256 * 2 ** 20

const PARTS: Record<string, (options: Options) => Promise<void>> = { engine: benchEngine, signals: benchSignals, job: benchJob, memory: benchMemory, inputs: benchInputs, others: benchOthers, page: benchPage, server: benchServer, start: benchStart, rubbish: benchRubbish }

interface Options { data: string | null, sizeBytes: number | null, before: string | null }

const { values, positionals } = parseArgs({ allowPositionals: true, options: { data: { type: 'string' }, size: { type: 'string' }, before: { type: 'string' } } })
const sizeBytes = values.size === undefined ? null : parseSize(values.size)
const unknown = positionals.filter(name => !(name in PARTS))
if (unknown.length > 0 || (values.size !== undefined && sizeBytes === null)) {
  process.stderr.write(`usage: npm run bench -- [${Object.keys(PARTS).join('] [')}] [--data FILE|DIR] [--size 256MB] [--before COMMIT]\n`)
  process.exit(2)
}
print(`Node ${process.versions.node}, ${cpus().length} × ${cpus()[0].model}, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}, commit ${execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()}`)
print(`\`npm run bench -- ${process.argv.slice(2).map(word => (word === values.data ? 'DATA' : word)).join(' ')}\``)
for (const name of positionals.length > 0 ? positionals : Object.keys(PARTS)) await PARTS[name]({ data: values.data ?? null, sizeBytes, before: values.before ?? null })

/** The engine alone on one thread; the median run of three by the time of all. */
async function benchEngine(options: Options) {
  const program = await bundled('engineOnce.ts')
  table(['engine, one thread', 'MB', 'lines', 'findings', 'learn MB/s', 'all MB/s', 'intake s', 'learn s', 'merge s', 'model s', 'score s', 'decide s', 'render s', 'all ÷ wc -l'])
  for (const file of files(options, 256 * MB)) {
    const output = execFileSync(process.execPath, [program, file.path, String(ENGINE_RUNS)], { encoding: 'utf8', maxBuffer: 2 ** 24 })
    const runs: EngineRun[] = JSON.parse(output)
    const run = runs.sort((one, other) => one.all - other.all)[Math.floor(runs.length / 2)]
    const size = run.bytes / MB
    row([file.name, size, run.lines, run.findings, size / run.learn, size / run.all, ...seconds(run.intake, run.learn, run.merge, run.model, run.score, run.decide, run.render), times(run.all / wcSeconds(file))])
  }
}

/** 4 MB of each kind of rubbish against 4 MB of the shop log, in processor time. */
async function benchRubbish() {
  const output = execFileSync(process.execPath, [await bundled('rubbishOnce.ts'), generated('shop', 4 * MB).path], { encoding: 'utf8' })
  const run: RubbishRun = JSON.parse(output)
  table(['rubbish, 4 MB', '÷ shop log'])
  for (const each of run.sort((a, b) => b.times - a.times)) row([each.name, times(each.times)])
}

/** A whole job on the built server: upload with curl to completed. */
async function benchJob(options: Options) {
  const logs = [...files(options, GB)]
  const server = await startServer()
  try {
    table(['job, embedded', 'MB', 'lines', 'findings', 'upload s', 'completed s', 'MB/s', 'first finding ms', 'status p50 ms', 'status p99 ms', 'peak MB', '÷ wc -l'])
    for (const file of logs) {
      server.takePeakMb()
      const run = await runJob(server.url, file)
      row([file.name, file.sizeBytes / MB, run.lines, run.findings, ...seconds(run.uploadSeconds, run.seconds), file.sizeBytes / MB / run.seconds, run.firstFindingMs, quantile(run.statusMs, 0.5), quantile(run.statusMs, 0.99), server.takePeakMb(), times(run.seconds / wcSeconds(file))])
    }
  }
  finally {
    await server.stop()
  }
}

/** What each signal costs in the model, and what sessions cost while a log is learnt; milliseconds a log. */
async function benchSignals(options: Options) {
  const program = await bundled('signalCosts.ts')
  const logs = [...files(options, 256 * MB)]
  const costs = logs.map(({ path }): SignalCosts => JSON.parse(execFileSync(process.execPath, [program, path], { encoding: 'utf8' })))
  table(['ms', ...logs.map(({ name, sizeBytes }) => `${name}, ${Math.round(sizeBytes / MB)} MB`)])
  const line = (name: string, of: (cost: SignalCosts) => number) => row([name, ...costs.map(cost => (of(cost) * 1000).toFixed(1))])
  line('learn and merge', cost => cost.withSessions)
  line('of that for sessions', cost => cost.withSessions - cost.withoutSessions)
  line('templates and sessions of the model', cost => cost.evidence)
  for (const signal of Object.keys(costs[0].signals)) line(signal, cost => cost.signals[signal])
}

/** Peak memory over all processes for a small and a large file, each on a server of its own. */
async function benchMemory({ sizeBytes }: Options) {
  table(['peak memory', 'MB', 'idle MB', 'peak MB', 'completed s'])
  for (const size of sizeBytes === null ? [250 * MB, 4 * GB] : [sizeBytes]) {
    const file = generated('big', size)
    const server = await startServer()
    try {
      const idle = server.takePeakMb()
      const { seconds: taken } = await runJob(server.url, file)
      row([file.name, size / MB, idle, server.takePeakMb(), ...seconds(taken)])
    }
    finally {
      await server.stop()
    }
  }
}

/** Packed input against the format's own tool, all in one run; peak memory of a server of its own for each. */
async function benchInputs({ sizeBytes }: Options) {
  const plain = generated('shop', sizeBytes ?? 2 * GB)
  benchReceiving(generated('shop', Math.min(plain.sizeBytes, 256 * MB)), await bundled('receiveOnce.ts'))
  const program = await bundled('unpackOnce.ts')
  const packed = await packedAs(plain)
  const speeds = (own: number, tool: number | null) => [own, tool, tool === null ? null : times(tool / own)]
  table(['packed input', 'MB', 'unpacked MB', 'unpack MB/s', 'tool into wc -l MB/s', 'unpack ÷ tool', 'upload s', 'completed s', 'completed ÷ plain', 'idle MB', 'peak MB'])
  let plainSeconds: number | null = null
  for (const format of [null, ...FORMATS]) {
    const file = format === null ? plain : packed.get(format)
    if (!file) {
      row([`${plain.name}.${format?.name ?? ''}`, ...Array.from({ length: 10 }, () => null)])
      continue
    }
    const own = unpackSpeed(program, file)
    const tool = toolSpeed(file, plain.sizeBytes, format?.unpack)
    const { run, idleMb, peakMb } = await runAlone(file)
    plainSeconds ??= run.seconds
    row([file.name, file.sizeBytes / MB, plain.sizeBytes / MB, ...speeds(own, tool), ...seconds(run.uploadSeconds, run.seconds), times(run.seconds / plainSeconds), idleMb, peakMb])
  }
}

/** Plain text on its way from the body to the chunks, with and without looking whether it is packed, in turns. */
function benchReceiving(file: BenchFile, program: string) {
  const { withUnpacking, without }: ReceiveRun = JSON.parse(execFileSync(process.execPath, [program, file.path], { encoding: 'utf8' }))
  const median = (values: number[]) => quantile(values.sort((one, other) => one - other), 0.5) ?? Number.NaN
  const ratios = withUnpacking.map((taken, turn) => (without[turn] ?? Number.NaN) / taken)
  const speed = (values: number[]) => file.sizeBytes / MB / median([...values])
  table(['receiving plain text, nothing stored', 'MB', 'turns', 'as it is MB/s', 'looking whether it is packed MB/s', 'throughput, median of the turns'])
  row([file.name, file.sizeBytes / MB, ratios.length, speed(without), speed(withUnpacking), `${(median(ratios) * 100).toFixed(1)} %`])
}

async function runAlone(file: BenchFile) {
  const server = await startServer()
  try {
    const idleMb = server.takePeakMb()
    const run = await runJob(server.url, file)
    return { run, idleMb, peakMb: server.takePeakMb() }
  }
  finally {
    await server.stop()
  }
}

/** The pages in Chromium: the first one, findings as they come, and the raw log of a large job. */
async function benchPage({ sizeBytes }: Options) {
  const server = await startServer()
  const browser = await openBrowser()
  try {
    table(['first page', 'JavaScript KB, gzip', 'largest paint p50 ms', 'worst ms'])
    const first = await measureFirstPage(browser, server.url)
    row(['start', first.scriptKb, quantile(first.largestPaintMs, 0.5), first.largestPaintMs.at(-1) ?? null])
    table(['findings', 'longest task ms', 'heap MB', 'frame p95 ms, scrolled'])
    for (const findings of [20_000, 100_000]) {
      const { longestTaskMs, heapMb, frameP95Ms } = await measureFindings(browser, server.url, findings)
      row([String(findings), longestTaskMs, heapMb, frameP95Ms.toFixed(1)])
    }
    table(['raw log', 'MB', 'lines', 'a line p50 ms', 'worst ms'])
    const file = generated('big', sizeBytes ?? 4 * GB)
    const { jobId, lines } = await runJob(server.url, file, { isKept: true })
    const jumps = await measureJumps(browser, server.url, jobId, lines)
    row([file.name, file.sizeBytes / MB, lines, quantile(jumps, 0.5), jumps.at(-1) ?? null])
  }
  finally {
    await browser.close()
    await server.stop()
  }
}

/** Server mode on real servers: a job against the embedded run, listeners, many small jobs, and one worker against two. */
async function benchServer({ sizeBytes }: Options) {
  const file = generated('shop', sizeBytes ?? GB)
  const gigabytes = file.sizeBytes / GB
  table(['start, embedded', 'ready ms', 'peak MB'])
  for (const start of await measureStarts()) row([start.name, start.readyMs, start.peakMb])
  await benchSizes(Math.min(sizeBytes ?? GB, PART_BYTES))

  const embedded = await startServer()
  const alone = await runJob(embedded.url, file).finally(() => embedded.stop())
  await withServers(async () => {
    const { run, cores } = await measureServerJob(file)
    table(['job', 'MB', 'findings', 'upload s', 'completed s', 'MB/s'])
    for (const [name, { findings, uploadSeconds, seconds: taken }] of [['embedded', alone], ['servers, web and worker', run]] as const) {
      row([name, file.sizeBytes / MB, findings, ...seconds(uploadSeconds, taken), file.sizeBytes / MB / taken])
    }
    shares('of that job on servers', cores, gigabytes)

    const [one, two] = [await measureScaling(1, 2, 60), await measureScaling(2, 2, 60)]
    const [oneHeld, twoHeld] = [await measureScaling(1, 2, 40, HELD_SHARE), await measureScaling(2, 2, 40, HELD_SHARE)]
    table(['learning, chunks stored before', 'chunks', 'chunks/s', 'against one'])
    row(['one worker of one thread', one.chunks, one.perSecond, times(1)])
    row(['two', two.chunks, two.perSecond, times(two.perSecond / one.perSecond)])
    row([`one, held to ${HELD_SHARE * 100} % of the time`, oneHeld.chunks, oneHeld.perSecond, times(1)])
    row(['two, each held so', twoHeld.chunks, twoHeld.perSecond, times(twoHeld.perSecond / oneHeld.perSecond)])
    shares('of learning and settling with two', two.cores, two.gigabytes)

    const { kbEach, delays } = await measureListeners(LISTENERS)
    table(['listeners on one job', 'KB each', 'delay p50 ms', 'delay p99 ms', 'events'])
    row([String(LISTENERS), kbEach, quantile(delays, 0.5), quantile(delays, 0.99), delays.length])

    const { completed, tookMs } = await measureSmallJobs(SMALL_JOBS)
    table(['small jobs at once', 'completed', 'p50 ms', 'p99 ms'])
    row([String(SMALL_JOBS), completed, quantile(tookMs, 0.5), quantile(tookMs, 0.99)])
  })
}

/** Sizes that docs/scaling.md reckons with, of a part of 256 chunks. */
async function benchSizes(sizeBytes: number) {
  const program = await bundled('summarySizes.ts')
  table(['what a chunk becomes', 'chunks', 'lines', 'summary KB', 'largest KB', 'columns, bytes a line', 'all merged KB', 'model KB'])
  for (const file of files({ data: null, sizeBytes, before: null }, sizeBytes)) {
    const sizes: Sizes = JSON.parse(execFileSync(process.execPath, [program, file.path], { encoding: 'utf8' }))
    row([file.name, sizes.chunks, sizes.lines, sizes.summaryBytes / sizes.chunks / KB, sizes.largestSummaryBytes / KB, sizes.columnsBytes / sizes.lines, sizes.mergedBytes / KB, sizes.modelBytes / KB])
  }
}

/** `npm start` on a bare clone, in turns with another commit where one is given. */
async function benchStart({ before }: Options) {
  const commits = [...(before === null ? [] : [before]), 'HEAD']
  table(['cold npm start', 'installed s', 'page s', 'core-seconds', ...(before === null ? [] : ['page ÷ before', 'core-seconds ÷ before'])])
  for (let turn = 0; turn < START_TURNS; turn++) {
    const runs: ColdStart[] = []
    for (const commit of commits) {
      const run = await coldStart(commit)
      runs.push(run)
      const ratios = runs.length < 2 ? [null, null] : [times(run.seconds / runs[0].seconds, 2), times(run.coreSeconds / runs[0].coreSeconds, 2)]
      row([commit, ...seconds(run.installSeconds, run.seconds, run.coreSeconds), ...(before === null ? [] : ratios)])
    }
  }
}

function shares(what: string, cores: Map<string, number>, gigabytes: number) {
  const all = [...cores.values()].reduce((sum, value) => sum + value, 0)
  table([`core-seconds ${what}`, 's', 'share', 's/GB'])
  for (const [name, value] of cores) row([name, ...seconds(value), `${Math.round(value / all * 100)} %`, ...seconds(value / gigabytes)])
}

/** Other tools on the same files, where they are installed. */
async function benchOthers(options: Options) {
  table(['other tools, MB/s', 'wc -l', 'logdelta templates', 'Drain3 (first 20 MB)'])
  for (const file of files(options, 256 * MB)) {
    const logdelta = logdeltaSeconds(file)
    row([file.name, file.sizeBytes / MB / wcSeconds(file), logdelta === null ? null : file.sizeBytes / MB / logdelta, drain3Speed(file)])
  }
}

/** The program as the build bundles the engine: what runs the sources as they are slows them down. */
async function bundled(name: string): Promise<string> {
  const outfile = join(import.meta.dirname, '../../.cache/bench', name.replace(/ts$/, 'mjs'))
  await build({ entryPoints: [join(import.meta.dirname, name)], outfile, bundle: true, platform: 'node', format: 'esm', target: 'node20', logLevel: 'warning' })
  return outfile
}

function* files({ data, sizeBytes }: Options, usualBytes: number): Generator<BenchFile> {
  for (const kind of ['shop', ...BENCHMARK_KINDS] as const) yield generated(kind, sizeBytes ?? usualBytes)
  if (data !== null) yield* grown(data, sizeBytes ?? usualBytes)
}

function quantile(sorted: readonly number[], share: number): number | null {
  return sorted.length === 0 ? null : sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
}

function seconds(...values: number[]): string[] {
  return values.map(value => value.toFixed(2))
}

function times(ratio: number, digits = 1): string {
  return ratio.toFixed(digits) + ' ×'
}

function table(columns: string[]) {
  print(`\n| ${columns.join(' | ')} |\n|${columns.map((_, index) => (index === 0 ? ' --- |' : ' ---: |')).join('')}`)
}

function row(cells: (string | number | null)[]) {
  print(`| ${cells.map(cell => (cell === null ? '–' : typeof cell === 'string' ? cell : !Number.isInteger(cell) && cell < 10 ? cell.toFixed(1) : Math.round(cell).toLocaleString('en'))).join(' | ')} |`)
}

function print(text: string) {
  process.stdout.write(text + '\n')
}
