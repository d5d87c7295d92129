import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from '../../scripts/freePort.mjs'

const ENTRY = join(import.meta.dirname, '../../.output/server/index.mjs')
const SAMPLE_EVERY_MS = 100
const PAGE_BYTES = 4096
const TICKS_PER_SECOND = 100

export interface BenchServer {
  url: string
  pid: number
  /** The greatest sum of resident memory over all processes of the server since the last call, in MB. */
  takePeakMb(): number
  stop(): Promise<void>
}

/** The built server, embedded, with a data folder of its own, started a second time: the first start makes the folder. */
export async function startServer(): Promise<BenchServer> {
  if (!existsSync(ENTRY)) throw new Error('there is no build: run `npm run build` first')
  const dataDir = mkdtempSync(join(tmpdir(), 'lograro-bench-'))
  const first = await launch(dataDir)
  await first.stop()
  const server = await launch(dataDir)
  return {
    ...server,
    async stop() {
      await server.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** The built server as it stands, with these settings beside the usual ones. */
export async function launch(dataDir: string, env: Record<string, string> = {}): Promise<BenchServer> {
  const port = await freePort()
  const child = spawn(process.execPath, [ENTRY], {
    env: { ...process.env, NODE_ENV: 'production', HOST: '127.0.0.1', PORT: String(port), DATA_DIR: dataDir, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const url = `http://127.0.0.1:${port}`
  let peak = 0
  const sampling = setInterval(() => {
    peak = Math.max(peak, residentMb(child.pid ?? 0))
  }, SAMPLE_EVERY_MS)
  const ended = once(child, 'exit').finally(() => clearInterval(sampling))
  for (let isReady = false; !isReady;) {
    if (child.exitCode !== null) throw new Error(`the server ended with exit code ${child.exitCode}`)
    await wait(50)
    isReady = await fetch(url + '/api/health/ready').then(answer => answer.ok, () => false)
  }
  return {
    url,
    pid: child.pid ?? 0,
    takePeakMb() {
      const value = peak
      peak = 0
      return value
    },
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** Sum over the process and all below it. */
export function residentMb(root: number): number {
  return processesBelow(root).reduce((sum, pid) => sum + Number(readProc(`/proc/${pid}/statm`)?.split(' ')[1] ?? 0) * PAGE_BYTES / 1e6, 0)
}

/** Core-seconds so far of the processes below one, and of what they have waited for, by a name for each; null leaves one out. */
export function coreSeconds(root: number, nameOf: (pid: number, command: string) => string | null): Map<string, number> {
  const sums = new Map<string, number>()
  for (const pid of processesBelow(root)) {
    const stat = readProc(`/proc/${pid}/stat`)
    const name = nameOf(pid, readProc(`/proc/${pid}/cmdline`)?.replaceAll('\0', ' ') ?? '')
    if (stat === null || name === null) continue
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ').slice(11, 15).reduce((sum, text) => sum + Number(text), 0)
    sums.set(name, (sums.get(name) ?? 0) + ticks / TICKS_PER_SECOND)
  }
  return sums
}

/** The process and all below it. */
function processesBelow(root: number): number[] {
  const children = new Map<number, number[]>()
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? readProc(`/proc/${name}/stat`) : null
    if (stat === null) continue
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
    children.set(parent, [...children.get(parent) ?? [], Number(name)])
  }
  const below = (pid: number): number[] => [pid, ...(children.get(pid) ?? []).flatMap(below)]
  return below(root)
}

/** Null where the process has ended meanwhile. */
function readProc(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  }
  catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) return null
    throw error
  }
}
