import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formOf, FORM_TYPE, problemIn, send } from './client'
import { startServer, type TestServer } from './testServer'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.dispose())

describe('a server on loopback and foreign pages', () => {
  test.each(['evil.example', 'evil.example:3000', '127.0.0.1.evil.example', '10.0.0.1', 'localhost@evil.example'])('the host "%s" is refused', async (host) => {
    for (const path of ['/api/v2/jobs', '/']) {
      const answer = await send(server.url + path, 'GET', { host })
      expect([path, answer.status]).toEqual([path, 403])
    }
  })

  test.each(['localhost', 'LOCALHOST:1234', '127.0.0.1', '[::1]:3000'])('the host "%s" is ours', async (host) => {
    expect((await send(`${server.url}/api/v2/jobs`, 'GET', { host })).status).toBe(200)
  })

  test.each<[string, Record<string, string>]>([
    ['Origin of another site', { origin: 'https://evil.example' }],
    ['Origin of another port', { origin: 'http://127.0.0.1:1' }],
    ['Origin null', { origin: 'null' }],
    ['Sec-Fetch-Site cross-site', { 'sec-fetch-site': 'cross-site' }],
    ['Sec-Fetch-Site same-site', { 'sec-fetch-site': 'same-site' }],
  ])('a write with %s is refused, a read is not', async (_, headers) => {
    for (const [method, path] of [['POST', 'process'], ['POST', 'cancel/x'], ['DELETE', 'jobs/x']] as const) {
      expect(problemIn(await send(`${server.url}/api/v2/${path}`, method, { ...FORM_TYPE, ...headers }, path === 'process' ? formOf('a.log', 'x\n') : undefined)).status).toBe(403)
    }
    expect((await send(`${server.url}/api/v2/jobs`, 'GET', headers)).status).toBe(200)
  })

  test('a write of our own page is taken', async () => {
    const answer = await send(`${server.url}/api/v2/process`, 'POST', { ...FORM_TYPE, 'origin': server.url, 'sec-fetch-site': 'same-origin' }, formOf('a.log', 'x\n'))
    expect(answer.status).toBe(202)
  })

  test('the page has a policy with a nonce and no unsafe-inline for scripts, and no other origin may read', async () => {
    const { headers, body } = await send(server.url + '/', 'GET', {})
    const policy = String(headers['content-security-policy'])
    const scripts = /script-src ([^;]+)/.exec(policy)?.[1] ?? ''
    expect(scripts).toMatch(/'nonce-[^']+'/)
    expect(scripts).not.toMatch(/unsafe|https?:|\*/)
    expect(policy).toMatch(/default-src 'self'/)
    expect(policy).toMatch(/frame-ancestors 'none'/)
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['access-control-allow-origin']).toBeUndefined()
    const nonce = /'nonce-([^']+)'/.exec(scripts)?.[1] ?? 'none'
    for (const tag of body.match(/<script\b[^>]*>/g) ?? []) {
      if (!/ src="\/_nuxt\//.test(tag)) expect(tag).toContain(`nonce="${nonce}"`)
    }
  })

  test('answers of the API may not be sniffed or embedded', async () => {
    const { headers } = await send(`${server.url}/api/v2/jobs`, 'GET', {})
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cross-origin-resource-policy': 'same-origin' })
    expect(headers['access-control-allow-origin']).toBeUndefined()
  })
})

test('a request without a host is refused', async () => {
  const status = await new Promise((resolve, reject) => {
    const asking = request(`${server.url}/api/v2/jobs`, { setHost: false, headers: { connection: 'close' } }, response => resolve(response.resume().statusCode))
    asking.on('error', reject)
    asking.end()
  })
  expect(status).toBeGreaterThanOrEqual(400)
})
