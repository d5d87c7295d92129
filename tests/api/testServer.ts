import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MongoClient } from 'mongodb'
import postgres from 'postgres'
import { freePort } from '../../scripts/freePort.mjs'
import { poll } from '../poll'
import { freshDatabases, type Servers } from '../servers'
import type { Stores } from '../stores'

const STORES: Stores = process.env.TEST_STORES === 'servers' ? 'servers' : 'embedded'
const ENTRY = process.env.LOGRARO_ENTRY ?? join(import.meta.dirname, '../../.output/server/index.mjs')
/** The first start of all makes the tables. */
const START_MS = 90_000
/** A task that a dead worker held is given to another after nine seconds. */
const DEATH_MS = 60_000

type Env = Record<string, string>

/** Whether the servers under test run on real stores; tests/stores.ts says which files do. */
export const onServers = STORES === 'servers'

/** The databases that stand for a data folder where the suite runs on servers. */
const databases = new Map<string, Awaited<ReturnType<typeof freshDatabases>>>()

async function databasesOf(dataDir: string, stores: Stores): Promise<Partial<Servers>> {
  if (stores === 'embedded') return {}
  const known = databases.get(dataDir) ?? await freshDatabases()
  databases.set(dataDir, known)
  const { MONGODB_URI, POSTGRES_DSN, REDIS_URL } = known
  return { MONGODB_URI, POSTGRES_DSN, REDIS_URL }
}

export interface TestServer {
  url: string
  port: number
  dataDir: string
  pid: number
  /** What it has written to stdout and stderr. */
  output(): string
  hasEnded(): boolean
  /** Reads its output no more, as where the other end of a pipe is gone. */
  closeOutput(): void
  /** Kills it at once and waits until it is gone. */
  kill(): Promise<void>
  /** Ends it politely; the exit code. */
  end(): Promise<number | null>
  /** Ends it and removes its data. */
  dispose(): Promise<void>
}

/** The built server with a data folder of its own, or the one given, on a free port unless one is given. */
export async function startServer(env: Env = {}, dataDir = newDataDir(), { program = ENTRY, stores = STORES }: { program?: string, stores?: Stores } = {}): Promise<TestServer> {
  const port = env.PORT === undefined ? await freePort() : Number(env.PORT)
  const { child, output } = launch({ PORT: String(port), DATA_DIR: dataDir, MIN_FREE_BYTES: '1MiB', ...await databasesOf(dataDir, stores), ...env }, program)
  const url = `http://127.0.0.1:${port}`
  const isReady = () => fetch(url + '/api/health/ready').then(answer => answer.ok, () => false)
  const isUp = await poll(async () => hasEnded(child) ? null : isReady(), isReady => isReady !== false, { withinMs: START_MS })
  if (!isUp) throw new Error(`the server did not start: ${output()}`)
  const gone = async (signal: NodeJS.Signals) => {
    if (!hasEnded(child)) {
      child.kill(signal)
      await once(child, 'exit')
    }
    return child.exitCode
  }
  return {
    url,
    port,
    dataDir,
    pid: child.pid ?? 0,
    output,
    hasEnded: () => hasEnded(child),
    closeOutput() {
      child.stdout?.destroy()
      child.stderr?.destroy()
    },
    async kill() { await gone('SIGKILL') },
    end: () => gone('SIGTERM'),
    async dispose() {
      await gone('SIGKILL')
      rmSync(dataDir, { recursive: true, force: true })
      await databases.get(dataDir)?.drop()
      databases.delete(dataDir)
    },
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

/** Starts what should refuse to: its exit code and what it said on stderr. */
export async function startRefused(env: Env): Promise<{ code: number | null, stderr: string }> {
  const { child, errors } = launch({ ...env.DATA_DIR !== undefined && databases.has(env.DATA_DIR) ? await databasesOf(env.DATA_DIR, STORES) : {}, ...env })
  const timer = setTimeout(() => child.kill('SIGKILL'), 30_000)
  await once(child, 'exit')
  clearTimeout(timer)
  return { code: child.exitCode, stderr: errors() }
}

/** Loads tests/dyingAt.mjs, which says what the rest of the environment may name. */
export const DYING = { NODE_OPTIONS: `--import=${new URL('../dyingAt.mjs', import.meta.url).href}` }

/** Runs the server, or a worker, until it dies at this point (DIE_AFTER of tests/dyingAt.mjs). @throws Error if it ends in another way, or not at all */
export async function startDying(point: string, env: Env, dataDir = newDataDir()): Promise<void> {
  const { child, output } = launch({ PORT: String(await freePort()), DATA_DIR: dataDir, MIN_FREE_BYTES: '1MiB', ...await databasesOf(dataDir, STORES), ...env, ...DYING, DIE_AFTER: point })
  const deadline = setTimeout(() => child.kill('SIGTERM'), DEATH_MS)
  await once(child, 'exit')
  clearTimeout(deadline)
  if (child.signalCode !== 'SIGKILL') throw new Error(`it did not die after "${point}": ${output()}`)
}

/** Removed with the process of the tests, if not by the test. */
export function newDataDir(): string {
  const dataDir = mkdtempSync(join(tmpdir(), 'lograro-api-'))
  process.once('exit', () => rmSync(dataDir, { recursive: true, force: true }))
  return dataDir
}

/** What is kept of chunks and results that holds this text: files, or documents of the database. */
export async function storedWith(dataDir: string, text: string): Promise<string[]> {
  const known = databases.get(dataDir)
  if (known) return documentsWith(known.MONGODB_URI, text)
  return readdirSync(dataDir, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && !entry.parentPath.includes(`${dataDir}/pg`))
    .map(entry => join(entry.parentPath, entry.name))
    .filter(path => holds(path, text))
}

/** What is being removed may be gone by now. */
function holds(path: string, text: string): boolean {
  try {
    return readFileSync(path).includes(text)
  }
  catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false
    throw error
  }
}

async function documentsWith(uri: string, text: string): Promise<string[]> {
  const client = await MongoClient.connect(uri, { promoteBuffers: true })
  const found: string[] = []
  for (const name of ['chunks', 'results']) {
    for await (const document of client.db().collection(name).find()) {
      if (Object.values(document).some(value => Buffer.isBuffer(value) ? value.includes(text) : JSON.stringify(value)?.includes(text))) found.push(`${name} ${String(document._id)}`)
    }
  }
  await client.close()
  return found
}

/** The greatest resident memory since the start, in MB. */
export function peakMb(pid: number): number {
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024 / 1e6
}

/** Resident memory now, in MB. */
export function residentMb(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4096 / 1e6
}

/** Takes the tables away: the folder of the database, or all that is in it where the suite runs on servers. */
export async function loseTables(dataDir: string): Promise<void> {
  const known = databases.get(dataDir)
  if (!known) return rmSync(join(dataDir, 'pg'), { recursive: true })
  const client = postgres(known.POSTGRES_DSN, { max: 1, onnotice: () => undefined })
  await client.unsafe('drop schema public cascade; drop schema drizzle cascade; create schema public')
  await client.end()
}

/** Runs the built server on the data as one that repairs, and waits until it has ended. */
export async function runRepair(dataDir: string, ...args: string[]): Promise<{ code: number | null, output: string }> {
  const { child, output } = launch({ ROLE: 'repair', DATA_DIR: dataDir, ...await databasesOf(dataDir, STORES) }, ENTRY, args)
  await once(child, 'close')
  return { code: child.exitCode, output: output() }
}

function launch(env: Env, program = ENTRY, args: string[] = []): { child: ChildProcess, output: () => string, errors: () => string } {
  if (!existsSync(ENTRY)) throw new Error('there is no build: run `npm run build` first')
  const inherited = { PATH: process.env.PATH, HOME: process.env.HOME, TMPDIR: process.env.TMPDIR }
  const child = spawn(process.execPath, [program, ...args], { env: { ...inherited, NODE_ENV: 'production', ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  let errors = ''
  child.stdout?.on('data', data => output += data)
  child.stderr?.on('data', (data) => {
    output += data
    errors += data
  })
  return { child, output: () => output, errors: () => errors }
}
