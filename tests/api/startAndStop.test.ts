import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { analyse, FORM_TYPE, formHead, OpenRequest, openStream, until } from './client'
import { letPass } from '../letPass'
import { plainLog } from './logs'
import { freePort } from '../../scripts/freePort.mjs'
import { newDataDir, residentMb, startRefused, startServer, type TestServer } from './testServer'

/** More than Node lets listen to one thing without a warning. */
const UPLOADS = 12

type Case = [string, () => Record<string, string>, RegExp]

describe('what refuses to start, with one plain sentence and an exit code', () => {
  let server: TestServer
  const folder = newDataDir()
  beforeAll(async () => {
    server = await startServer()
  })
  afterAll(async () => {
    await server.dispose()
    rmSync(folder, { recursive: true })
  })

  const cases: Case[] = [
    ['a port that is taken', () => ({ DATA_DIR: folder, PORT: String(server.port) }), /can't listen on 127\.0\.0\.1, port \d+ \(.*EADDRINUSE/],
    ['a server variable', () => ({ DATA_DIR: folder, REDIS_URL: 'redis://localhost' }), /MONGODB_URI, POSTGRES_DSN/],
    ['what is no address of a server', () => ({ DATA_DIR: folder, REDIS_URL: 'x', MONGODB_URI: 'x', POSTGRES_DSN: 'x' }), /MONGODB_URI.*\n.*POSTGRES_DSN.*\n.*REDIS_URL/],
    ['a worker without servers', () => ({ DATA_DIR: folder, ROLE: 'worker' }), /must be set when ROLE is worker/],
    ['a host beyond loopback without a token', () => ({ DATA_DIR: folder, HOST: '0.0.0.0' }), /API_TOKEN: must be set when HOST is 0\.0\.0\.0/],
    ['a wrong setting', () => ({ DATA_DIR: folder, CHUNK_SIZE: '9MiB' }), /CHUNK_SIZE/],
  ]
  test.each(cases)('%s', async (_, env, reason) => {
    const { code, stderr } = await startRefused({ PORT: String(await freePort()), ...env() })
    expect(code).toBe(1)
    expect(stderr).toMatch(reason)
    expect(stderr).not.toMatch(/ {4}at /)
  })

  test('it listens on loopback only', () => {
    const sockets = execFileSync('cat', ['/proc/net/tcp', '/proc/net/tcp6'], { encoding: 'utf8' }).split('\n')
    const port = server.port.toString(16).toUpperCase().padStart(4, '0')
    const listening = sockets.map(line => line.trim().split(/\s+/)).filter(([, local, , state]) => state === '0A' && local?.endsWith(`:${port}`)).map(([, local]) => local)
    expect(listening).toEqual([`0100007F:${port}`])
  })
})

test('SIGTERM ends open streams and uploads, however many, and the process', async () => {
  const server = await startServer({ CHUNK_SIZE: '64KiB' })
  try {
    const uploads = await Promise.all(Array.from({ length: UPLOADS }, () => beginUpload(server)))
    const following = await openStream(server, uploads[0]?.jobId ?? '')
    const begunMs = Date.now()
    expect(await server.end()).toBe(0)
    expect(Date.now() - begunMs).toBeLessThan(8000)
    await following.ended
    for (const { post } of uploads) expect((await post.answer).status).toBe(503)
    expect(server.output()).not.toContain('Warning')
  }
  finally {
    await server.dispose()
  }
})

test('a server goes on, and ends, where nobody reads its log any more', async () => {
  const server = await startServer()
  try {
    server.closeOutput()
    for (let i = 0; i < 3; i++) expect(await analyse(server, 'one line\n')).toMatchObject({ status: 'completed' })
    const before = residentMb(server.pid)
    await letPass(2000, 'what is logged in a loop would grow by hundreds of MB')
    expect(residentMb(server.pid)).toBeLessThan(before + 100)
    expect(await server.end()).toBe(0)
  }
  finally {
    await server.dispose()
  }
})

/** An upload of which a chunk is learnt, and that does not end. */
async function beginUpload(server: TestServer) {
  const jobId = randomUUID()
  const post = OpenRequest.post(`${server.url}/api/v2/process?job_id=${jobId}`, FORM_TYPE)
  await post.write(formHead('a.log'))
  await post.write(plainLog(8000))
  await until(server, jobId, job => job.chunks_processed > 0)
  return { jobId, post }
}
