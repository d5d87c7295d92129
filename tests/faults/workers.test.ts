import { expect, test } from 'vitest'
import { analyse, statusOf, until, untilEnded } from '../api/client'
import { DYING } from '../api/testServer'
import { poll } from '../poll'
import { isLong } from '../stores'
import { embeddedResults, expectTidied, expectWhole, openAttempts, tasksInHand, withPostgres } from './fleet'
import { LOG, LONG_LOG, openPost, post, setScene } from './scene'
import { openStall } from './stall'

const scene = setScene()

test('a worker that dies at any point of a job', async () => {
  const web = await scene.fleet.start('web')
  const jobId = await post(web)
  await scene.fleet.dieAfter('learn 1 0', 'learn 2 4', 'learn 3 12', 'learn 5 40', 'build 1 2', 'score 1 0', 'score 2 5', 'templates 1 3')
  if (isLong) await scene.fleet.dieAfter('decide 1 0', 'decide 1 8', 'templates 1 0', 'templates 1 1', 'templates 1 6')
  expect(await statusOf(web, jobId)).toMatchObject({ status: 'processing', phase: 'finish' })
  await scene.fleet.start('worker')
  await expectWhole(scene.fleet, web, jobId, scene.wanted)
})

// The same by hope, in the long run.
if (isLong) test('a worker killed in a chunk, 30 times in one job', async () => {
  const web = await scene.fleet.start('web')
  const upload = await openPost(web, { log: LONG_LOG, sizeBytes: 3_000_000 })
  const { jobId } = upload
  await until(web, jobId, job => job.total_chunks > 5)
  const open = () => openAttempts(scene.fleet.addresses.POSTGRES_DSN, jobId)
  let before = 0
  // What was begun and never counted is told by the tables: a kill between two chunks does not count as one of them.
  for (let kills = 0, starts = 0; kills < 30; starts++) {
    expect(starts).toBeLessThan(60)
    const { chunks_processed: done } = await statusOf(web, jobId)
    const worker = await scene.fleet.start('worker')
    // Every third time it gets somewhere; else it dies among its first tasks.
    if (starts % 3 === 2) await until(web, jobId, job => job.chunks_processed > done || job.phase !== 'learn', 60_000)
    await expect.poll(open, { interval: 5, timeout: 60_000 }).toBeGreaterThan(before)
    await worker.kill()
    const left = await open()
    if (left > before) kills++
    before = left
  }
  expect(await statusOf(web, jobId)).toMatchObject({ status: 'processing', phase: 'learn' })
  await scene.fleet.start('worker')
  expect((await upload.goOn()).status).toBe(202)
  await expectWhole(scene.fleet, web, jobId, await embeddedResults(server => analyse(server, LONG_LOG)))
}, 600_000)

test('a worker frozen past its lock, and woken', async () => {
  const web = await scene.fleet.start('web')
  const jobId = await post(web)
  const frozen = await scene.fleet.start('worker')
  await until(web, jobId, job => job.chunks_processed > 3)
  // With a task in hand: what is about to be frozen may just have ended one.
  await poll(async () => {
    process.kill(frozen.pid, 'SIGSTOP')
    const inHand = await tasksInHand(scene.fleet.addresses.REDIS_URL)
    if (inHand === 0) process.kill(frozen.pid, 'SIGCONT')
    return inHand
  }, inHand => inHand > 0, { withinMs: 30_000 })
  expect(await statusOf(web, jobId)).toMatchObject({ phase: 'learn' })
  await scene.fleet.start('worker')
  // What it had in hand was given to the other: its lock lasts half a minute, and another half may pass until that is seen.
  await until(web, jobId, job => job.phase !== 'learn', 240_000)
  process.kill(frozen.pid, 'SIGCONT')
  await expectWhole(scene.fleet, web, jobId, scene.wanted)
})

test('a worker cut off from PostgreSQL in the middle of a commit: the job is let go of, and so are its tasks', async () => {
  const stall = await openStall(scene.fleet.addresses.POSTGRES_DSN)
  const web = await scene.fleet.start('web')
  const cutOff = await scene.fleet.start('worker', { POSTGRES_DSN: stall.address })
  const jobId = await post(web)
  await stall.begun
  expect(await statusOf(web, jobId)).toMatchObject({ phase: 'learn' })
  await scene.fleet.start('worker')
  await until(web, jobId, job => job.phase !== 'learn', 240_000) // it waits half a minute for each answer, and may take a task again meanwhile
  await cutOff.kill()
  stall.end()
  await expectWhole(scene.fleet, web, jobId, scene.wanted)
})

// What a process dies of is not known: only after many such deaths does the chunk count as the reason. The test tells of most of them.
test.each([['thread', 0], ['process', 37]] as const)('a chunk of which the %s dies each time fails its job with the reason', async (dies, deathsBefore) => {
  const text = 'the chunk with this line is fatal'
  const web = await scene.fleet.start('web')
  const jobId = await post(web, `${LOG.slice(0, 1_000_000)}\n${text}\n`)
  const { total_chunks: chunks } = await statusOf(web, jobId)
  await withPostgres(scene.fleet.addresses.POSTGRES_DSN, sql => sql`insert into processing_attempts values (${jobId}, 'learn', ${chunks - 1}, ${deathsBefore}, 0, 0)`)
  const end = scene.fleet.keepWorker({ ...DYING, DIE_AT: text, DIES: dies })
  const job = await untilEnded(web, jobId, 120_000)
  expect(job).toMatchObject({ status: 'failed', error_message: `Chunk ${chunks - 1} could not be worked on: the work on it ended abnormally several times (learn).` })
  await expectTidied(scene.fleet.addresses, jobId)
  await end()
  await scene.fleet.start('worker')
  await expectWhole(scene.fleet, web, await post(web), scene.wanted)
})

test('a worker that is asked to end drains within 30 s; another goes on', async () => {
  const web = await scene.fleet.start('web')
  const jobId = await post(web)
  const first = await scene.fleet.start('worker')
  await until(web, jobId, job => job.chunks_processed > 3)
  const begunMs = performance.now()
  expect(await first.end()).toBe(0)
  expect(performance.now() - begunMs).toBeLessThan(30_000)
  const { chunks_processed: learnt, total_chunks: chunks } = await statusOf(web, jobId)
  expect(learnt).toBeLessThan(chunks)
  await scene.fleet.start('worker')
  await expectWhole(scene.fleet, web, jobId, scene.wanted)
})
