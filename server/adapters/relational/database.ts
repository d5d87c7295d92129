import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import { DiskFull, StoreUnavailable } from '../../ports/errors'

/** What both drivers give: the queries of this folder are written against it. */
export type Database = PgDatabase<PgQueryResultHKT>

/**
 * Runs a query or transaction and tells its failures in the ports' words: DiskFull, or StoreUnavailable where a retry may
 * help. Anything else is a mistake of ours and passes as it is.
 */
export async function asking<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask()
  }
  catch (error) {
    throw inPortWords(error)
  }
}

// SQLSTATE classes: connection, resources, rolled back for a conflict, stopped by an operator.
const WORTH_A_RETRY = /^(?:08|53|40|57P)/
const SYSTEM_ERRORS = /^(?:ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|CONNECTION_|CONNECT_)/
const NO_ROOM = /^(?:53100|ENOSPC|EDQUOT)$/

function inPortWords(error: unknown): unknown {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : ''
    if (NO_ROOM.test(code)) return new DiskFull('The database has no room left.', { cause: error })
    if (WORTH_A_RETRY.test(code) || SYSTEM_ERRORS.test(code) || cause.message === 'PGlite is closed') {
      return new StoreUnavailable(`the database does not answer: ${cause.message}`, { cause: error })
    }
  }
  return error
}
