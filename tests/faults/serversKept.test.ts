import { randomUUID } from 'node:crypto'
import { MongoClient, type Document } from 'mongodb'
import postgres from 'postgres'
import { describe } from 'vitest'
import { openBackends, openForRepair } from '../../server/backends'
import { flushRedis, freshDatabases, GIVEN_SERVERS, type Servers } from '../servers'
import { isLong } from '../stores'
import { TO_OLD_TABLES } from './oldTables'
import { storesKeptSuite, type Condition, type Installation, type Kit } from './storesKept'

/** The tables first; the others are collections. */
const PARTS = ['postgres', 'chunks', 'results', 'jobs', 'instance'] as const

async function openKit(): Promise<Kit> {
  const given = GIVEN_SERVERS
  if (!given) throw new Error('no servers')
  const own = await freshDatabases()
  const mongo = await MongoClient.connect(own.MONGODB_URI)
  const admin = postgres(given.POSTGRES_DSN, { max: 1, onnotice: () => undefined })
  const names = new Map<Installation, string>()

  async function make(template = 'template1'): Promise<Installation> {
    const name = `lograro_kept_${randomUUID().slice(0, 8)}`
    await admin.unsafe(`create database ${name} template ${template}`)
    const made = databasesAt({ ...own, POSTGRES_DSN: named(own.POSTGRES_DSN, name), MONGODB_URI: named(own.MONGODB_URI, name) }, mongo, async () => {
      await admin.unsafe(`drop database ${name} with (force)`)
      await mongo.db(name).dropDatabase()
    }, name)
    names.set(made, name)
    return made
  }

  const nameOf = (day: Installation) => names.get(day) ?? ''

  async function copy(collection: string, from: string, to: string, change: (document: Document) => Document = document => document): Promise<void> {
    const documents = await mongo.db(from).collection(collection).find().toArray()
    if (documents.length > 0) await mongo.db(to).collection(collection).insertMany(documents.map(change))
  }

  return {
    parts: PARTS,
    make: () => make(),
    async compose(days, conditions) {
      const from = (condition: Condition) => nameOf(condition === 'fresh' || condition === 'yesterday' ? days[condition] : days.today)
      const tables = conditions.postgres ?? 'today'
      // Emptied: there are tables, and nothing in them.
      const installation = await make(tables === 'removed' || tables === 'emptied' ? undefined : from(tables))
      if (tables === 'emptied') await (await openForRepair({ dataDir: '', servers: serversOf(own, nameOf(installation)) })).close()
      for (const collection of PARTS.slice(1)) {
        const condition = conditions[collection] ?? 'today'
        if (condition === 'emptied') await mongo.db(nameOf(installation)).createCollection(collection)
        else if (condition !== 'removed') await copy(collection, from(condition), nameOf(installation))
      }
      await flushRedis(own.REDIS_URL)
      return installation
    },
    async damage(installation) {
      const tables = postgres(named(own.POSTGRES_DSN, nameOf(installation)), { max: 1, onnotice: () => undefined })
      await tables.unsafe('drop table processing_stats')
      await tables.end()
    },
    async makeOld(today) {
      const old = await make(nameOf(today))
      const tables = postgres(named(own.POSTGRES_DSN, nameOf(old)), { max: 1, onnotice: () => undefined })
      await tables.unsafe(TO_OLD_TABLES)
      await tables.end()
      for (const collection of ['chunks', 'results']) await copy(collection, nameOf(today), nameOf(old))
      await mongo.db(nameOf(old)).collection('results').deleteMany({ kind: 'steps' })
      return old
    },
    async close() {
      await mongo.close()
      await admin.end()
      await own.drop()
    },
  }
}

function databasesAt(servers: Servers, mongo: MongoClient, drop: () => Promise<void>, name: string): Installation {
  const settings = { dataDir: '', servers: serversOf(servers, name) }
  return {
    open: () => openBackends(settings),
    openForRepair: () => openForRepair(settings),
    async bytesOf(jobId) {
      const chunks = await mongo.db(name).collection('chunks').find({ file_id: jobId }, { projection: { size: 1 } }).toArray()
      return chunks.reduce((sum, { size }) => sum + Number(size), 0) + await mongo.db(name).collection('results').countDocuments({ job_id: jobId })
    },
    drop,
  }
}

function serversOf(servers: Servers, name: string) {
  return { mongodbUri: named(servers.MONGODB_URI, name), postgresDsn: named(servers.POSTGRES_DSN, name), redisUrl: servers.REDIS_URL }
}

function named(address: string, database: string): string {
  const url = new URL(address)
  url.pathname = `/${database}`
  return url.href
}

describe.skipIf(!GIVEN_SERVERS)('on servers', () => {
  storesKeptSuite(openKit, PARTS, isLong ? 30 : 5)
})
