import { createHash, randomUUID } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ProcessAccepted } from '../../shared/job'
import { TemplatesPage } from '../../shared/results'
import { packed, pickLog } from '../fixtures/packedLogs'
import { analyse, findingsOf, formEnd, formHead, FORM_TYPE, jobIdsOf, problemIn, send, settledResults, untilEnded } from './client'
import { plainLog, shopLog } from './logs'
import { startServer, storedWith, type TestServer } from './testServer'

let server: TestServer
const process_ = () => `${server.url}/api/v2/process`

beforeAll(async () => {
  server = await startServer({ CHUNK_SIZE: '64KiB' })
})
afterAll(() => server.dispose())

function formOfFiles(files: [string, string | Uint8Array][]): Buffer {
  return Buffer.concat([...files.flatMap(([name, content], i) => [Buffer.from(i > 0 ? '\r\n' : ''), formHead(name), Buffer.from(content)]), formEnd()])
}

describe('packed input', () => {
  test('I2 a packed log gives what the plain one gives', async () => {
    const log = shopLog(600_000)
    const plain = await analyse(server, log)
    const zipped = await analyse(server, gzipSync(log), 'app.log')
    expect(zipped).toMatchObject({ lines: plain.lines, warnings: ['The file was packed (gzip); it was unpacked.'], total_size: gzipSync(log).length })
    expect(await settledResults(server, zipped.job_id)).toEqual(await settledResults(server, plain.job_id))
  })

  test.each(['app.log.zst', 'app.log.bz2', 'app.log.xz', 'app.log.lz4'])('%s', async (name) => {
    expect(await analyse(server, packed(name), name)).toMatchObject({ status: 'completed', lines: 3000 })
  })

  test('an archive: members in the status, findings that name them, no file written', async () => {
    const job = await analyse(server, packed('logs.tar.gz'), 'logs.tar.gz')
    expect(job.members.map(({ name, first_line, lines, skipped, reason }) => [name.slice(-14), first_line, lines, skipped, reason])).toEqual([
      ['logs/a.log', 1, 180, false, null], ['../../etc/passwd'.slice(-14), 181, 0, true, 'a PNG picture'], [('ñ'.repeat(120) + '/b.log').slice(-14), 181, 220, false, null], ['empty.log', 401, 0, false, null],
    ])
    expect(await storedWith(server.dataDir, '\u0089PNG')).toEqual([])
    for (const { line_number: line, member_line_number: own } of await findingsOf(server, job.job_id)) expect(own).toBe(line > 180 ? line - 180 : line)
  })
})

describe('what is said of how to read', () => {
  const ENTRIES = Array.from({ length: 40 }, (_, i) => `### entry ${i}\n03/04/2025 10:00:${String(i).padStart(2, '0')} INFO opened\n`).join('')

  test('zone, order of dates and first line hold for the job, and it says so', async () => {
    const query = new URLSearchParams({ time_zone: 'Asia/Tokyo', date_order: 'dmy', first_line: '^### ' })
    const answer = await send(`${process_()}?${query}`, 'POST', FORM_TYPE, formOfFiles([['entries.log', ENTRIES]]))
    const job = await untilEnded(server, ProcessAccepted.parse(JSON.parse(answer.body)).job_id)
    expect(job).toMatchObject({ status: 'completed', lines: 80, assumed_utc: false, format: { date_order: 'dmy', is_order_open: false } })
    const { templates } = TemplatesPage.parse(await (await fetch(`${server.url}/api/v2/results/${job.job_id}/templates`)).json())
    expect(templates).toMatchObject([{ template: '### entry <*> opened', count: 80 }])
    const plain = await analyse(server, ENTRIES.replaceAll(/^###.*\n/gm, ''), 'a.log', '?time_zone=%2B09:00&date_order=dmy')
    expect(plain).toMatchObject({ first_time: '2025-04-03T01:00:00.000Z', last_time: '2025-04-03T01:00:39.000Z', format: { fit: 1 } })
  })

  test.each([
    ['time_zone=Mars/Base', /^"time_zone": there is no zone "Mars\/Base"/], ['date_order=yes', /date_order/], ['first_line=(', /^"first_line": the regular expression cannot be read: /], [`first_line=${'a'.repeat(501)}`, /first_line/],
  ])('%s is refused before anything is taken', async (query, detail) => {
    const before = await jobIdsOf(server)
    const problem = problemIn(await send(`${process_()}?${query}`, 'POST', FORM_TYPE, formOfFiles([['a.log', ENTRIES]])))
    expect(problem).toMatchObject({ status: 400, detail: expect.stringMatching(detail) })
    expect(await jobIdsOf(server)).toEqual(before)
  })
})

describe('several files', () => {
  test('are a job each, told in the order of the form', async () => {
    const body = formOfFiles([['a.log', plainLog(60)], ['b.log', plainLog(70)], ['c.log', gzipSync(plainLog(80))]])
    const answer = await send(process_(), 'POST', FORM_TYPE, body)
    expect(answer.status).toBe(202)
    const { job_id: first, jobs = [] } = ProcessAccepted.parse(JSON.parse(answer.body))
    expect(jobs[0]?.job_id).toBe(first)
    const ended = await Promise.all(jobs.map(job => untilEnded(server, job.job_id)))
    expect(ended.map(({ filename, lines, status }) => [filename, lines, status])).toEqual([['a.log', 60, 'completed'], ['b.log', 70, 'completed'], ['c.log', 80, 'completed']])
  })

  test('of one log are one job on request, the oldest first', async () => {
    const jobId = randomUUID()
    const body = formOfFiles([['app.log', pickLog(30)], ['app.log.1', pickLog(20, 1)], ['app.log.2.gz', gzipSync(pickLog(10, 2))]])
    const answer = await send(`${process_()}?together=true&job_id=${jobId}`, 'POST', FORM_TYPE, body)
    expect(answer.status).toBe(202)
    const job = await untilEnded(server, jobId)
    expect(job).toMatchObject({ filename: 'app.log', lines: 60, warnings: ['The files were read as one log, the oldest first: app.log.2.gz, app.log.1, app.log.'] })
    expect(job.members.map(({ name, first_line: line }) => [name, line])).toEqual([['app.log.2.gz', 1], ['app.log.1', 11], ['app.log', 31]])
  })
})

describe('PUT with the file as the body', () => {
  test('is a job like another; with a name, an id and a checksum', async () => {
    const jobId = randomUUID()
    const log = gzipSync(pickLog(50))
    const digest = createHash('sha256').update(log).digest('base64')
    const answer = await send(`${process_()}?filename=dir%2Fmy%20app.log&job_id=${jobId}`, 'PUT', { 'content-encoding': 'gzip', 'repr-digest': `sha-256=:${digest}:` }, log)
    expect(answer.status).toBe(202)
    expect(ProcessAccepted.parse(JSON.parse(answer.body)).job_id).toBe(jobId)
    expect(await untilEnded(server, jobId)).toMatchObject({ filename: 'my app.log', lines: 50, status: 'completed' })
  })

  test('a wrong checksum: 400, no job; an encoding that is not known: 415', async () => {
    const jobId = randomUUID()
    expect(problemIn(await send(`${process_()}?job_id=${jobId}`, 'PUT', { 'content-md5': Buffer.alloc(16).toString('base64') }, pickLog(5000)))).toMatchObject({ status: 400, title: 'Damaged on the way' })
    expect((await fetch(`${server.url}/api/v2/status/${jobId}`)).status).toBe(404)
    expect(problemIn(await send(process_(), 'PUT', { 'content-encoding': 'br' }, 'x')).status).toBe(415)
  })
})
