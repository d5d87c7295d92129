import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { AnomalyResult } from '../../shared/anomaly'
import { Mark, MarksPage } from '../../shared/mark'
import { analyse, problemIn, send } from './client'
import { startServer, type TestServer } from './testServer'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.dispose())

const post = (body: string) => send(`${server.url}/api/v2/marks`, 'POST', { 'content-type': 'application/json' }, body)
const list = async () => MarksPage.parse(JSON.parse((await send(`${server.url}/api/v2/marks`, 'GET', {})).body)).marks

test('a mark is kept, over a restart too, until it is taken back', async () => {
  const answer = await post(JSON.stringify({ scope: 'file', value: 'app-*.log', template_id: '0a', template: 'disk <*>' }))
  expect(answer.status).toBe(201)
  const mark = Mark.parse(JSON.parse(answer.body))
  await server.end()
  server = await startServer({}, server.dataDir)
  expect(await list()).toEqual([mark])
  expect((await send(`${server.url}/api/v2/marks/${mark.mark_id}`, 'DELETE', {})).status).toBe(204)
  expect(await list()).toEqual([])
  for (const id of [mark.mark_id, randomUUID(), 'x']) expect(problemIn(await send(`${server.url}/api/v2/marks/${id}`, 'DELETE', {})).status).toBe(404)
})

test('a mark of a job goes with it', async () => {
  const { job_id: jobId } = await analyse(server, 'one line\n')
  await post(JSON.stringify({ scope: 'job', value: jobId, template_id: '0a', template: 'disk <*>' }))
  expect(await list()).toHaveLength(1)
  await send(`${server.url}/api/v2/jobs/${jobId}`, 'DELETE', {})
  expect(await list()).toEqual([])
})

test('marks are taken from a file once, and keep findings out of exports on request', async () => {
  const log = `${Array.from({ length: 2000 }, (_, i) => `${new Date(Date.UTC(2026, 0, 2) + i * 1000).toISOString()} INFO request ${i} served`).join('\n')}\n2026-01-02T01:00:00Z FATAL ledger is torn\n`
  const { job_id: jobId } = await analyse(server, log, 'torn-1.log')
  const get = (path: string) => send(`${server.url}/api/v2/results/${jobId}${path}`, 'GET', {})
  const all = z.array(AnomalyResult).parse(JSON.parse((await get('?format=json-array')).body))
  const torn = all.find(({ log_entry: entry }) => entry.includes('torn'))
  expect(torn).toBeDefined()
  const mark = { scope: 'file', value: 'torn-*.log', template_id: torn?.template_id, template: 'ledger is torn', mark_id: 'of another server' }
  const taken = { marks: [mark, mark, { ...mark, scope: 'job', value: randomUUID() }] }
  const take = (body: unknown) => send(`${server.url}/api/v2/marks/import`, 'POST', { 'content-type': 'application/json' }, JSON.stringify(body))
  for (let i = 0; i < 2; i++) expect(MarksPage.parse(JSON.parse((await take(taken)).body)).marks).toMatchObject([{ scope: 'file', value: 'torn-*.log' }])
  const left = all.filter(({ template_id: id }) => id !== torn?.template_id)
  expect(JSON.parse((await get('?format=json-array&hide_normal=true')).body)).toEqual(left)
  expect(JSON.parse((await get('?hide_normal=true')).body)).toMatchObject({ total: left.length })
  expect((await get('/report?hide_normal=true&language=es')).body).toContain('Se han omitido los hallazgos de un patrón marcado como normal.')
  expect(problemIn(await take({ marks: [{ ...mark, scope: 'all' }] })).status).toBe(400)
  expect(problemIn(await get('/report?language=fr')).status).toBe(400)
  for (const { mark_id: id } of await list()) await send(`${server.url}/api/v2/marks/${id}`, 'DELETE', {})
})

test('what is no mark is refused with the reason', async () => {
  for (const body of ['', '[', '{}', JSON.stringify({ scope: 'file', value: '', template_id: 'a', template: '' }), JSON.stringify({ scope: 'all', value: 'x', template_id: 'a', template: '' })]) {
    expect(problemIn(await post(body)).status, body).toBe(400)
  }
  expect(problemIn(await post(JSON.stringify({ scope: 'all', value: '', template_id: 'a', template: 'x'.repeat(100_000) }))).status).toBe(413)
  expect((await send(`${server.url}/api/v2/marks`, 'POST', { origin: 'http://elsewhere.example' }, '{}')).status).toBe(403)
})
