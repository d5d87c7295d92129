import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test, afterEach } from 'vitest'
import { analyse, findingsIn, findingsOf, FORM_TYPE, formEnd, formHead, OpenRequest, openStream, postFile, readStream, send, statusOf, until, untilEnded, type Frame } from '../api/client'
import { Ready } from '../../shared/health'
import { shopLog } from '../api/logs'
import { DYING } from '../api/testServer'
import { letPass } from '../letPass'
import { poll } from '../poll'
import { flushRedis } from '../servers'
import { isLong } from '../stores'
import { startServices } from '../../scripts/services.mjs'
import { embeddedResults, expectNoBytes, expectTidied, expectWhole, openAttempts, openFleet, tasksInHand, withPostgres, type Fleet, type Services, type Settled } from './fleet'
import { openStall } from './stall'

/** Some twenty chunks: enough that some are learnt, some in work and some wait at each fault. */
const LOG = shopLog(2_000_000)
/** More chunks than may wait. */
const LONG_LOG = shopLog(9_000_000)
const BACKLOG_MAX = 64
/** A server that is there again is noticed within this. */
const BACK_MS = 3000
/** And one that has gone within this. */
const NOTICED_MS = 15_000
/** What is told of as away with each server. */
const STORES_OF = { postgres: ['jobs'], redis: ['queue', 'wakeUps'], mongo: ['chunks', 'results'] }

let services: Services
let wanted: Settled
let fleet: Fleet
beforeAll(async () => {
  services = await startServices()
  wanted = await embeddedResults(server => analyse(server, LOG))
  expect(wanted.findings.length).toBeGreaterThan(0)
}, 300_000)
afterAll(() => services.end())
beforeEach(async () => {
  fleet = await openFleet(services)
}, 120_000)
afterEach(() => fleet.end(), 120_000)

async function post(server: { url: string }, log = LOG): Promise<string> {
  const jobId = randomUUID()
  expect((await postFile(server, 'app.log', log, `?job_id=${jobId}`)).status).toBe(202)
  return jobId
}

/** Names of the stores that the health check says are away; null where it says that all is well. */
async function storesAway(server: { url: string }): Promise<string[] | null> {
  const answer = await fetch(`${server.url}/api/health/ready`)
  const { stores } = Ready.parse(await answer.json())
  return answer.status === 503 ? Object.keys(stores).filter(name => !stores[name]) : null
}

/** An upload of which the first part is sent, and the rest when it is told to go on. */
async function openPost(server: { url: string }, { log = LOG, sizeBytes = 1_200_000 } = {}) {
  const jobId = randomUUID()
  const upload = OpenRequest.post(`${server.url}/api/v2/process?job_id=${jobId}`, FORM_TYPE)
  await upload.write(formHead('app.log'))
  await upload.write(log.slice(0, sizeBytes))
  return {
    jobId,
    async goOn() {
      await upload.write(log.slice(sizeBytes))
      return await upload.end(formEnd())
    },
  }
}

describe('workers', () => {
  test('a worker that dies at any point of a job', async () => {
    const web = await fleet.start('web')
    const jobId = await post(web)
    await fleet.dieAfter('learn 1 0', 'learn 2 4', 'learn 3 12', 'learn 5 40', 'build 1 2', 'score 1 0', 'score 2 5', 'templates 1 3')
    if (isLong) await fleet.dieAfter('decide 1 0', 'decide 1 8', 'templates 1 0', 'templates 1 1', 'templates 1 6')
    expect(await statusOf(web, jobId)).toMatchObject({ status: 'processing', phase: 'finish' })
    await fleet.start('worker')
    await expectWhole(fleet, web, jobId, wanted)
  })

  // The same by hope, in the long run.
  if (isLong) test('a worker killed in a chunk, 30 times in one job', async () => {
    const web = await fleet.start('web')
    const upload = await openPost(web, { log: LONG_LOG, sizeBytes: 3_000_000 })
    const { jobId } = upload
    await until(web, jobId, job => job.total_chunks > 5)
    const open = () => openAttempts(fleet.addresses.POSTGRES_DSN, jobId)
    let before = 0
    // What was begun and never counted is told by the tables: a kill between two chunks does not count as one of them.
    for (let kills = 0, starts = 0; kills < 30; starts++) {
      expect(starts).toBeLessThan(60)
      const { chunks_processed: done } = await statusOf(web, jobId)
      const worker = await fleet.start('worker')
      // Every third time it gets somewhere; else it dies among its first tasks.
      if (starts % 3 === 2) await until(web, jobId, job => job.chunks_processed > done || job.phase !== 'learn', 60_000)
      await expect.poll(open, { interval: 5, timeout: 60_000 }).toBeGreaterThan(before)
      await worker.kill()
      const left = await open()
      if (left > before) kills++
      before = left
    }
    expect(await statusOf(web, jobId)).toMatchObject({ status: 'processing', phase: 'learn' })
    await fleet.start('worker')
    expect((await upload.goOn()).status).toBe(202)
    await expectWhole(fleet, web, jobId, await embeddedResults(server => analyse(server, LONG_LOG)))
  }, 600_000)

  test('a worker frozen past its lock, and woken', async () => {
    const web = await fleet.start('web')
    const jobId = await post(web)
    const frozen = await fleet.start('worker')
    await until(web, jobId, job => job.chunks_processed > 3)
    // With a task in hand: what is about to be frozen may just have ended one.
    await poll(async () => {
      process.kill(frozen.pid, 'SIGSTOP')
      const inHand = await tasksInHand(fleet.addresses.REDIS_URL)
      if (inHand === 0) process.kill(frozen.pid, 'SIGCONT')
      return inHand
    }, inHand => inHand > 0, { withinMs: 30_000 })
    expect(await statusOf(web, jobId)).toMatchObject({ phase: 'learn' })
    await fleet.start('worker')
    await until(web, jobId, job => job.phase !== 'learn', 60_000) // what it had in hand was given to the other
    process.kill(frozen.pid, 'SIGCONT')
    await expectWhole(fleet, web, jobId, wanted)
  })

  test('a worker cut off from PostgreSQL in the middle of a commit: the job is let go of, and so are its tasks', async () => {
    const stall = await openStall(fleet.addresses.POSTGRES_DSN)
    const web = await fleet.start('web')
    const cutOff = await fleet.start('worker', { POSTGRES_DSN: stall.address })
    const jobId = await post(web)
    await stall.begun
    expect(await statusOf(web, jobId)).toMatchObject({ phase: 'learn' })
    await fleet.start('worker')
    await until(web, jobId, job => job.phase !== 'learn', 90_000)
    await cutOff.kill()
    stall.end()
    await expectWhole(fleet, web, jobId, wanted)
  })

  // What a process dies of is not known: only after many such deaths does the chunk count as the reason. The test tells of most of them.
  test.each([['thread', 0], ['process', 37]] as const)('a chunk of which the %s dies each time fails its job with the reason', async (dies, deathsBefore) => {
    const text = 'the chunk with this line is fatal'
    const web = await fleet.start('web')
    const jobId = await post(web, `${LOG.slice(0, 1_000_000)}\n${text}\n`)
    const { total_chunks: chunks } = await statusOf(web, jobId)
    await withPostgres(fleet.addresses.POSTGRES_DSN, sql => sql`insert into processing_attempts values (${jobId}, 'learn', ${chunks - 1}, ${deathsBefore}, 0, 0)`)
    const end = fleet.keepWorker({ ...DYING, DIE_AT: text, DIES: dies })
    const job = await untilEnded(web, jobId, 120_000)
    expect(job).toMatchObject({ status: 'failed', error_message: `Chunk ${chunks - 1} could not be worked on: the work on it ended abnormally several times (learn).` })
    await expectTidied(fleet.addresses, jobId)
    await end()
    await fleet.start('worker')
    await expectWhole(fleet, web, await post(web), wanted)
  })

  test('a worker that is asked to end drains within 30 s; another goes on', async () => {
    const web = await fleet.start('web')
    const jobId = await post(web)
    const first = await fleet.start('worker')
    await until(web, jobId, job => job.chunks_processed > 3)
    const begunMs = performance.now()
    expect(await first.end()).toBe(0)
    expect(performance.now() - begunMs).toBeLessThan(30_000)
    const { chunks_processed: learnt, total_chunks: chunks } = await statusOf(web, jobId)
    expect(learnt).toBeLessThan(chunks)
    await fleet.start('worker')
    await expectWhole(fleet, web, jobId, wanted)
  })
})

describe('the web process', () => {
  test('killed during an upload: the job fails with the reason, its bytes go, another upload is whole', async () => {
    const [web, other] = [await fleet.start('web'), await fleet.start('all')]
    const { jobId } = await openPost(web)
    await until(other, jobId, job => job.chunks_processed > 1)
    await web.kill()
    expect(await untilEnded(other, jobId)).toMatchObject({ status: 'failed', error_message: expect.stringMatching(/broke off/) })
    await expectNoBytes(fleet, jobId)
    await expectWhole(fleet, other, await post(other), wanted)
  })

  test('killed during a stream: a listener goes on at another, misses nothing and gets nothing twice', async () => {
    const [web, other] = [await fleet.start('web'), await fleet.start('web')]
    await fleet.start('worker')
    const { jobId, goOn } = await openPost(other)
    await until(web, jobId, job => job.chunks_processed > 0)
    const seen: Frame[] = []
    const part = readStream(web, jobId, { stop: (frame) => {
      seen.push(frame)
      return false
    } }).catch(() => undefined)
    await expect.poll(() => seen.filter(frame => frame.event === 'chunk').length, { timeout: 60_000 }).toBeGreaterThan(3)
    await web.kill()
    await part
    const lastEventId = seen.findLast(frame => frame.id !== null)?.id ?? ''
    const rest = await openStream(other, jobId, { lastEventId })
    expect((await goOn()).status).toBe(202)
    const frames = [...seen, ...(await rest.ended).frames]
    const commits = frames.filter(({ event }) => event === 'chunk').map(({ data }) => `${data.chunk_number} ${data.revision} ${data.part}`)
    expect(new Set(commits).size).toBe(commits.length)
    expect(frames.at(-1)?.event).toBe('complete')
    expect(findingsIn(frames)).toEqual(await findingsOf(other, jobId))
    await expectWhole(fleet, other, jobId, wanted)
  })
})

describe('stores', () => {
  test('Redis flushed while a job runs: the queue is filled again from PostgreSQL', async () => {
    const web = await fleet.start('web')
    const jobId = await post(web)
    await fleet.start('worker')
    for (const chunks of [3, 8, 14]) {
      const { phase } = await until(web, jobId, job => job.chunks_processed > chunks || job.phase !== 'learn')
      if (chunks === 3) expect(phase).toBe('learn')
      await flushRedis(fleet.addresses.REDIS_URL)
    }
    await expectWhole(fleet, web, jobId, wanted)
  })

  test.each(['postgres', 'redis', 'mongo'] as const)('%s killed and started again in the middle of a job', async (name) => {
    const web = await fleet.start('web')
    await fleet.start('worker')
    const { jobId, goOn } = await openPost(web)
    await until(web, jobId, job => job.chunks_processed > 3)
    await services.act('kill', name)
    const answer = goOn() // the rest of the upload meets the absence as well
    await expect.poll(() => storesAway(web), { timeout: NOTICED_MS }).toEqual(STORES_OF[name])
    await services.act('start', name)
    await expect.poll(() => fetch(`${web.url}/api/health/ready`).then(({ status }) => status), { timeout: BACK_MS }).toBe(200)
    expect((await answer).status).toBe(202)
    await expectWhole(fleet, web, jobId, wanted)
  })
})

test('without a worker an upload is slowed down by what is not learnt yet, and goes on with the first one', async () => {
  const web = await fleet.start('web')
  const { jobId, goOn } = await openPost(web, { log: LONG_LOG })
  const answer = goOn()
  await until(web, jobId, job => job.total_chunks > BACKLOG_MAX, 120_000)
  await letPass(2000, 'no more may come in than has room')
  const { total_chunks: received, chunks_processed: learnt } = await statusOf(web, jobId)
  expect(learnt).toBe(0)
  await fleet.start('worker')
  expect((await answer).status).toBe(202)
  expect(received).toBeLessThan((await statusOf(web, jobId)).total_chunks)
  expect((await send(`${web.url}/api/v2/cancel/${jobId}`, 'POST', {})).status).toBe(200)
  await expectTidied(fleet.addresses, jobId)
})

test('a listener at one replica follows a job received by a second and worked on by a third', async () => {
  const [a, b] = [await fleet.start('web'), await fleet.start('web')]
  await fleet.start('worker')
  const { jobId, goOn } = await openPost(b)
  await until(a, jobId, () => true)
  const { ended } = await openStream(a, jobId)
  await until(a, jobId, job => job.chunks_processed > 3)
  expect((await goOn()).status).toBe(202)
  const { frames } = await ended
  expect(frames.filter(({ data }) => data.revision === 1).length).toBeGreaterThan(0)
  expect(frames.at(-1)?.event).toBe('complete')
  expect(findingsIn(frames)).toEqual(await findingsOf(a, jobId))
  await expectWhole(fleet, a, jobId, wanted)
})
