import { isAbsolute } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readSettings, SettingsError } from '../../../server/settings'

function problemsOf(env: Record<string, string>): string[] {
  try {
    readSettings(env)
  }
  catch (error) {
    if (error instanceof SettingsError) return error.problems
    throw error
  }
  return []
}

describe('readSettings', () => {
  it('needs nothing set', () => {
    const settings = readSettings({ PATH: '/bin' })
    expect(settings).toMatchObject({
      port: 3000, host: '127.0.0.1', role: 'all', chunkSizeBytes: 2 ** 20, maxLineBytes: 2 ** 20, maxUploadBytes: null,
      minFreeBytes: 2 ** 31, retentionDays: 30, allowedHosts: ['localhost', '127.0.0.1', '[::1]'],
    })
    expect(settings.workers).toBeGreaterThanOrEqual(1)
    expect(settings.workers).toBeLessThanOrEqual(4)
    expect(isAbsolute(settings.dataDir)).toBe(true)
  })

  it('takes an empty variable as not set', () => {
    expect(readSettings({ PORT: '', WORKERS: ' ', MONGODB_URI: '' }).port).toBe(3000)
  })

  it.each([
    ['65536', 65_536], ['64KiB', 65_536], ['2 MiB', 2 ** 21], ['1m', 2 ** 20], ['1MB', 1_000_000],
  ])('reads the size %s', (text, bytes) => {
    expect(readSettings({ CHUNK_SIZE: text }).chunkSizeBytes).toBe(bytes)
  })

  it('listens where Nitro does', () => {
    expect(readSettings({ PORT: '1', NITRO_PORT: '4000' }).port).toBe(4000)
    expect(problemsOf({ HOST: 'localhost', NITRO_HOST: '0.0.0.0' })).toEqual([expect.stringMatching(/^API_TOKEN: must be set when HOST is 0\.0\.0\.0/)])
  })

  it('reads the names that a Host header may say', () => {
    expect(readSettings({ ALLOWED_HOSTS: 'Logs.example.org, box ' }).allowedHosts).toEqual(['logs.example.org', 'box'])
  })

  it.each([
    ['PORT', 'http', '0 to 65535'],
    ['PORT', '65536', '0 to 65535'],
    ['WORKERS', '0', '1 to 64'],
    ['WORKERS', '1.5', '1 to 64'],
    ['CHUNK_SIZE', '5MiB', 'at most 4194304'],
    ['CHUNK_SIZE', '1 potato', 'such as 1048576 or 1MiB'],
    ['MAX_LINE_BYTES', '8MiB', 'at most 4194304'],
    ['MAX_UPLOAD_BYTES', '-1', 'bytes'],
    ['RETENTION_DAYS', 'never', 'days'],
    ['ALLOWED_HOSTS', 'a b', 'commas'],
    ['HOST', 'a b', 'address or a name'],
    ['OPEN_WITHOUT_TOKEN', '1', 'must be yes'],
    ['MAX_STREAMS_PER_CLIENT', '0', '1 to 100000'],
    ['ROLE', 'boss', 'must be all, web, worker or repair'],
    ['API_TOKEN', 'secret', '16 to 200'],
  ])('refuses %s=%s and says what is allowed', (name, value, allowed) => {
    const problems = problemsOf({ [name]: value })
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(new RegExp(`^${name}: `))
    expect(problems[0]).toContain(allowed)
  })

  it('never says a token again', () => {
    expect(problemsOf({ API_TOKEN: 'secret' }).join()).not.toContain('secret')
  })

  it.each(['0.0.0.0', '::', '192.168.0.2', 'logs.example.org', '127.0.0.1.example.org'])('listens on %s only with a token, or when told so by name', (HOST) => {
    expect(problemsOf({ HOST })).toEqual([expect.stringMatching(/^API_TOKEN: must be set when HOST is .*OPEN_WITHOUT_TOKEN=yes/)])
    expect(readSettings({ HOST, API_TOKEN: 'x'.repeat(16) })).toMatchObject({ host: HOST, apiToken: 'x'.repeat(16), allowedHosts: null })
    expect(readSettings({ HOST, OPEN_WITHOUT_TOKEN: 'yes' })).toMatchObject({ apiToken: null, allowedHosts: ['localhost', '127.0.0.1', '[::1]', HOST] })
    expect(readSettings({ HOST, API_TOKEN: 'x'.repeat(16), ALLOWED_HOSTS: 'a.b' }).allowedHosts).toEqual(['a.b'])
  })

  it('refuses one or two servers, naming what is missing', () => {
    expect(problemsOf({ MONGODB_URI: 'mongodb://m' })).toEqual([expect.stringMatching(/^POSTGRES_DSN, REDIS_URL: .*MONGODB_URI/)])
    expect(problemsOf({ MONGODB_URI: 'mongodb://m', REDIS_URL: 'redis://r' })).toEqual([expect.stringMatching(/^POSTGRES_DSN: .*MONGODB_URI and REDIS_URL/)])
  })

  const servers = { MONGODB_URI: 'mongodb://a:b@m1:27017,m2:27017/?replicaSet=r', POSTGRES_DSN: 'postgresql://u:p@p/db', REDIS_URL: 'rediss://:p@r:6380/1' }

  it('runs on servers when all three are given, in any role', () => {
    expect(readSettings({}).servers).toBeNull()
    expect(readSettings(servers).servers).toEqual({ mongodbUri: servers.MONGODB_URI, postgresDsn: servers.POSTGRES_DSN, redisUrl: servers.REDIS_URL })
    for (const ROLE of ['web', 'worker', 'all']) expect(readSettings({ ...servers, ROLE }).role).toBe(ROLE)
  })

  it.each(['web', 'worker'])('refuses the role %s without servers', (ROLE) => {
    expect(problemsOf({ ROLE })).toEqual([expect.stringMatching(/^MONGODB_URI, POSTGRES_DSN, REDIS_URL: must be set when ROLE is/)])
  })

  it.each([['MONGODB_URI', 'http://u:geheim@m'], ['POSTGRES_DSN', 'geheim'], ['REDIS_URL', 'mongodb://:geheim@r']])('refuses %s that is no such address, without repeating it', (name, value) => {
    const problems = problemsOf({ ...servers, [name]: value })
    expect(problems).toEqual([expect.stringMatching(new RegExp(`^${name}: must be an address such as`))])
    expect(problems.join()).not.toContain('geheim')
  })

  it('has a line for each problem', () => {
    expect(problemsOf({ PORT: 'x', WORKERS: '0', REDIS_URL: 'redis://r' })).toHaveLength(3)
  })
})
