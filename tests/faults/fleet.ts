// Processes of a server mode of their own on real servers that a test may kill, and what must be true after each fault.
import { MongoClient, type Db } from 'mongodb'
import { Redis } from 'ioredis'
import postgres from 'postgres'
import { expect } from 'vitest'
import type { startServices } from '../../scripts/services.mjs'
import { settledResults, untilEnded } from '../api/client'
import { startDying, startServer, type TestServer } from '../api/testServer'
import { letPass } from '../letPass'
import { freshDatabases } from '../servers'

/** Small chunks, so that there are many to lose. */
const ENV = { CHUNK_SIZE: '64KiB', WORKERS: '1' }
/** The substitute for MongoDB is slow, and so may be the machine. */
const WITHIN_MS = 240_000

export type Services = Awaited<ReturnType<typeof startServices>>

export interface Fleet {
  start(role: 'web' | 'worker' | 'all', env?: Record<string, string>): Promise<TestServer>
  /** Workers that die, each at its point of the work, one after the other. */
  dieAfter(...points: string[]): Promise<void>
  /** A worker that is started again whenever it has died, until the returned function is called. */
  keepWorker(env: Record<string, string>): () => Promise<void>
  addresses: Record<'MONGODB_URI' | 'POSTGRES_DSN' | 'REDIS_URL', string>
  end(): Promise<void>
}

/** Databases of its own on the services, and as many processes as are started. */
export async function openFleet(services: Services): Promise<Fleet> {
  const { drop, ...addresses } = await freshDatabases(services.addresses)
  const servers: TestServer[] = []
  const start: Fleet['start'] = async (role, env = {}) => {
    const server = await startServer({ ...ENV, ...addresses, ROLE: role, ...env })
    servers.push(server)
    return server
  }
  return {
    addresses,
    start,
    async dieAfter(...points) {
      for (const point of points) await startDying(point, { ...ENV, ...addresses, ROLE: 'worker' })
    },
    keepWorker(env) {
      let isWanted = true
      const keeping = (async () => {
        while (isWanted) {
          const worker = await start('worker', env).catch(() => null) // it may die before it answers
          while (isWanted && worker && !worker.hasEnded()) await letPass(50, 'the pause between two looks')
        }
      })()
      return async () => {
        isWanted = false
        await keeping
      }
    },
    async end() {
      for (const server of servers) await server.dispose()
      await drop()
    },
  }
}

export type Settled = Awaited<ReturnType<typeof settledResults>>

/** What an embedded server makes of the log. */
export async function embeddedResults(analyse: (server: TestServer) => Promise<{ job_id: string }>): Promise<Settled> {
  const server = await startServer(ENV)
  try {
    const { job_id: jobId } = await analyse(server)
    return await settledResults(server, jobId)
  }
  finally {
    await server.dispose()
  }
}

/** The job has completed with these results, each chunk counts once a phase, and nothing else is left in any store. */
export async function expectWhole({ addresses }: Fleet, web: TestServer, jobId: string, wanted: Settled): Promise<void> {
  const job = await untilEnded(web, jobId, WITHIN_MS)
  expect(job).toMatchObject({ status: 'completed', progress: 1, error_message: null })
  expect(await settledResults(web, jobId)).toEqual(wanted)
  await expectCountedOnce(addresses.POSTGRES_DSN, jobId, job.total_chunks)
  await expectTidied(addresses, jobId)
  expect(await withMongo(addresses, db => db.collection('chunks').countDocuments({ file_id: jobId, processed: false }))).toBe(0)
}

/** No document is left that no committed step names, and no task. */
export async function expectTidied(addresses: Fleet['addresses'], jobId: string): Promise<void> {
  await expect.poll(() => strayDocuments(addresses, jobId), { timeout: WITHIN_MS, interval: 1000 }).toEqual([])
  await expect.poll(() => tasksIn(addresses.REDIS_URL), { timeout: WITHIN_MS, interval: 500 }).toEqual([])
}

/** Nothing at all is left of the job's text and results. */
export async function expectNoBytes({ addresses }: Fleet, jobId: string): Promise<void> {
  const left = () => withMongo(addresses, async db => [await db.collection('chunks').countDocuments({ file_id: jobId }), await db.collection('results').countDocuments({ job_id: jobId })])
  await expect.poll(left, { timeout: WITHIN_MS, interval: 500 }).toEqual([0, 0])
  await expect.poll(() => tasksIn(addresses.REDIS_URL), { timeout: WITHIN_MS, interval: 500 }).toEqual([])
}

async function expectCountedOnce(dsn: string, jobId: string, chunks: number): Promise<void> {
  const { rows, last } = await withPostgres(dsn, async sql => ({
    rows: await sql`select phase, count(*)::int as rows, count(distinct chunk_number)::int as numbers from processing_stats where job_id = ${jobId} group by phase`,
    last: (await sql`select max(sequence)::int as last from processing_stats where job_id = ${jobId}`)[0]?.last,
  }))
  const counts = Object.fromEntries(rows.map(row => [row.phase, [row.rows, row.numbers]]))
  expect(counts).toEqual({ learn: [chunks, chunks], settle: [1, 1], score: [chunks, chunks], finish: [chunks + 1, chunks + 1] })
  expect(last).toBe(3 * chunks + 2)
}

/** Attempts of the job at learning that were begun and have not counted. */
export function openAttempts(dsn: string, jobId: string): Promise<number> {
  return withPostgres(dsn, async (sql) => {
    const [row] = await sql`select coalesce(sum(attempts), 0)::int - (select count(*)::int from processing_stats s where s.job_id = ${jobId} and s.phase = 'learn') as open
      from processing_attempts where job_id = ${jobId} and phase = 'learn'`
    return Number(row?.open)
  })
}

/** Documents that no committed step names. */
async function strayDocuments(addresses: Fleet['addresses'], jobId: string): Promise<string[]> {
  const steps = await withPostgres(addresses.POSTGRES_DSN, sql => sql`select phase, chunk_number, attempt from processing_stats where job_id = ${jobId}`)
  const committed = new Set(steps.map(step => `${step.phase} ${step.chunk_number} ${step.attempt}`))
  const phases: Record<string, string> = { summary: 'learn', columns: 'learn', provisional: 'learn', merged: 'settle', model: 'settle', usual: 'settle', candidates: 'score' }
  const documents = await withMongo(addresses, db => db.collection('results').find({ job_id: jobId }, { projection: { kind: 1, chunk_number: 1, attempt: 1 } }).toArray())
  // The list of the steps that counted is the job's, not a step's.
  return documents.filter(one => one.kind !== 'steps' && !committed.has(`${phases[one.kind] ?? 'finish'} ${phases[one.kind] ? one.chunk_number : -1} ${one.attempt}`)).map(one => String(one._id))
}

/** How many tasks workers have in hand. */
export async function tasksInHand(url: string): Promise<number> {
  const redis = new Redis(url)
  const count = await redis.llen('lograro:tasks:active')
  redis.disconnect()
  return count
}

/** Tasks that wait or are in work. */
async function tasksIn(url: string): Promise<string[]> {
  const redis = new Redis(url)
  const keys = await redis.keys('lograro:*')
  redis.disconnect()
  return keys.filter(key => /^lograro:tasks:[0-9a-f-]{36}\.|:(?:active|wait|prioritized)$|^lograro:job:.*:tasks$/.test(key))
}

export async function withPostgres<T>(dsn: string, ask: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(dsn, { max: 1 })
  try {
    return await ask(sql)
  }
  finally {
    await sql.end()
  }
}

async function withMongo<T>({ MONGODB_URI }: Fleet['addresses'], ask: (db: Db) => Promise<T>): Promise<T> {
  const mongo = await MongoClient.connect(MONGODB_URI)
  try {
    return await ask(mongo.db())
  }
  finally {
    await mongo.close()
  }
}
