import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freePort } from '../../scripts/freePort.mjs'
import { freshDatabases, GIVEN_SERVERS } from '../servers'
import { newDataDir, onServers, startRefused } from './testServer'

/** From the start of the process; the start itself has ten. */
const WITHIN_MS = 10_000

// Needs servers that are there; the embedded run of this suite has none.
if (onServers && GIVEN_SERVERS) describe('a server that can not be used stops the start within 10 s, and is named', () => {
  let servers: Awaited<ReturnType<typeof freshDatabases>>
  let silent: Server
  let closedPort: number
  let silentPort: number
  beforeAll(async () => {
    servers = await freshDatabases()
    closedPort = await freePort()
    silent = createServer(socket => socket.on('error', () => undefined)).listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const address = silent.address()
    silentPort = address !== null && typeof address === 'object' ? address.port : 0
  })
  afterAll(async () => {
    silent.close()
    await servers.drop()
  })

  const names = ['MONGODB_URI', 'POSTGRES_DSN', 'REDIS_URL'] as const
  const withPassword = (address: string) => {
    const url = new URL(address)
    url.password = 'geheim'
    return url.href
  }
  const atPort = (address: string, port: number) => {
    const url = new URL(address)
    url.port = String(port)
    return url.href
  }
  const refused = async (env: Record<string, string>) => {
    const begunMs = performance.now()
    const { MONGODB_URI, POSTGRES_DSN, REDIS_URL } = servers
    const { code, stderr } = await startRefused({ PORT: String(await freePort()), DATA_DIR: newDataDir(), MONGODB_URI, POSTGRES_DSN, REDIS_URL, ...env })
    expect(code).toBe(1)
    expect(stderr).not.toContain('geheim')
    expect(stderr).not.toMatch(/ {4}at /)
    return { stderr, tookMs: performance.now() - begunMs }
  }

  test.each(['POSTGRES_DSN', 'REDIS_URL'] as const)('%s with a wrong password', async (name) => {
    const { stderr, tookMs } = await refused({ [name]: withPassword(servers[name]) })
    expect(stderr).toMatch(new RegExp(`can't start: ${name}: .*(?:password|WRONGPASS)`))
    expect(tookMs).toBeLessThan(WITHIN_MS)
  })

  test('MONGODB_URI with a user that is not known', async () => {
    const url = new URL(servers.MONGODB_URI)
    url.username = 'nobody'
    const { stderr, tookMs } = await refused({ MONGODB_URI: withPassword(url.href) })
    expect(stderr).toMatch(/can't start: MONGODB_URI: .*[Aa]uthentication failed/)
    expect(tookMs).toBeLessThan(WITHIN_MS)
  })

  test.each(names)('%s where nobody listens', async (name) => {
    const { stderr, tookMs } = await refused({ [name]: atPort(servers[name], closedPort) })
    expect(stderr).toMatch(new RegExp(`can't start: ${name}: .*ECONNREFUSED`))
    expect(tookMs).toBeLessThan(WITHIN_MS)
  })

  test.each(names)('%s that says nothing', async (name) => {
    const { stderr, tookMs } = await refused({ [name]: atPort(servers[name], silentPort) })
    expect(stderr).toMatch(new RegExp(`can't start: ${name}: `))
    expect(tookMs).toBeLessThan(WITHIN_MS)
  })

  test('all three at once: each is named', async () => {
    const { stderr } = await refused(Object.fromEntries(names.map(name => [name, atPort(servers[name], closedPort)])))
    for (const name of names) expect(stderr).toContain(`${name}: `)
  })
})
