// Runs in server mode: processes of ours on databases of their own, on real servers that this program starts or was given.
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { get, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import postgres from 'postgres'
import { givenAddresses, startServices } from '../../scripts/services.mjs'
import { FORM_TYPE, formEnd, formHead, OpenRequest, postFile, statusOf, until, untilEnded } from '../api/client'
import { shopLog } from '../api/logs'
import { freshDatabases } from '../servers'
import { coreSeconds, launch, residentMb, type BenchServer } from './benchServer'
import type { BenchFile } from './files'
import { runJob } from './runJob'

const HOUR_MS = 3_600_000
/** After `ready`, until all that loads late is loaded. */
const SETTLE_MS = 1500
/** A megabyte a second. */
const [PIECE_BYTES, PIECE_PAUSE_MS] = [256_000, 250]
/** So many ask at once that asking more often would be most of the work. */
const SMALL_JOB_POLL_MS = 500
/** Of the chunks that are learnt while workers start and compile: left out of the rate. */
const WARM_SHARE = 0.25
/** A turn of a worker that is held; chosen: long against what a system does between threads, short against a chunk's way. */
const HOLD_MS = 50
const STORES = { PostgreSQL: /postgres/, Redis: /redis-server/, MongoDB: /mongod\b/, 'MongoDB\'s substitute': /secantusd/ }

export interface Fleet {
  start(role: 'web' | 'worker' | 'all', env?: Record<string, string>): Promise<BenchServer>
  /** Core-seconds since the last call, of our processes and of each store. */
  takeCoreSeconds(): Map<string, number>
  postgresDsn: string
}

/** Runs on servers that were given, or on such as are started for it. */
export async function withServers<T>(run: () => Promise<T>): Promise<T> {
  const services = givenAddresses() ? null : await startServices()
  for (const [variable, address] of Object.entries(services?.addresses ?? {})) process.env[`TEST_${variable}`] = address
  try {
    return await run()
  }
  finally {
    await services?.end()
  }
}

/** Runs with processes on empty databases. */
export async function withFleet<T>(run: (fleet: Fleet) => Promise<T>): Promise<T> {
  const { drop, ...addresses } = await freshDatabases(givenAddresses())
  const dataDir = mkdtempSync(join(tmpdir(), 'lograro-bench-'))
  const roles = new Map<number, string>()
  const started: BenchServer[] = []
  const nameOf = (pid: number, command: string) => roles.get(pid) ?? Object.entries(STORES).find(([, pattern]) => pattern.test(command))?.[0] ?? null
  let before = coreSeconds(process.pid, nameOf)
  try {
    return await run({
      postgresDsn: addresses.POSTGRES_DSN,
      async start(role, env = {}) {
        const server = await launch(dataDir, { ...addresses, ROLE: role, ...env })
        roles.set(server.pid, role)
        started.push(server)
        return server
      },
      takeCoreSeconds() {
        const now = coreSeconds(process.pid, nameOf)
        const spent = new Map([...now].map(([name, seconds]) => [name, seconds - (before.get(name) ?? 0)]))
        before = now
        return spent
      },
    })
  }
  finally {
    for (const server of started) await server.stop()
    await drop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** The embedded server's first start on a new data folder and the second on the same: milliseconds to `ready`, and peak memory. */
export async function measureStarts(): Promise<{ name: string, readyMs: number, peakMb: number }[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'lograro-bench-'))
  const starts = []
  for (const name of ['first', 'second']) {
    const begunMs = performance.now()
    const server = await launch(dataDir)
    const readyMs = performance.now() - begunMs
    await wait(SETTLE_MS)
    starts.push({ name, readyMs, peakMb: server.takePeakMb() })
    await server.stop()
  }
  rmSync(dataDir, { recursive: true, force: true })
  return starts
}

/** One job on a web process and a worker. */
export function measureServerJob(file: BenchFile) {
  return withFleet(async (fleet) => {
    const web = await fleet.start('web')
    await fleet.start('worker')
    fleet.takeCoreSeconds()
    const run = await runJob(web.url, file, { isKept: true })
    return { run, cores: fleet.takeCoreSeconds() }
  })
}

/** Listeners on one job that is uploaded slowly: memory of each in the process they listen to, and times from commit to arrival, sorted. */
export function measureListeners(listeners: number) {
  return withFleet(async (fleet) => {
    const [web, receiver] = [await fleet.start('web'), await fleet.start('web', { CHUNK_SIZE: '256KiB' })]
    await fleet.start('worker')
    await untilEnded(web, await postedJob(receiver.url, shopLog(100_000))) // so that all that loads late is loaded
    const jobId = randomUUID()
    const log = Buffer.from(shopLog(6_000_000))
    const post = OpenRequest.post(`${receiver.url}/api/v2/process?job_id=${jobId}`, FORM_TYPE)
    await post.write(formHead('app.log'))
    await post.write(log.subarray(0, 1000))
    await until(web, jobId, () => true)
    const idleMb = residentMb(web.pid)
    const arrivals: [number, number][] = []
    const ended = await Promise.all(Array.from({ length: listeners }, () => listen(web.url, jobId, arrivals)))
    let peakMb = 0
    const sampling = setInterval(() => peakMb = Math.max(peakMb, residentMb(web.pid)), 100)
    for (let at = 1000; at < log.length; at += PIECE_BYTES) {
      await post.write(log.subarray(at, at + PIECE_BYTES))
      await wait(PIECE_PAUSE_MS)
    }
    await post.end(formEnd())
    await untilEnded(web, jobId, HOUR_MS)
    await Promise.all(ended.map(one => one.end))
    clearInterval(sampling)
    const committed = new Map((await withSql(fleet, sql => sql`select sequence, extract(epoch from created_at)::float * 1000 as at_ms from processing_stats where job_id = ${jobId}`)).map(row => [Number(row.sequence), Number(row.at_ms)]))
    const latestOpenMs = Math.max(...ended.map(one => one.openMs))
    // What was committed before all listened was replayed to them, and says nothing of the delay.
    const delays = arrivals.flatMap(([sequence, atMs]) => (committed.get(sequence) ?? 0) > latestOpenMs ? [atMs - (committed.get(sequence) ?? 0)] : [])
    return { kbEach: (peakMb - idleMb) * 1000 / listeners, delays: delays.sort((a, b) => a - b) }
  })
}

/** Small jobs sent at once: how many completed, and times from the post to the end, sorted. */
export function measureSmallJobs(count: number) {
  return withFleet(async (fleet) => {
    const web = await fleet.start('web')
    await fleet.start('worker')
    const jobs = await Promise.all(Array.from({ length: count }, async (_, seed) => {
      const begunMs = performance.now()
      const jobId = await postedJob(web.url, shopLog(100_000, seed))
      for (;;) {
        const { status } = await statusOf(web, jobId)
        if (status !== 'pending' && status !== 'processing') return { status, tookMs: performance.now() - begunMs }
        await wait(SMALL_JOB_POLL_MS)
      }
    }))
    return { completed: jobs.filter(({ status }) => status === 'completed').length, tookMs: jobs.map(({ tookMs }) => tookMs).sort((a, b) => a - b) }
  })
}

/**
 * Chunks of 4 MiB learnt a second by so many workers of one thread, all chunks being stored before the first begins. Workers that are
 * held run for this share of the time only, so that several fit the cores that there are.
 */
export function measureScaling(workers: number, jobs: number, chunksEach: number, share = 1) {
  return withFleet(async (fleet) => {
    const web = await fleet.start('web', { CHUNK_SIZE: '4MiB' })
    const log = shopLog(chunksEach * 4 * 1024 * 1024)
    for (let job = 0; job < jobs; job++) await postedJob(web.url, log)
    fleet.takeCoreSeconds()
    const started = await Promise.all(Array.from({ length: workers }, () => fleet.start('worker', { WORKERS: '1' })))
    const release = share < 1 ? started.map(({ pid }) => hold(pid, share)) : []
    const learnt = await untilLearnt(fleet)
    for (const letGo of release) letGo()
    return { ...learnt, gigabytes: jobs * log.length / 1e9, cores: fleet.takeCoreSeconds() }
  })
}

/** Stops and continues a process again and again. @returns what ends that. */
function hold(pid: number, share: number): () => void {
  let timer: NodeJS.Timeout
  const stop = () => {
    process.kill(pid, 'SIGSTOP')
    timer = setTimeout(go, HOLD_MS * (1 - share))
  }
  const go = () => {
    process.kill(pid, 'SIGCONT')
    timer = setTimeout(stop, HOLD_MS * share)
  }
  go()
  return () => {
    clearTimeout(timer)
    process.kill(pid, 'SIGCONT')
  }
}

async function untilLearnt(fleet: Fleet): Promise<{ chunks: number, perSecond: number }> {
  for (;;) {
    const [{ left }] = await withSql(fleet, sql => sql`select coalesce(sum(total_chunks - chunks_processed), 0)::int as left from processing_jobs`)
    if (Number(left) === 0) break
    await wait(200)
  }
  const committedMs = (await withSql(fleet, sql => sql`select extract(epoch from created_at)::float * 1000 as at_ms from processing_stats where phase = 'learn'`)).map(row => Number(row.at_ms)).sort((a, b) => a - b)
  const warm = Math.floor(committedMs.length * WARM_SHARE)
  const seconds = ((committedMs.at(-1) ?? 0) - (committedMs[warm] ?? 0)) / 1000
  return { chunks: committedMs.length, perSecond: (committedMs.length - 1 - warm) / seconds }
}

async function postedJob(url: string, log: string): Promise<string> {
  const jobId = randomUUID()
  const answer = await postFile({ url }, 'app.log', log, `?job_id=${jobId}`)
  if (answer.status !== 202) throw new Error(`202 wanted, got ${answer.status} ${answer.body}`)
  return jobId
}

/** Notes the sequence and the time of each chunk's event; `end` resolves at the end of the stream. */
async function listen(url: string, jobId: string, arrivals: [number, number][]): Promise<{ openMs: number, end: Promise<unknown> }> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    get(`${url}/api/v2/results/${jobId}/stream`, { agent: false }, resolve).on('error', reject)
  })
  if (answer.statusCode !== 200) throw new Error(`the stream answered ${answer.statusCode}`)
  answer.setEncoding('latin1').on('data', (text: string) => {
    const atMs = Date.now()
    for (const [, sequence] of text.matchAll(/^id: (\d+)/gm)) arrivals.push([Number(sequence), atMs])
  })
  return { openMs: Date.now(), end: once(answer, 'close') }
}

async function withSql<T>(fleet: Fleet, ask: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(fleet.postgresDsn, { max: 1 })
  try {
    return await ask(sql)
  }
  finally {
    await sql.end()
  }
}
