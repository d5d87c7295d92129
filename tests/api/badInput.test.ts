import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { analyse, FORM_TYPE, formEnd, formHead, formOf, jobIdsOf, OpenRequest, openStream, postFile, problemIn, readStream, send, statusOf, until, untilEnded } from './client'
import { plainLog } from './logs'
import { storedWith, startServer, type TestServer } from './testServer'

let server: TestServer
const process_ = () => `${server.url}/api/v2/process`

beforeAll(async () => {
  server = await startServer({ CHUNK_SIZE: '64KiB', MAX_UPLOAD_BYTES: '8MiB' })
})
afterAll(() => server.dispose())

/** Nothing is left of what was refused, and the next upload works. */
async function expectNothingLeft(before: string[], needle = 'pick: order'): Promise<void> {
  expect(await jobIdsOf(server)).toEqual(before)
  // A task in work may have written something yet: it removes that itself.
  await expect.poll(() => storedWith(server.dataDir, needle), { timeout: 10_000 }).toEqual([])
}

describe('I9 bad input gets a clear error, leaves no orphan bytes, never harms another job', () => {
  test.each([
    ['a form without a file', Buffer.from('--test-boundary-7e5\r\nContent-Disposition: form-data; name="note"\r\n\r\nhi\r\n--test-boundary-7e5--\r\n'), FORM_TYPE, 400],
    ['an empty form', Buffer.from('--test-boundary-7e5--\r\n'), FORM_TYPE, 400],
    ['a file under another name', formOf('a.log', 'x\n', 'upload'), FORM_TYPE, 400],
    ['a file input without a file', formOf('', ''), FORM_TYPE, 400],
    ['JSON', Buffer.from('{"file":"x"}'), { 'content-type': 'application/json' }, 415],
    ['a plain body', Buffer.from('x\n'), { 'content-type': 'text/plain' }, 415],
    ['no content type', Buffer.from('x\n'), {}, 415],
    ['no boundary', Buffer.from('abc'), { 'content-type': 'multipart/form-data' }, 400],
  ])('%s', async (_, body, headers, status) => {
    const before = await jobIdsOf(server)
    const problem = problemIn(await send(process_(), 'POST', { ...headers }, body))
    expect(problem.status).toBe(status)
    if (status === 400 && 'content-type' in headers && headers['content-type'] === FORM_TYPE['content-type']) expect(problem.detail).toContain('"file"')
    await expectNothingLeft(before)
  })

  test('a form that ends early: 400, its follower gets failed and then 404', async () => {
    const before = await jobIdsOf(server)
    const jobId = randomUUID()
    const post = OpenRequest.post(`${process_()}?job_id=${jobId}`, FORM_TYPE)
    await post.write(formHead('early.log'))
    await post.write(plainLog(8000))
    await until(server, jobId, () => true)
    const following = await openStream(server, jobId)
    expect(problemIn(await post.end()).status).toBe(400)
    const { frames } = await following.ended
    expect(frames.at(-1)?.event).toBe('failed')
    expect(frames.at(-1)?.data.is_complete).toBe(true)
    expect((await fetch(`${server.url}/api/v2/status/${jobId}`)).status).toBe(404)
    expect((await readStream(server, jobId)).status).toBe(404)
    await expectNothingLeft(before)
  })

  test('a client that goes during the upload: failed within 15 s, bytes removed, the next upload works', async () => {
    const jobId = randomUUID()
    const post = OpenRequest.post(`${process_()}?job_id=${jobId}`, { ...FORM_TYPE, 'content-length': 5_000_000 })
    await post.write(formHead('gone.log'))
    await post.write(plainLog(20_000))
    await until(server, jobId, job => job.chunks_processed > 2)
    post.breakOff()
    const job = await untilEnded(server, jobId, 15_000)
    expect(job.status).toBe('failed')
    expect(job.error_message).toMatch(/broke off/)
    await expect.poll(() => storedWith(server.dataDir, 'pick: order'), { timeout: 5000 }).toEqual([])
    await send(`${server.url}/api/v2/jobs/${jobId}`, 'DELETE', {})
    const next = await analyse(server, 'a line\n')
    expect(next.status).toBe('completed')
    await send(`${server.url}/api/v2/jobs/${next.job_id}`, 'DELETE', {})
  })

  test('larger than MAX_UPLOAD_BYTES by its announced length: 413 before the body', async () => {
    const before = await jobIdsOf(server)
    const post = OpenRequest.post(process_(), { ...FORM_TYPE, 'content-length': 9_000_000 })
    await post.write(formHead('big.log'))
    const answer = await post.answer
    expect(problemIn(answer).status).toBe(413)
    post.breakOff()
    await expectNothingLeft(before)
  })

  test('larger than MAX_UPLOAD_BYTES without an announced length: 413 as soon as it is passed', async () => {
    const before = await jobIdsOf(server)
    const post = OpenRequest.post(process_(), FORM_TYPE)
    await post.write(formHead('big.log'))
    const piece = plainLog(10_000)
    for (let i = 0; i < 16; i++) await post.write(piece)
    expect(problemIn(await post.answer).status).toBe(413)
    post.breakOff()
    await expectNothingLeft(before)
  })

  test.each([
    ['an empty file', ''],
    ['only line ends', '\n\r\n\n\n'],
  ])('%s: completed, no anomaly, a plain note', async (_, content) => {
    const job = await analyse(server, content)
    expect(job).toMatchObject({ status: 'completed', anomalies_found: 0, progress: 1 })
    expect(job.warnings.join(' ')).toMatch(/empty/)
    await send(`${server.url}/api/v2/jobs/${job.job_id}`, 'DELETE', {})
  })

  test.each([
    ['a picture', Buffer.concat([Buffer.from([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]), Buffer.alloc(300_000, 7)])],
    ['a program', Buffer.concat([Buffer.from([0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0]), Buffer.alloc(300_000, 0)])],
    ['packed input', Buffer.concat([Buffer.from([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]), Buffer.alloc(100_000, 0xA7)])],
  ])('%s: 422 with the reason, nothing kept', async (_, content) => {
    const before = await jobIdsOf(server)
    const problem = problemIn(await postFile(server, 'thing.log', content))
    expect(problem.status).toBe(422)
    expect(problem.detail.length).toBeGreaterThan(10)
    await expectNothingLeft(before)
  })

  test('several files in one form under one id: 400, no job', async () => {
    const before = await jobIdsOf(server)
    const body = Buffer.concat([formHead('a.log'), Buffer.from(plainLog(3000)), Buffer.from('\r\n'), formHead('b.log'), Buffer.from(plainLog(3000)), formEnd()])
    const problem = problemIn(await send(`${process_()}?job_id=${randomUUID()}`, 'POST', FORM_TYPE, body))
    expect(problem).toMatchObject({ status: 400, detail: expect.stringContaining('job_id') })
    await expectNothingLeft(before)
  })

  test('several files in one form, one of which is no text: 422, no job of any', async () => {
    const before = await jobIdsOf(server)
    const body = Buffer.concat([formHead('a.log'), Buffer.from(plainLog(3000)), Buffer.from('\r\n'), formHead('b.png'), Buffer.from([0x89, 0x50, 0x4E, 0x47, 0, 0]), formEnd()])
    expect(problemIn(await send(process_(), 'POST', FORM_TYPE, body)).status).toBe(422)
    await expectNothingLeft(before)
  })

  test('unknown and malformed job ids: 404 on every route', async () => {
    for (const id of [randomUUID(), 'no-id', '%2e%2e%2f']) {
      for (const path of [`status/${id}`, `results/${id}`, `results/${id}/stream`, `results/${id}/templates`, `results/${id}/lines?around=1`]) {
        const answer = await send(`${server.url}/api/v2/${path}`, 'GET', {})
        expect([path, problemIn(answer).status]).toEqual([path, 404])
      }
      expect(problemIn(await send(`${server.url}/api/v2/cancel/${id}`, 'POST', {})).status).toBe(404)
      expect(problemIn(await send(`${server.url}/api/v2/jobs/${id}`, 'DELETE', {})).status).toBe(404)
    }
  })

  test('a job id that is malformed 400, one that exists 409', async () => {
    expect(problemIn(await postFile(server, 'a.log', 'x\n', '?job_id=nonsense')).status).toBe(400)
    const job = await analyse(server, 'x y z\n')
    expect(problemIn(await postFile(server, 'a.log', 'other\n', `?job_id=${job.job_id}`)).status).toBe(409)
    expect((await statusOf(server, job.job_id)).lines).toBe(1)
    await send(`${server.url}/api/v2/jobs/${job.job_id}`, 'DELETE', {})
  })

  test('malformed queries name the parameter', async () => {
    const job = await analyse(server, 'x y z\n')
    for (const [path, name] of [[`results/${job.job_id}?limit=0`, 'limit'], [`results/${job.job_id}?sort=up`, 'sort'], [`results/${job.job_id}?min_score=2`, 'min_score'], [`results/${job.job_id}/lines`, 'around'], [`results/${job.job_id}?cursor=zzz`, 'ursor'], ['jobs?limit=x', 'limit']] as const) {
      const problem = problemIn(await send(`${server.url}/api/v2/${path}`, 'GET', {}))
      expect([path, problem.status]).toEqual([path, 400])
      expect(problem.detail).toContain(name)
    }
    expect(problemIn(await send(`${server.url}/api/v2/results/${job.job_id}/lines?around=2`, 'GET', {})).status).toBe(404)
    await send(`${server.url}/api/v2/jobs/${job.job_id}`, 'DELETE', {})
  })

  test.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\\\logs\\\\app.log', 'app.log'],
    ['say \\"hi\\" 日志.log', 'say "hi" 日志.log'],
    ['q%22uote.log', 'q"uote.log'],
    [`${'x'.repeat(296)}.log`, `${'x'.repeat(296)}.log`],
  ])('the file name %s is shown as given and never a path', async (sent, shown) => {
    const job = await analyse(server, 'one line\n', sent)
    expect(job.filename).toBe(shown)
    await send(`${server.url}/api/v2/jobs/${job.job_id}`, 'DELETE', {})
  })

  test('cancel after the end 409, twice 200', async () => {
    const done = await analyse(server, 'x\n')
    expect(problemIn(await send(`${server.url}/api/v2/cancel/${done.job_id}`, 'POST', {})).status).toBe(409)
    const jobId = randomUUID()
    const post = OpenRequest.post(`${process_()}?job_id=${jobId}`, FORM_TYPE)
    await post.write(formHead('slow.log'))
    await post.write(plainLog(8000))
    await until(server, jobId, job => job.total_chunks > 0)
    for (let i = 0; i < 2; i++) {
      const answer = await send(`${server.url}/api/v2/cancel/${jobId}`, 'POST', {})
      expect(answer.status).toBe(200)
      expect(JSON.parse(answer.body)).toMatchObject({ status: 'cancelled' })
    }
    expect(problemIn(await post.answer).status).toBe(409)
    for (const id of [done.job_id, jobId]) expect((await send(`${server.url}/api/v2/jobs/${id}`, 'DELETE', {})).status).toBe(204)
  })

  test('what is not there: 404, another method: 405, both as problems', async () => {
    expect(problemIn(await send(`${server.url}/api/v3/none`, 'GET', {})).status).toBe(404)
    expect(problemIn(await send(`${server.url}/api/v2/baseline`, 'POST', {})).status).toBe(404)
    expect(problemIn(await send(process_(), 'GET', {})).status).toBe(405)
  })
})
