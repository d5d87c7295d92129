import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import { DiskFull, StoreUnavailable } from '../../ports/errors'

/** What both drivers give: the queries of this folder are written against it. */
export type Database = PgDatabase<PgQueryResultHKT>

/**
 * Runs a query or transaction and tells its failures in the ports' words: DiskFull, or StoreUnavailable where a retry may
 * help, as where no answer comes within half a minute (what was asked may then still happen). Anything else is a mistake of ours and passes as it is.
 */
export async function asking<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined
  const tooLong = new Promise<never>((_, reject) => {
    const silent = () => new StoreUnavailable({ code: 'database_silent', args: { seconds: ANSWER_MS / 1000 } })
    timer = setTimeout(() => reject(silent()), ANSWER_MS)
  })
  try {
    return await Promise.race([ask(), tooLong])
  }
  catch (error) {
    throw inPortWords(error)
  }
  finally {
    clearTimeout(timer)
  }
}

/** How long an answer is waited for: a connection may be cut without either side being told. Chosen: far beyond any of our statements. */
const ANSWER_MS = 30_000

// SQLSTATE classes: connection, resources, rolled back for a conflict, stopped by an operator; and a session that was silent for too long.
const WORTH_A_RETRY = /^(?:08|53|40|57P|25P03)/
const SYSTEM_ERRORS = /^(?:ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|CONNECTION_|CONNECT_)/
const NO_ROOM = /^(?:53100|ENOSPC|EDQUOT)$/

function inPortWords(error: unknown): unknown {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : ''
    if (NO_ROOM.test(code)) return new DiskFull({ code: 'no_room_database', args: {} }, { cause: error })
    if (WORTH_A_RETRY.test(code) || SYSTEM_ERRORS.test(code) || cause.message === 'PGlite is closed') {
      return new StoreUnavailable({ code: 'database_away', args: { why: cause.message } }, { cause: error })
    }
  }
  return error
}
