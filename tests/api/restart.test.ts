import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { letPass } from '../letPass'
import { isLong } from '../stores'
import { analyse, FORM_TYPE, formHead, OpenRequest, postFile, settledResults, statusOf, until, untilEnded } from './client'
import { plainLog, shopLog } from './logs'
import { DYING, newDataDir, startDying, startServer, storedWith, type TestServer } from './testServer'

/** Deaths in a row, each with a start; all of them in the long run. */
const AT_MOST = 2
const ENV = { CHUNK_SIZE: '64KiB', WORKERS: '2' }

test('I8 a process that dies at any point of a job loses nothing, and the results are equal to the last digit', async () => {
  const log = shopLog(2_000_000, 8) // some twenty chunks: above 64 an upload is slowed until some are learnt
  const dataDir = newDataDir()
  let server = await startServer({ ...ENV, ...DYING, HOLD_BACK: 'learn' }, dataDir)
  const heldBack = async (task: string) => {
    server = await startServer({ ...ENV, ...DYING, HOLD_BACK: task }, dataDir)
  }
  const diesAfter = async (...points: string[]) => {
    await server.kill()
    for (const point of isLong ? points : points.slice(-AT_MOST)) await startDying(point, ENV, dataDir)
  }
  try {
    const jobId = randomUUID()
    expect((await postFile(server, 'a.log', log, `?job_id=${jobId}`)).status).toBe(202)
    const { total_chunks: chunks } = await statusOf(server, jobId)
    expect(await statusOf(server, jobId)).toMatchObject({ status: 'processing', phase: 'learn', chunks_processed: 0 })
    await diesAfter('learn 5 10', 'learn 9 40', 'learn 1 0', 'learn 2 3')

    await heldBack('build')
    const learnt = await until(server, jobId, job => job.chunks_processed === chunks)
    await diesAfter('merge 1 0', 'build 1 0', 'score 1 0', 'build 1 3', 'score 2 6')

    await heldBack('decide')
    const scored = await until(server, jobId, job => job.phase === 'finish')
    expect(scored.progress).toBeGreaterThanOrEqual(learnt.progress)
    await diesAfter('render 1 1', 'templates 1 2', 'decide 1 0', 'templates 1 6')

    server = await startServer(ENV, dataDir)
    expect((await statusOf(server, jobId)).progress).toBeGreaterThanOrEqual(scored.progress)
    expect(await untilEnded(server, jobId)).toMatchObject({ status: 'completed', error_message: null })
    const undisturbed = await settledResults(server, (await analyse(server, log)).job_id)
    expect(undisturbed.findings.length).toBeGreaterThan(5)
    expect(await settledResults(server, jobId)).toEqual(undisturbed)
  }
  finally {
    await server.dispose()
  }
}, 300_000)

// The same by hope: twenty kills of a longer job, at moments that no one has chosen.
if (isLong) test('I8 a process killed at any moment loses no job that was answered 202, and the results are equal to the last digit', async () => {
  const log = shopLog(6_000_000, 8)
  const dataDir = newDataDir()
  let server = await startServer(ENV, dataDir)
  try {
    const undisturbed = await settledResults(server, (await analyse(server, log)).job_id)
    const phases = new Set<string>()
    for (let kills = 0; kills < 20;) {
      const jobId = randomUUID()
      expect((await postFile(server, 'a.log', log, `?job_id=${jobId}`)).status).toBe(202)
      for (let i = 0; i < 2; i++) {
        await letPass(Math.random() * 600, 'any moment is meant')
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
