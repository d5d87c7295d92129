// @ts-check
// Servers for tests: `node scripts/services.mjs` runs them until Ctrl+C and says where; programs call startServices().
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { mongo, postgres, redis } from './servicePrograms.mjs'

/** @typedef {'mongo' | 'postgres' | 'redis'} ServiceName */

/**
 * Starts the three servers in a process of their own, on free ports and in a temporary folder. They end with this process,
 * whatever ends it. `act` stops, kills or starts one of them; what it had stored stays, but Redis has nothing stored.
 * @returns {Promise<{ addresses: Record<'MONGODB_URI' | 'POSTGRES_DSN' | 'REDIS_URL', string>, act: (verb: 'stop' | 'kill' | 'start', name: ServiceName) => Promise<void>, end: () => Promise<void> }>}
 */
export async function startServices() {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), 'serve'], { stdio: ['pipe', 'pipe', 'inherit'] })
  const exit = once(child, 'exit')
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const next = async () => {
    const { value, done } = await lines.next()
    if (done) throw new Error('the servers for tests ended')
    return JSON.parse(value)
  }
  const addresses = await next()
  return {
    addresses,
    async act(verb, name) {
      child.stdin.write(`${verb} ${name}\n`)
      const { error } = await next()
      if (error) throw new Error(error)
    },
    async end() {
      child.stdin.end()
      await exit
    },
  }
}

/** The addresses given by TEST_MONGODB_URI, TEST_POSTGRES_DSN and TEST_REDIS_URL, or null where not all are. */
export function givenAddresses() {
  const { TEST_MONGODB_URI: MONGODB_URI, TEST_POSTGRES_DSN: POSTGRES_DSN, TEST_REDIS_URL: REDIS_URL } = process.env
  return MONGODB_URI && POSTGRES_DSN && REDIS_URL ? { MONGODB_URI, POSTGRES_DSN, REDIS_URL } : null
}

/** Runs the servers until stdin ends or a signal comes. */
async function serve() {
  const folder = mkdtempSync(join(tmpdir(), 'lograro-services-'))
  /** @type {import('./servicePrograms.mjs').Service[]} */
  const services = []
  let isEnding = false
  const end = async () => {
    if (isEnding) return
    isEnding = true
    await Promise.allSettled(services.map(service => service.kill()))
    rmSync(folder, { recursive: true, force: true })
    process.exit()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end)
  const commands = createInterface({ input: process.stdin })
  if (process.argv[2] === 'serve') commands.on('close', end)
  try {
    for (const make of [postgres, redis, mongo]) services.push(await make(folder))
    await Promise.all(services.map(service => service.launch()))
  }
  catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
    return end()
  }
  const addresses = Object.fromEntries(services.map(({ variable, address }) => [variable, address]))
  if (process.argv[2] !== 'serve') {
    for (const [variable, address] of Object.entries(addresses)) console.log(`export ${variable}='${address}' TEST_${variable}='${address}'`)
    return
  }
  console.log(JSON.stringify(addresses))
  const [byPostgres, byRedis, byMongo] = services
  /** @type {Record<string, import('./servicePrograms.mjs').Service>} */
  const named = { postgres: byPostgres, redis: byRedis, mongo: byMongo }
  for await (const line of commands) {
    const [verb, name] = line.split(' ')
    const service = named[name]
    const act = verb === 'start' ? service.launch : verb === 'kill' ? service.kill : service.stop
    console.log(JSON.stringify(await act().then(() => ({}), error => ({ error: String(error) }))))
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await serve()
