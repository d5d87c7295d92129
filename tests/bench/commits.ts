// What the embedded stores cost per chunk, as processor time, nearly all of it in the event loop: npx tsx tests/bench/commits.ts
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openPglite } from '../../server/adapters/relational/openPglite'
import type { Task } from '../../server/ports/workQueue'

const CHUNKS = 1024
const SCORED_PER_TASK = 8
const folder = await mkdtemp(join(tmpdir(), 'lograro-bench-'))
const { jobs, steps, close } = await openPglite(folder)

// The first round warms up.
for (const together of [8, 1, 2, 4, 8, 16]) {
  const jobId = randomUUID()
  await jobs.open({ id: jobId, filename: 'bench.log', expectedSizeBytes: CHUNKS * 2 ** 20, startedAtMs: Date.now(), leaseUntilMs: Date.now() })
  const spent = { receive: 0, begin: 0, learn: 0, score: 0 }
  const timed = async (part: keyof typeof spent, work: () => Promise<unknown>) => {
    const before = process.cpuUsage()
    await work()
    const { user, system } = process.cpuUsage(before)
    spent[part] += (user + system) / 1000
  }
  for (let from = 0; from < CHUNKS; from += together) {
    const tasks = Array.from({ length: together }, (_, index): Task => ({ jobId, phase: 'learn', from: from + index, to: from + index + 1 }))
    await timed('receive', () => jobs.receive(jobId, {
      chunksAdded: together, storedBytesAdded: together * 2 ** 20, linesAdded: together * 10_000, totalSizeBytes: (from + together) * 2 ** 20, leaseUntilMs: Date.now(),
    }))
    await timed('begin', () => steps.begin(tasks))
    await timed('learn', () => Promise.all(tasks.map(task => steps.commit({
      task, attempt: 1, rows: [{ chunkNumber: task.from, processingTimeMs: 7, anomaliesFound: 3 }], learntBytes: 2 ** 20,
    }))))
  }
  await jobs.seal(jobId, { chunksAdded: 0, storedBytesAdded: 0, linesAdded: 0, totalSizeBytes: 0, leaseUntilMs: 0 })
  const settle: Task = { jobId, phase: 'settle', from: -1, to: -1 }
  await steps.begin([settle])
  await steps.commit({ task: settle, attempt: 1, rows: [{ chunkNumber: -1, processingTimeMs: 1, anomaliesFound: 0 }] })
  const runs = Array.from({ length: CHUNKS / SCORED_PER_TASK }, (_, index): Task => ({ jobId, phase: 'score', from: index * SCORED_PER_TASK, to: (index + 1) * SCORED_PER_TASK }))
  for (let from = 0; from < runs.length; from += together) {
    const some = runs.slice(from, from + together)
    await timed('score', async () => {
      await steps.begin(some)
      await Promise.all(some.map(task => steps.commit({
        task, attempt: 1, rows: Array.from({ length: SCORED_PER_TASK }, (_, index) => ({ chunkNumber: task.from + index, processingTimeMs: 1, anomaliesFound: 1 })),
      })))
    })
  }
  const perChunk = Object.entries(spent).map(([part, ms]) => `${part} ${(ms / CHUNKS).toFixed(2)}`)
  const total = Object.values(spent).reduce((sum, ms) => sum + ms, 0) / CHUNKS
  console.log(`${together} together: ${total.toFixed(2)} ms a chunk (${perChunk.join(', ')})`)
}
await close()
await rm(folder, { recursive: true })
