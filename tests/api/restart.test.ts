import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { analyse, FORM_TYPE, formHead, OpenRequest, postFile, settledResults, statusOf, until, untilEnded } from './client'
import { plainLog, shopLog } from './logs'
import { storedWith, newDataDir, onServers, startServer, type TestServer } from './testServer'

/** On servers the fault suite kills more, and the substitute for MongoDB takes ten times as long: fewer kills of as long a job. */
const [KILLS, LOG_BYTES] = onServers ? [10, 2_000_000] : [20, 6_000_000]
const ENV = { CHUNK_SIZE: '64KiB', WORKERS: '2' }

test('I8 a process killed at any moment loses no job that was answered 202, and the results are equal to the last digit', async () => {
  const log = shopLog(LOG_BYTES, 8)
  const dataDir = newDataDir()
  let server = await startServer(ENV, dataDir)
  try {
    const undisturbed = await settledResults(server, (await analyse(server, log)).job_id)
    expect(undisturbed.findings.length).toBeGreaterThan(5)
    const phases = new Set<string>()
    for (let kills = 0; kills < KILLS;) {
      const jobId = randomUUID()
      expect((await postFile(server, 'a.log', log, `?job_id=${jobId}`)).status).toBe(202)
      for (let i = 0; i < 2; i++) {
        await wait(Math.random() * 600)
        const before = await statusOf(server, jobId)
        await server.kill()
        kills++
        if (before.status === 'processing') phases.add(before.phase)
        server = await startServer(ENV, dataDir)
        expect((await statusOf(server, jobId)).progress).toBeGreaterThanOrEqual(before.progress)
      }
      expect(await untilEnded(server, jobId)).toMatchObject({ status: 'completed', error_message: null })
      expect(await settledResults(server, jobId)).toEqual(undisturbed)
    }
    expect(phases.size).toBeGreaterThan(0)
  }
  finally {
    await server.dispose()
  }
}, 600_000)

test('a server killed during an upload: the job has failed within 15 s of the start, without bytes', async () => {
  const dataDir = newDataDir()
  let server: TestServer = await startServer(ENV, dataDir)
  try {
    const jobId = randomUUID()
    const post = OpenRequest.post(`${server.url}/api/v2/process?job_id=${jobId}`, FORM_TYPE)
    await post.write(formHead('a.log'))
    await post.write(plainLog(20_000))
    await until(server, jobId, job => job.chunks_processed > 2)
    await server.kill()
    server = await startServer(ENV, dataDir)
    expect((await untilEnded(server, jobId, 15_000)).status).toBe('failed')
    await expect.poll(() => storedWith(dataDir, 'pick: order'), { timeout: 3000 }).toEqual([])
  }
  finally {
    await server.dispose()
  }
})
