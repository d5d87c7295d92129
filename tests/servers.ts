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

/** Redis has 16 databases. The first tells which of the others are in use. */
const REDIS_DATABASES = 15
/** A test that was killed gives its database back after this. */
const HELD_SECONDS = 3600

/** Databases of one's own on the servers, empty; at most 15 are in use at once. */
export async function freshDatabases(servers: Servers | null = GIVEN_SERVERS): Promise<Servers & { drop(): Promise<void> }> {
  if (!servers) throw new Error('no servers: set TEST_MONGODB_URI, TEST_POSTGRES_DSN and TEST_REDIS_URL, or run npm test')
  const name = `lograro_test_${randomUUID().slice(0, 8)}`
  const own: Servers = {
    MONGODB_URI: at(servers.MONGODB_URI, name),
    POSTGRES_DSN: at(servers.POSTGRES_DSN, name),
    REDIS_URL: at(servers.REDIS_URL, String(await takeRedisDatabase(servers.REDIS_URL, name))),
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
      await onRedis(servers.REDIS_URL, redis => redis.del(holderKey(Number(new URL(own.REDIS_URL).pathname.slice(1)))))
    },
  }
}

export async function flushRedis(url: string): Promise<void> {
  await onRedis(url, redis => redis.flushdb())
}

async function takeRedisDatabase(url: string, holder: string): Promise<number> {
  return onRedis(url, async (redis) => {
    for (let number = 1; number <= REDIS_DATABASES; number++) {
      if (await redis.set(holderKey(number), holder, 'EX', HELD_SECONDS, 'NX')) return number
    }
    throw new Error('all databases of Redis are in use by other tests')
  })
}

function holderKey(number: number): string {
  return `lograro-test:database:${number}`
}

async function onRedis<T>(url: string, ask: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(url)
  try {
    return await ask(redis)
  }
  finally {
    redis.disconnect()
  }
}

function at(address: string, database: string): string {
  const url = new URL(address)
  url.pathname = `/${database}`
  return url.href
}
