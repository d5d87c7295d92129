// Real servers for tests: the addresses come from the environment, `npm test` sets them (scripts/services.mjs).
import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import { MongoClient } from 'mongodb'
import postgres from 'postgres'

export interface Servers {
  MONGODB_URI: string
  POSTGRES_DSN: string
  REDIS_URL: string
}

const { TEST_MONGODB_URI, TEST_POSTGRES_DSN, TEST_REDIS_URL } = process.env

export const GIVEN_SERVERS: Servers | null = TEST_MONGODB_URI && TEST_POSTGRES_DSN && TEST_REDIS_URL
  ? { MONGODB_URI: TEST_MONGODB_URI, POSTGRES_DSN: TEST_POSTGRES_DSN, REDIS_URL: TEST_REDIS_URL }
  : null

/** Databases of one's own on the servers, empty. Redis has few: one a test process, so two in use at once must be in one file. */
export async function freshDatabases(servers: Servers | null = GIVEN_SERVERS): Promise<Servers & { drop(): Promise<void> }> {
  if (!servers) throw new Error('no servers: set TEST_MONGODB_URI, TEST_POSTGRES_DSN and TEST_REDIS_URL, or run npm test')
  const name = `lograro_test_${randomUUID().slice(0, 8)}`
  const own: Servers = {
    MONGODB_URI: at(servers.MONGODB_URI, name),
    POSTGRES_DSN: at(servers.POSTGRES_DSN, name),
    REDIS_URL: at(servers.REDIS_URL, String(1 + Number(process.env.VITEST_POOL_ID ?? 0) % 15)),
  }
  const admin = postgres(servers.POSTGRES_DSN, { max: 1, onnotice: () => undefined })
  await admin.unsafe(`create database ${name}`)
  await admin.end()
  await flushRedis(own.REDIS_URL)
  return {
    ...own,
    async drop() {
      const again = postgres(servers.POSTGRES_DSN, { max: 1, onnotice: () => undefined })
      await again.unsafe(`drop database ${name} with (force)`)
      await again.end()
      const mongo = await MongoClient.connect(own.MONGODB_URI)
      await mongo.db().dropDatabase()
      await mongo.close()
      await flushRedis(own.REDIS_URL)
    },
  }
}

export async function flushRedis(url: string): Promise<void> {
  const redis = new Redis(url)
  await redis.flushdb()
  redis.disconnect()
}

function at(address: string, database: string): string {
  const url = new URL(address)
  url.pathname = `/${database}`
  return url.href
}
