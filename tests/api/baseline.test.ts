import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Comparison, LogsComparison } from '../../shared/comparison'
import { ProcessAccepted, type StatusResult } from '../../shared/job'
import { analyse, findingsOf, formHead, FORM_TYPE, jobIdsOf, OpenRequest, postFile, problemIn, send, untilEnded } from './client'
import { startServer, type TestServer } from './testServer'
import { beginUpload, sendPart } from './tus'

const at = (second: number) => new Date(Date.UTC(2026, 0, 2) + second * 1000).toISOString()
const GOOD = Array.from({ length: 2000 }, (_, i) => `${at(i)} INFO ${i % 5 === 4 ? 'beat of the pump came' : `request ${i} served in ${20 + i * 7 % 31} ms`}\n`).join('')
const ODD = `${GOOD.replaceAll('beat of the pump came', 'queue was drained')}${at(2000)} INFO ledger refused to be opened\n${at(2001)} INFO undoing the whole wagon\n`

describe('a job beside a known-good one', () => {
  let server: TestServer
  let good: StatusResult
  beforeAll(async () => {
    server = await startServer({ CHUNK_SIZE: '64KiB' })
    good = await analyse(server, GOOD, 'good.log')
  })
  afterAll(() => server.dispose())

  const compare = async (baseline: string) => {
    const answer = await postFile(server, 'odd.log', ODD, `?baseline=${baseline}`)
    expect(answer.status, answer.body).toBe(202)
    return untilEnded(server, ProcessAccepted.parse(JSON.parse(answer.body)).job_id)
  }
  const comparisonOf = async (jobId: string) => Comparison.parse(JSON.parse((await send(`${server.url}/api/v2/results/${jobId}/comparison`, 'GET', {})).body)).comparison

  test('tells what is new, what is gone, and with what it was compared', async () => {
    const job = await compare(good.job_id.toUpperCase())
    expect(job).toMatchObject({ status: 'completed', baseline: { job_id: good.job_id, filename: 'good.log' }, baselines: [{ job_id: good.job_id, filename: 'good.log' }] })
    const findings = await findingsOf(server, job.job_id)
    expect(findings.find(({ line_number: line }) => line === 2001)?.signals[0]).toMatchObject({ kind: 'new_template', detail: { block: { first_line: 2001, last_line: 2002, lines: 2 } } })
    expect(findings.map(({ signals }) => signals[0]?.kind)).toContain('gone')
    expect(await comparisonOf(job.job_id)).toMatchObject({ baseline: job.baseline, baseline_events: 2000, gone: [{ template: 'beat of the pump came', count: 400, first_line: 5 }], gone_total: 1 })
  })

  test('is nothing odd where it is the same', async () => {
    const answer = await postFile(server, 'same.log', GOOD, `?baseline=${good.job_id}`)
    const job = await untilEnded(server, ProcessAccepted.parse(JSON.parse(answer.body)).job_id)
    expect(await findingsOf(server, job.job_id)).toEqual([])
    expect(await comparisonOf(job.job_id)).toMatchObject({ known_share: 1, gone: [] })
  })

  test('keeps what it needs when the other is deleted, also during its upload', async () => {
    const other = await analyse(server, GOOD, 'other.log')
    const expected = await findingsOf(server, (await compare(other.job_id)).job_id)
    const jobId = randomUUID()
    const upload = OpenRequest.post(`${server.url}/api/v2/process?job_id=${jobId}&baseline=${other.job_id}`, FORM_TYPE)
    await upload.write(formHead('odd.log'))
    await upload.write(ODD.slice(0, 90_000))
    await expect.poll(() => jobIdsOf(server)).toContain(jobId)
    expect((await send(`${server.url}/api/v2/jobs/${other.job_id}`, 'DELETE', {})).status).toBe(204)
    await upload.write(ODD.slice(90_000))
    expect((await upload.end(Buffer.from('\r\n--test-boundary-7e5--\r\n'))).status).toBe(202)
    const job = await untilEnded(server, jobId)
    expect(job).toMatchObject({ status: 'completed', baseline: { job_id: other.job_id, filename: 'other.log' } })
    const plain = (findings: typeof expected) => findings.map(({ chunk_id: _, ...finding }) => finding)
    expect(plain(await findingsOf(server, jobId))).toEqual(plain(expected))
  })

  test('a log is compared with that of another job that is chosen later', async () => {
    const job = await analyse(server, ODD, 'odd.log')
    const against = (jobId: string, baseline: string) => send(`${server.url}/api/v2/results/${jobId}/against?baseline=${baseline}`, 'GET', {})
    const differences = LogsComparison.parse(JSON.parse((await against(job.job_id, good.job_id.toUpperCase())).body))
    expect(differences).toMatchObject({
      baseline: { job_id: good.job_id, filename: 'good.log', events: 2000 }, events: 2002, is_other_kind: false,
      gone: { total: 1, templates: [{ template: 'beat of the pump came', count: 0, usual_count: 400, first_line: 5 }] },
    })
    expect(differences.added.templates.map(({ template, first_line: line }) => [template, line])).toEqual(expect.arrayContaining([['queue was drained', 5], ['ledger refused to be opened', 2001], ['undoing the whole wagon', 2002]]))
    expect((await findingsOf(server, job.job_id)).flatMap(({ signals }) => signals.map(({ kind }) => kind)), 'the job itself stays as it was').not.toContain('gone')
    expect(LogsComparison.parse(JSON.parse((await against(job.job_id, job.job_id)).body))).toMatchObject({ known_share: 1, added: { total: 0 }, gone: { total: 0 }, changed: { total: 0 }, values: { total: 0 } })
    expect((await against(job.job_id, 'none')).status).toBe(400)
    expect(problemIn(await against(job.job_id, randomUUID()))).toMatchObject({ status: 409, detail: expect.stringContaining('no job') })
    expect((await against(randomUUID(), good.job_id)).status).toBe(404)
  })

  test('is compared with several good runs as one, in each way of uploading and later', async () => {
    const steady = GOOD.replaceAll('beat of the pump came', 'queue was drained')
    const [second, third] = [await analyse(server, steady, 'second.log'), await analyse(server, GOOD, 'third.log')]
    const ids = [good.job_id, second.job_id, third.job_id]
    const named = [{ job_id: good.job_id, filename: 'good.log' }, { job_id: second.job_id, filename: 'second.log' }, { job_id: third.job_id, filename: 'third.log' }]
    const newLines = (findings: Awaited<ReturnType<typeof findingsOf>>) => findings.map(({ line_number: line, signals: [first] }) => [line, first?.kind, first?.kind === 'new_template' ? first.detail.runs : null])
    const expected = [[2001, 'new_template', { with: 0, of: 3 }]]

    const plain = await compare(ids.join(','))
    expect(plain).toMatchObject({ status: 'completed', baseline: named[0], baselines: named })
    expect(newLines(await findingsOf(server, plain.job_id)), 'what one of them has is no news, what one of them lacks is not gone').toEqual(expected)
    expect(await comparisonOf(plain.job_id)).toMatchObject({ baselines: named, baseline_events: 6000, gone: [{ template: 'beat of the pump came', count: 800, runs: { with: 2, of: 3 } }] })

    const repeated = await compare([...ids].reverse().join('&baseline='))
    expect(repeated.baselines).toEqual([...named].reverse())
    expect(newLines(await findingsOf(server, repeated.job_id))).toEqual(expected)

    const resumed = randomUUID()
    expect((await beginUpload(server, resumed, ODD.length, { filename: 'odd.log', baseline: ids.join(',') })).status).toBe(201)
    expect((await sendPart(server, resumed, 0, ODD)).status).toBe(204)
    expect(await untilEnded(server, resumed)).toMatchObject({ status: 'completed', baselines: named })
    expect(newLines(await findingsOf(server, resumed))).toEqual(expected)

    const later = await analyse(server, ODD, 'odd.log')
    const differences = LogsComparison.parse(JSON.parse((await send(`${server.url}/api/v2/results/${later.job_id}/against?baseline=${ids.join(',')}`, 'GET', {})).body))
    expect(differences).toMatchObject({ baseline: { ...named[0], events: 6000 }, baselines: named, gone: { total: 1, templates: [{ usual_count: 800, runs: { with: 2, of: 3 } }] } })
    expect(differences.added.templates.map(({ first_line: line }) => line)).toEqual([2001, 2002])
  })

  test('is refused with one of several that cannot be compared with, or with too many', async () => {
    const before = await jobIdsOf(server)
    const unknown = randomUUID()
    const answer = await postFile(server, 'odd.log', ODD, `?baseline=${good.job_id},${unknown}`)
    expect([answer.status, problemIn(answer).detail]).toEqual([409, `There is no job ${unknown}, which was given as "baseline".`])
    const many = await postFile(server, 'odd.log', ODD, `?baseline=${Array.from({ length: 65 }, () => randomUUID()).join(',')}`)
    expect([many.status, problemIn(many).detail]).toEqual([400, expect.stringMatching(/"baseline".*more than 64/)])
    expect((await postFile(server, 'odd.log', ODD, `?baseline=${good.job_id},`)).status).toBe(400)
    expect((await send(`${server.url}/api/v2/results/${good.job_id}/against?baseline=${good.job_id},${unknown}`, 'GET', {})).status).toBe(409)
    const resumable = await beginUpload(server, randomUUID(), ODD.length, { filename: 'odd.log', baseline: `${good.job_id},none` })
    expect(resumable.status).toBe(400)
    expect(await jobIdsOf(server)).toEqual(before)
  })

  test('without a known-good log there is no comparison', async () => {
    expect(good).toMatchObject({ baseline: null, baselines: [] })
    expect(await comparisonOf(good.job_id)).toBeNull()
    expect((await send(`${server.url}/api/v2/results/${randomUUID()}/comparison`, 'GET', {})).status).toBe(404)
  })

  test('is refused for a malformed id, one that nobody has, and a job that has not completed', async () => {
    const before = await jobIdsOf(server)
    const refused = async (baseline: string, status: number, words: RegExp) => {
      const answer = await postFile(server, 'odd.log', ODD, `?baseline=${baseline}`)
      expect(answer.status).toBe(status)
      expect(problemIn(answer).detail).toMatch(words)
    }
    await refused('none', 400, /baseline/)
    await refused(randomUUID(), 409, /no job/)
    expect(await jobIdsOf(server)).toEqual(before)
    const running = randomUUID()
    const upload = OpenRequest.post(`${server.url}/api/v2/process?job_id=${running}`, FORM_TYPE)
    await upload.write(formHead('a.log'))
    await upload.write(GOOD)
    await expect.poll(() => jobIdsOf(server)).toContain(running)
    await refused(running, 409, /only a completed one/)
    expect(problemIn(await send(`${server.url}/api/v2/results/${running}/against?baseline=${good.job_id}`, 'GET', {}))).toMatchObject({ status: 409, detail: expect.stringContaining('completed') })
    upload.breakOff()
  })
})
