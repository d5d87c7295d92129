import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openBackends } from '../../../../server/backends'
import { openCompute, type Compute } from '../../../../server/compute/compute'
import { receiveJob, type Upload } from '../../../../server/jobs/receiving/receiveJob'
import type { ReceiveSettings } from '../../../../server/jobs/receiving/jobWriter'
import { runTask } from '../../../../server/jobs/working/runTask'
import type { Backends } from '../../../../server/ports/backends'
import type { Job } from '../../../../server/ports/jobStore'
import { TEST_THREAD } from '../../../globalSetup/bundleThread'
import { placeTables } from '../../../globalSetup/prepareDatabase'
import { poll } from '../../../poll'

export const SETTINGS: ReceiveSettings = { chunkSizeBytes: 64 * 1024, maxLineBytes: 1024 * 1024, minFreeBytes: 0, maxExpandedBytes: 2 ** 33, workers: 2 }

export interface Given {
  backends: Backends
  compute: Compute
  dispose(): Promise<void>
}

/** Embedded backends in a folder of their own, and compute threads. */
export async function givenServer(): Promise<Given> {
  const dataDir = mkdtempSync(join(tmpdir(), 'lograro-jobs-'))
  placeTables(dataDir)
  const backends = await openBackends({ dataDir })
  const compute = openCompute(2, TEST_THREAD)
  return {
    backends,
    compute,
    async dispose() {
      await compute.close()
      await backends.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** An upload from memory, in pieces. */
export function uploadOf(text: string | Uint8Array, more: Partial<Upload> = {}): Upload {
  let reason: Error | null = null
  async function* pieces() {
    const bytes = Buffer.from(text)
    for (let at = 0; at < bytes.length; at += 50_000) {
      if (reason) throw reason
      yield bytes.subarray(at, at + 50_000)
      await new Promise(resolve => setImmediate(resolve))
    }
    if (reason) throw reason
  }
  return {
    filename: 'a.log',
    expectedSizeBytes: text.length,
    pieces: pieces(),
    isBroken: () => false,
    stop: error => reason = error,
    ...more,
  }
}

/** Receives a log and works on it to the end of the job. */
export async function workThrough(backends: Backends, compute: Compute, text: string | Uint8Array): Promise<Job> {
  const jobId = randomUUID()
  const endLoop = backends.queue.consume(4, (attempt, signal) => runTask(backends, compute, attempt, signal))
  try {
    await receiveJob(backends, uploadOf(text), jobId, SETTINGS)
    return await untilEnded(backends, jobId)
  }
  finally {
    await endLoop()
  }
}

export async function untilEnded(backends: Backends, jobId: string): Promise<Job> {
  const job = await poll(() => backends.jobs.find(jobId), job => job !== null && job.status !== 'pending' && job.status !== 'processing', { withinMs: 30_000 })
  if (!job) throw new Error('there is no job')
  return job
}
