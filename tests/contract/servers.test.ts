import { randomUUID } from 'node:crypto'
import { MongoClient } from 'mongodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openMongo } from '../../server/adapters/documents/openMongo'
import type { MongoDocuments } from '../../server/adapters/documents/openMongo'
import { openBullQueue } from '../../server/adapters/queue/bullQueue'
import type { BullQueue } from '../../server/adapters/queue/bullQueue'
import { openPostgres } from '../../server/adapters/relational/openPostgres'
import type { PostgresRelational } from '../../server/adapters/relational/openPostgres'
import { openRedisStatuses } from '../../server/adapters/wakeups/redisStatuses'
import type { RedisStatuses } from '../../server/adapters/wakeups/redisStatuses'
import { openRedisWakeUps } from '../../server/adapters/wakeups/redisWakeUps'
import type { RedisWakeUps } from '../../server/adapters/wakeups/redisWakeUps'
import { freshDatabases, GIVEN_SERVERS } from '../servers'
import { chunkStoreContract } from './chunkStore'
import { jobStoreContract } from './jobStore'
import { markStoreContract } from './markStore'
import { instanceNotesContract } from './instanceNotes'
import { recordStoreContract } from './recordStore'
import { resultStoreContract } from './resultStore'
import { statusCacheContract } from './statusCache'
import { stepStoreContract } from './stepStore'
import { tableStoreContract } from './tableStore'
import { wakeUpsContract } from './wakeUps'
import { workQueueContract } from './workQueue'

describe.skipIf(!GIVEN_SERVERS)('on servers', () => {
  let servers: Awaited<ReturnType<typeof freshDatabases>>
  beforeAll(async () => {
    servers = await freshDatabases()
  })
  afterAll(() => servers.drop())

  describe('PostgreSQL', () => {
    let stores: PostgresRelational
    beforeAll(async () => {
      stores = await openPostgres(servers.POSTGRES_DSN)
    })
    afterAll(() => stores.close())

    jobStoreContract(async () => stores)
    markStoreContract(async () => stores.marks)
    stepStoreContract(async () => stores)
    tableStoreContract(async () => stores)
  })

  it('lets ten processes bring the same new tables up to date at once', async () => {
    const own = await freshDatabases()
    const stores = await Promise.all(Array.from({ length: 10 }, () => openPostgres(own.POSTGRES_DSN)))
    expect(await Promise.all(stores.map(({ jobs }) => jobs.isReady()))).toEqual(stores.map(() => true))
    await Promise.all(stores.map(({ close }) => close()))
    await own.drop()
  })

  describe('MongoDB', () => {
    let stores: MongoDocuments
    beforeAll(async () => {
      stores = await openMongo(servers.MONGODB_URI)
    })
    afterAll(() => stores.close())

    chunkStoreContract(async () => stores.chunks)
    // The substitute for tests writes 2,000 findings a second.
    recordStoreContract(async () => stores)
    instanceNotesContract(async () => stores.notes)
    resultStoreContract(async () => stores.results, { findings: 4000, pagesMs: 5000 })

    it('opens again where there are data', async () => {
      const jobId = randomUUID()
      await stores.results.put({ jobId, kind: 'summary', chunkNumber: 0, attempt: 1 }, new Uint8Array([1]))
      const again = await openMongo(servers.MONGODB_URI)
      expect(await again.results.get({ jobId, kind: 'summary', chunkNumber: 0, attempt: 1 })).toEqual(new Uint8Array([1]))
      await again.close()
    })

    it('has the indexes by which it is asked, also where the collections were there before', async () => {
      const own = await freshDatabases()
      const client = await MongoClient.connect(own.MONGODB_URI)
      for (const name of ['chunks', 'results']) await client.db().createCollection(name)
      for (let opens = 0; opens < 2; opens++) await (await openMongo(own.MONGODB_URI)).close()
      const keysOf = async (name: string) => (await client.db().collection(name).indexes()).map(({ key, unique = false }) => [Object.keys(key).join(' '), unique])
      expect(await keysOf('chunks')).toEqual(expect.arrayContaining([['file_id chunk_number', true], ['processed', false]]))
      expect(await keysOf('results')).toEqual(expect.arrayContaining([['job_id kind attempt score line_number', false], ['job_id kind attempt line_number', false], ['chunk_id', false]]))
      await client.close()
      await own.drop()
    })
  })

  describe('Redis', () => {
    let wakeUps: RedisWakeUps
    let statuses: RedisStatuses
    const queues: BullQueue[] = []
    beforeAll(async () => {
      wakeUps = await openRedisWakeUps(servers.REDIS_URL)
      statuses = await openRedisStatuses(servers.REDIS_URL)
    })
    afterAll(() => Promise.all([wakeUps, statuses, ...queues].map(each => each.close())))

    workQueueContract(async () => {
      const queue = await openBullQueue(servers.REDIS_URL, { prefix: randomUUID() })
      queues.push(queue)
      return queue
    })
    wakeUpsContract(async () => wakeUps)
    statusCacheContract(async () => statuses)
  })
})
