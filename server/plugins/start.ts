import { setMaxListeners } from 'node:events'
import { createInterface } from 'node:readline/promises'
import { defineNitroPlugin } from 'nitropack/runtime'
import { sayError } from '#wording/notes/errors'
import { DataFolderRefused } from '../adapters/documents/folderLock'
import { openBackends, openForRepair } from '../backends'
import { openCompute, type Compute } from '../compute/compute'
import { findThreadFile } from '../compute/threadFile'
import { AddressRefused, requireAddress } from '../http/address'
import { openTus, type Tus } from '../http/resumable'
import { hostRule } from '../http/sameHost'
import { planRepair } from '../jobs/keeping/repair'
import { sweepUnnamed } from '../jobs/keeping/sweepUnnamed'
import { takeUp } from '../jobs/keeping/takeUp'
import { errorText, logEvent } from '../jobs/log'
import { runTask } from '../jobs/working/runTask'
import { newJobId } from '../jobs/receiving/jobId'
import { openResumableUploads, type ResumableUploads } from '../jobs/receiving/resumableUploads'
import { sweepJobs } from '../jobs/working/sweep'
import type { Backends } from '../ports/backends'
import { readSettings, type Settings } from '../settings'

const SWEEP_MS = 2000
const ORPHANS_MS = 60_000
/** Chosen: an operator's tools end a process that takes longer than half a minute. */
const DRAIN_MS = 20_000
const PATIENCE_MS = 3000
const AGAIN_MS = 200

/** What this process runs on: made at start, given to every request in its context. */
export interface Running {
  settings: Settings
  backends: Backends
  compute: Compute
  /** Answers requests of uploads that can be resumed. */
  tus: Tus
  /** Aborts when the process is asked to end: streams and uploads end then. */
  stopping: AbortSignal
  isOurHost(hostname: string): boolean
  /** Ends streams and uploads, and takes no more tasks. */
  beginStop(): void
  /** Waits for tasks in work, then closes everything. */
  stop(): Promise<void>
}

declare module 'h3' {
  interface H3EventContext { running: Running }
}
declare module 'nitropack' {
  interface NitroApp { running?: Running }
}

// Who reads the log may go away, and the server goes on. An error of its pipe that nobody heard would be logged, and so on for ever.
for (const log of [process.stdout, process.stderr]) log.on('error', () => undefined)

// Awaited while the module is loaded: Nitro does not wait for a plugin, and would listen before the stores are there.
const running = import.meta.prerender ? null : await startOrExit()

export default defineNitroPlugin((nitroApp) => {
  if (!running) return
  nitroApp.running = running
  nitroApp.hooks.hook('request', (event) => {
    event.context.running = running
    // Node ends any request after 300 s; an upload may take longer, readUpload guards against stalled ones.
    const server = 'server' in event.node.req.socket ? event.node.req.socket.server : null
    if (server instanceof Object && 'requestTimeout' in server) server.requestTimeout = 0
  })
  nitroApp.hooks.hook('error', (error, { event }) => {
    logEvent('request failed', { path: event?.path.split('?')[0], error: error.stack ?? errorText(error) })
  })
  // Nitro's own handler then waits for connections to end, which streams would hold open.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => running.beginStop())
  nitroApp.hooks.hook('close', () => running.stop().catch(error => logEvent('stop failed', { error: errorText(error) })))
})

async function startOrExit(): Promise<Running> {
  try {
    const settings = readSettings(process.env)
    if (settings.role === 'repair') return process.exit(await repair(settings))
    const started = await start(settings)
    // Nitro listens on every address unless it is told otherwise.
    process.env.NITRO_HOST = started.settings.host
    process.env.NITRO_PORT = String(started.settings.port)
    return started
  }
  catch (error) {
    process.stderr.write(`Lograro can't start: ${sayError(error)}\n`)
    process.exit(1)
  }
}

/** Says what a repair would do, asks, and does it. @returns the exit code: 0 also where nothing was to be done */
async function repair(settings: Settings): Promise<number> {
  const say = (text: string) => process.stdout.write(`${text}\n`)
  const stores = await openForRepair(settings)
  try {
    const plan = await planRepair(stores, Date.now())
    for (const sentence of plan.sentences) say(sentence)
    if (!plan.isNeeded) {
      say('Tables and logs fit: there is nothing to repair.')
      return 0
    }
    if (!process.argv.includes('--yes') && !await isAnsweredYes('Do this? No log is removed. Every other process of Lograro must have ended. [y/N] ')) {
      say('Nothing was changed.')
      return 1
    }
    for (const sentence of await plan.carryOut()) say(sentence)
    say('Repaired.')
    return 0
  }
  finally {
    await stores.close()
  }
}

/** False where nobody is there to answer. */
async function isAnsweredYes(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) {
    process.stdout.write('Nobody can be asked here: add --yes.\n')
    return false
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await terminal.question(question)
  terminal.close()
  return /^y(?:es)?$/i.test(answer.trim())
}

/** Opens the stores, starts the threads, the loop that takes tasks off the queue, and the sweep. @throws why it can't. */
async function start(settings: Settings): Promise<Running> {
  await patiently(() => requireAddress(settings.host, settings.port))
  const threadFile = findThreadFile()
  const backends = await patiently(() => openBackends(settings))
  await takeUp(backends, settings.workers).catch(async (error: unknown) => {
    await backends.close()
    throw error
  })
  const compute = openCompute(settings.workers, threadFile)
  const ending = new AbortController()
  setMaxListeners(0, ending.signal) // each upload listens
  const uploads = await openResumableUploads(backends, settings)
  const endWork = startWork(backends, compute, settings, uploads)
  ending.signal.addEventListener('abort', () => void uploads.suspend(), { once: true })
  logEvent('started', { role: settings.role, workers: settings.workers, stores: settings.servers ? 'servers' : settings.dataDir })
  return {
    settings,
    backends,
    compute,
    tus: openTus(uploads, { ...settings, newJobId }),
    stopping: ending.signal,
    isOurHost: hostRule(settings.allowedHosts),
    beginStop() {
      ending.abort()
      void endWork()
    },
    async stop() {
      ending.abort()
      const ended = endWork()
      await uploads.suspend()
      // What is cut short in the data folder is taken up at the next start; tasks of shared stores would wait for their lock to end.
      if (settings.servers) await Promise.race([ended, new Promise(resolve => setTimeout(resolve, DRAIN_MS).unref())])
      await compute.close()
      await ended
      await backends.close()
      logEvent('stopped')
    },
  }
}

/** Whoever was killed a moment ago holds address and folder until its parent has noticed, whoever stops until it is done: so tries for a while. */
async function patiently<T>(open: () => Promise<T>): Promise<T> {
  for (const until = Date.now() + PATIENCE_MS; ;) {
    try {
      return await open()
    }
    catch (error) {
      if (!(error instanceof DataFolderRefused || error instanceof AddressRefused) || Date.now() > until) throw error
      await new Promise(resolve => setTimeout(resolve, AGAIN_MS))
    }
  }
}

/** @returns what ends it: no new tasks from then on, resolves when those in work are done. */
function startWork(backends: Backends, compute: Compute, settings: Settings, uploads: ResumableUploads): () => Promise<void> {
  const endLoop = settings.role === 'web'
    ? async () => undefined
    : backends.queue.consume(tasksAtOnce(settings), (attempt, signal) => runTask(backends, compute, attempt, signal))
  const timers = [
    every(SWEEP_MS, () => sweepJobs(backends, settings.workers)),
    every(ORPHANS_MS, () => sweepUnnamed(backends)),
    every(ORPHANS_MS, () => uploads.sweep()),
  ]
  let ended: Promise<void> | null = null
  return () => {
    for (const timer of timers) clearInterval(timer)
    ended ??= endLoop()
    return ended
  }
}

/** Embedded, all that wait may be in work: they wait for their common commits. On shared stores the others have their part. */
function tasksAtOnce({ workers, servers }: Settings): number {
  return servers ? 4 * workers : 16 * workers
}

/** Runs again and again, never two at once. */
function every(ms: number, work: () => Promise<void>): NodeJS.Timeout {
  let isUnderWay = false
  return setInterval(() => {
    if (isUnderWay) return
    isUnderWay = true
    void work().finally(() => isUnderWay = false)
  }, ms)
}
