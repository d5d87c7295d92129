import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
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

test('what is no mark is refused with the reason', async () => {
  for (const body of ['', '[', '{}', JSON.stringify({ scope: 'file', value: '', template_id: 'a', template: '' }), JSON.stringify({ scope: 'all', value: 'x', template_id: 'a', template: '' })]) {
    expect(problemIn(await post(body)).status, body).toBe(400)
  }
  expect(problemIn(await post(JSON.stringify({ scope: 'all', value: '', template_id: 'a', template: 'x'.repeat(100_000) }))).status).toBe(413)
  expect((await send(`${server.url}/api/v2/marks`, 'POST', { origin: 'http://elsewhere.example' }, '{}')).status).toBe(403)
})
