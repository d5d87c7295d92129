import type { Db } from 'mongodb'
import { DiskFull, StoreUnavailable } from '../../ports/errors'

const DUPLICATE_KEY = 11_000
const NO_ROOM = 14_031 // OutOfDiskSpace
/** Of a server that stops, starts, or hands over: the numbers that MongoDB's drivers retry on, and interrupted calls. */
const AWAY = new Set([6, 7, 89, 91, 189, 262, 9001, 10_107, 11_600, 11_602, 13_435, 13_436])
const NETWORK = /^Mongo.*(?:Network|ServerSelection|NotConnected|Timeout|PoolClear|PoolClosed|TopologyClosed)/

/** Runs a call and tells its failures in the ports' words. */
export async function onMongo<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask()
  }
  catch (error) {
    const code = codeOf(error)
    if (code === NO_ROOM) throw new DiskFull({ code: 'no_room_mongo', args: {} }, { cause: error })
    if (error instanceof Error && (AWAY.has(code) || NETWORK.test(error.name))) {
      throw new StoreUnavailable({ code: 'mongo_away', args: { why: error.message } }, { cause: error })
    }
    throw error
  }
}

/** Passes over the refusal of what is there already. */
export function unlessThere(error: unknown): void {
  if (codeOf(error) !== DUPLICATE_KEY) throw error
}

/** Null where the server refuses the command itself. */
export function unlessRefused(error: unknown): null {
  if (error instanceof Error && error.name === 'MongoServerError' && !AWAY.has(codeOf(error))) return null
  throw error
}

export async function isReady(db: Db): Promise<boolean> {
  return await db.command({ ping: 1 }).then(() => true, () => false)
}

/** The bytes in a buffer of their own: the driver's lie within a whole answer. */
export function ownBytes(data: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(data)
}

// By name and number, not by class: the driver is loaded only where servers are used.
function codeOf(error: unknown): number {
  return error instanceof Error && 'code' in error ? Number(error.code) : 0
}
