import { describe, expect, test } from 'vitest'
import { findingsIn, findingsOf, openStream, readStream, send, statusOf, until, untilEnded, type Frame } from '../api/client'
import { Ready } from '../../shared/health'
import { letPass } from '../letPass'
import { flushRedis } from '../servers'
import { expectNoBytes, expectTidied, expectWhole } from './fleet'
import { LONG_LOG, openPost, post, setScene } from './scene'

const BACKLOG_MAX = 64
/** A server that is there again is noticed within this. */
const BACK_MS = 3000
/** And one that has gone within this. */
const NOTICED_MS = 15_000
/** What is told of as away with each server. */
const STORES_OF = { postgres: ['jobs'], redis: ['queue', 'wakeUps'], mongo: ['chunks', 'results'] }

const scene = setScene()

/** Names of the stores that the health check says are away; null where it says that all is well. */
async function storesAway(server: { url: string }): Promise<string[] | null> {
  const answer = await fetch(`${server.url}/api/health/ready`)
  const { stores } = Ready.parse(await answer.json())
  return answer.status === 503 ? Object.keys(stores).filter(name => !stores[name]) : null
}

describe('the web process', () => {
  test('killed during an upload: the job fails with the reason, its bytes go, another upload is whole', async () => {
    const [web, other] = [await scene.fleet.start('web'), await scene.fleet.start('all')]
    const { jobId } = await openPost(web)
    await until(other, jobId, job => job.chunks_processed > 1)
    await web.kill()
    expect(await untilEnded(other, jobId)).toMatchObject({ status: 'failed', error_message: expect.stringMatching(/broke off/) })
    await expectNoBytes(scene.fleet, jobId)
    await expectWhole(scene.fleet, other, await post(other), scene.wanted)
  })

  test('killed during a stream: a listener goes on at another, misses nothing and gets nothing twice', async () => {
    const [web, other] = [await scene.fleet.start('web'), await scene.fleet.start('web')]
    await scene.fleet.start('worker')
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
    await expectWhole(scene.fleet, other, jobId, scene.wanted)
  })
})

describe('stores', () => {
  test('Redis flushed while a job runs: the queue is filled again from PostgreSQL', async () => {
    const web = await scene.fleet.start('web')
    const jobId = await post(web)
    await scene.fleet.start('worker')
    for (const chunks of [3, 8, 14]) {
      const { phase } = await until(web, jobId, job => job.chunks_processed > chunks || job.phase !== 'learn')
      if (chunks === 3) expect(phase).toBe('learn')
      await flushRedis(scene.fleet.addresses.REDIS_URL)
    }
    await expectWhole(scene.fleet, web, jobId, scene.wanted)
  })

  test.each(['postgres', 'redis', 'mongo'] as const)('%s killed and started again in the middle of a job', async (name) => {
    const web = await scene.fleet.start('web')
    await scene.fleet.start('worker')
    const { jobId, goOn } = await openPost(web)
    await until(web, jobId, job => job.chunks_processed > 3)
    await scene.services.act('kill', name)
    const answer = goOn() // the rest of the upload meets the absence as well
    await expect.poll(() => storesAway(web), { timeout: NOTICED_MS }).toEqual(STORES_OF[name])
    await scene.services.act('start', name)
    await expect.poll(() => fetch(`${web.url}/api/health/ready`).then(({ status }) => status), { timeout: BACK_MS }).toBe(200)
    expect((await answer).status).toBe(202)
    await expectWhole(scene.fleet, web, jobId, scene.wanted)
  })
})

test('without a worker an upload is slowed down by what is not learnt yet, and goes on with the first one', async () => {
  const web = await scene.fleet.start('web')
  const { jobId, goOn } = await openPost(web, { log: LONG_LOG })
  const answer = goOn()
  await until(web, jobId, job => job.total_chunks > BACKLOG_MAX, 120_000)
  await letPass(2000, 'no more may come in than has room')
  const { total_chunks: received, chunks_processed: learnt } = await statusOf(web, jobId)
  expect(learnt).toBe(0)
  await scene.fleet.start('worker')
  expect((await answer).status).toBe(202)
  expect(received).toBeLessThan((await statusOf(web, jobId)).total_chunks)
  expect((await send(`${web.url}/api/v2/cancel/${jobId}`, 'POST', {})).status).toBe(200)
  await expectTidied(scene.fleet.addresses, jobId)
})

test('a listener at one replica follows a job received by a second and worked on by a third', async () => {
  const [a, b] = [await scene.fleet.start('web'), await scene.fleet.start('web')]
  await scene.fleet.start('worker')
  const { jobId, goOn } = await openPost(b)
  await until(a, jobId, () => true)
  const { ended } = await openStream(a, jobId)
  await until(a, jobId, job => job.chunks_processed > 3)
  expect((await goOn()).status).toBe(202)
  const { frames } = await ended
  expect(frames.filter(({ data }) => data.revision === 1).length).toBeGreaterThan(0)
  expect(frames.at(-1)?.event).toBe('complete')
  expect(findingsIn(frames)).toEqual(await findingsOf(a, jobId))
  await expectWhole(scene.fleet, a, jobId, scene.wanted)
})
