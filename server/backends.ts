import { access, constants, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { emptyTrash } from './adapters/documents/files'
import { openFolderChunks } from './adapters/documents/folderChunks'
import { DataFolderRefused, lockFolder } from './adapters/documents/folderLock'
import { openFolderResults } from './adapters/documents/folderResults'
import { openMongo } from './adapters/documents/openMongo'
import { openBullQueue } from './adapters/queue/bullQueue'
import { openInProcessQueue } from './adapters/queue/inProcessQueue'
import { openPglite } from './adapters/relational/openPglite'
import { openPostgres } from './adapters/relational/openPostgres'
import { openInProcessStatuses } from './adapters/wakeups/inProcessStatuses'
import { openInProcessWakeUps } from './adapters/wakeups/inProcessWakeUps'
import { openRedisStatuses } from './adapters/wakeups/redisStatuses'
import { openRedisWakeUps } from './adapters/wakeups/redisWakeUps'
import type { Backends } from './ports/backends'
import { ServerRefused } from './ports/errors'
import type { Servers, Settings } from './settings'

/**
 * Opens every store: on the servers that the settings name, or on the data folder, which is then held until `close`.
 * @throws DataFolderRefused if the folder can't be written or another process holds it. @throws ServerRefused within ten
 * seconds, naming each server that can't be used.
 */
export function openBackends({ dataDir, servers = null }: Pick<Settings, 'dataDir'> & Partial<Settings>): Promise<Backends> {
  return servers ? openServers(servers) : openEmbedded(dataDir)
}

async function openEmbedded(dataDir: string): Promise<Backends> {
  await prepareFolder(dataDir)
  const unlock = lockFolder(dataDir)
  try {
    await emptyTrash(dataDir)
    const { jobs, steps, marks, close } = await openPglite(join(dataDir, 'pg'))
    return {
      jobs,
      steps,
      marks,
      chunks: openFolderChunks(dataDir),
      results: openFolderResults(dataDir),
      queue: openInProcessQueue(),
      wakeUps: openInProcessWakeUps(),
      statuses: openInProcessStatuses(),
      isAlone: true,
      async close() {
        await close()
        unlock()
      },
    }
  }
  catch (error) {
    unlock()
    throw error
  }
}

async function openServers({ mongodbUri, postgresDsn, redisUrl }: Servers): Promise<Backends> {
  const [{ jobs, steps, marks, ...relational }, { chunks, results, ...documents }, queue, wakeUps, statuses] = await allOrNone([
    openPostgres(postgresDsn), openMongo(mongodbUri), openBullQueue(redisUrl), openRedisWakeUps(redisUrl), openRedisStatuses(redisUrl),
  ] as const)
  return {
    jobs,
    steps,
    marks,
    chunks,
    results,
    queue,
    wakeUps,
    statuses,
    isAlone: false,
    close: () => closeAll([queue, wakeUps, statuses, relational, documents]),
  }
}

interface Closable { close(): Promise<void> }

/** What all of them open; where one does not, closes the others and tells every reason. */
async function allOrNone<All extends readonly Promise<Closable>[]>(opening: All): Promise<{ -readonly [I in keyof All]: Awaited<All[I]> }> {
  const settled = await Promise.allSettled(opening)
  const reasons = settled.filter(one => one.status === 'rejected').map((one): unknown => one.reason)
  if (reasons.length > 0) {
    await closeAll(settled.filter(one => one.status === 'fulfilled').map(one => one.value))
    const unforeseen = reasons.find(reason => !(reason instanceof ServerRefused))
    if (unforeseen) throw unforeseen
    throw new ServerRefused([...new Set(reasons.map(reason => reason instanceof Error ? reason.message : ''))].join('\n'))
  }
  return Promise.all(opening)
}

async function closeAll(all: Closable[]): Promise<void> {
  for (const one of all) await one.close()
}

async function prepareFolder(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true })
    await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK)
  }
  catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new DataFolderRefused(`the data folder ${dataDir} can't be written: ${reason}; set DATA_DIR to another folder`, { cause: error })
  }
}
