import type { MongoClient } from 'mongodb'
import { ServerRefused } from '../../ports/errors'
import type { DocumentSide } from '../../ports/backends'
import { openMongoChunks } from './mongoChunks'
import { openMongoNotes } from './mongoNotes'
import { openMongoRecords } from './mongoRecords'
import { openMongoResults } from './mongoResults'

const DATABASE = 'logsanomaly'
/** How long a server is looked for before a call fails; chosen: a start fails within ten seconds. */
const FIND_MS = 5000
/** How long an answer is waited for: a connection may be cut without either side being told. Chosen: far beyond any of our calls. */
const ANSWER_MS = 30_000

export interface MongoDocuments extends DocumentSide {
  close(): Promise<void>
}

/**
 * Connects to the database that the address names, `logsanomaly` if it names none, and makes what indexes are missing.
 * @throws ServerRefused within ten seconds if the server can't be reached or does not let us in.
 */
export async function openMongo(uri: string): Promise<MongoDocuments> {
  const { MongoClient, Double } = await import('mongodb') // only here: who runs on the data folder never loads it
  const client = connectTo(MongoClient, uri)
  try {
    await client.connect()
    const db = client.db(/^[^?]*\/\/[^/]+\/[^?]/.test(uri) ? undefined : DATABASE)
    await db.command({ ping: 1 })
    return {
      chunks: await openMongoChunks(db),
      results: await openMongoResults(db, score => new Double(score)),
      records: openMongoRecords(db),
      notes: openMongoNotes(db),
      close: () => client.close(),
    }
  }
  catch (error) {
    await client.close()
    throw new ServerRefused(`MONGODB_URI: MongoDB can't be used: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}

function connectTo(Client: typeof MongoClient, uri: string): MongoClient {
  try {
    return new Client(uri, {
      appName: 'lograro', serverSelectionTimeoutMS: FIND_MS, connectTimeoutMS: FIND_MS, socketTimeoutMS: ANSWER_MS, ignoreUndefined: true, journal: true,
    })
  }
  catch (error) {
    // The driver's message may repeat the address with its password.
    throw new ServerRefused('MONGODB_URI: must be an address such as mongodb://user:password@host:27017', { cause: error })
  }
}
