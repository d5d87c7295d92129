import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FORM_TYPE, formEnd, formHead, formOf, OpenRequest, problemIn, send } from './client'
import { startServer, type TestServer } from './testServer'

const TOKEN = 'correct-horse-battery'
const BEARER = { authorization: `Bearer ${TOKEN}` }

describe('a server with a token', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startServer({ API_TOKEN: TOKEN, HOST: '0.0.0.0', MAX_STREAMS_PER_CLIENT: '2', MAX_UPLOADS_PER_CLIENT: '1' })
  })
  afterAll(() => server.dispose())

  test('every route of the API but the health checks wants it', async () => {
    for (const path of ['/api/v2/jobs', '/api/openapi.json', '/api/v2/status/x', '/api/none']) {
      const answer = await send(server.url + path, 'GET', {})
      expect(problemIn(answer).status).toBe(401)
      expect(answer.headers['www-authenticate']).toBe('Bearer')
    }
    expect((await send(`${server.url}/api/v2/process`, 'POST', FORM_TYPE, formOf('a.log', 'x\n'))).status).toBe(401)
    expect((await send(`${server.url}/api/v2/jobs`, 'GET', { authorization: 'Bearer wrong-horse-battery' })).status).toBe(401)
    for (const path of ['live', 'ready', 'metrics']) expect((await send(`${server.url}/api/health/${path}`, 'GET', {})).status).toBe(200)
    expect((await send(`${server.url}/api/v2/jobs`, 'GET', BEARER)).status).toBe(200)
    expect((await send(`${server.url}/api/v2/process`, 'POST', { ...FORM_TYPE, ...BEARER }, formOf('a.log', 'x\n'))).status).toBe(202)
  })

  test('the page asks for it once, and goes on where it was', async () => {
    const asked = await send(`${server.url}/jobs/1?x=2`, 'GET', {})
    expect(asked.status).toBe(401)
    expect(asked.body).toContain('name="next" value="/jobs/1?x=2"')
    expect(asked.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src [^;]+; form-action 'self'/)
    const type = { 'content-type': 'application/x-www-form-urlencoded' }
    const wrong = await send(`${server.url}/access`, 'POST', type, 'token=wrong&next=/')
    expect([wrong.status, wrong.headers['set-cookie']]).toEqual([401, undefined])
    expect(wrong.body).toContain('This is not the token')
    const given = await send(`${server.url}/access`, 'POST', type, `token=${TOKEN}&next=${encodeURIComponent('/jobs/1?x=2')}`)
    expect([given.status, given.headers.location]).toEqual([303, '/jobs/1?x=2'])
    const [cookie] = given.headers['set-cookie']?.[0]?.split(';') ?? []
    expect(given.headers['set-cookie']?.[0]).toContain('HttpOnly; SameSite=Strict')
    expect((await send(`${server.url}/api/v2/jobs`, 'GET', { cookie: cookie ?? '' })).status).toBe(200)
    expect((await send(server.url, 'GET', { cookie: cookie ?? '' })).status).toBe(200)
    expect((await send(`${server.url}/access`, 'POST', { ...type, origin: 'http://evil.example' }, `token=${TOKEN}`)).status).toBe(403)
  })

  test('one client may have so many uploads and streams open at once, and others later', async () => {
    const jobId = randomUUID()
    const upload = OpenRequest.post(`${server.url}/api/v2/process?job_id=${jobId}`, { ...FORM_TYPE, ...BEARER })
    await upload.write(formHead('open.log'))
    await upload.write('x\n'.repeat(1000))
    const status = () => send(`${server.url}/api/v2/status/${jobId}`, 'GET', BEARER)
    await expect.poll(async () => (await status()).status, { timeout: 10_000 }).toBe(200)
    expect(problemIn(await send(`${server.url}/api/v2/process`, 'POST', { ...FORM_TYPE, ...BEARER }, formOf('b.log', 'x\n'))).status).toBe(429)
    const stream = () => fetch(`${server.url}/api/v2/results/${jobId}/stream`, { headers: BEARER })
    const open = await Promise.all([stream(), stream()])
    expect(open.map(answer => answer.status)).toEqual([200, 200])
    expect((await stream()).status).toBe(429)
    for (const answer of open) await answer.body?.cancel()
    await expect.poll(async () => (await stream()).status, { timeout: 10_000 }).toBe(200)
    expect((await upload.end(formEnd())).status).toBe(202)
  })
})
