import { access, constants, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { endRemovals } from './adapters/documents/files'
import { openFolderChunks } from './adapters/documents/folderChunks'
import { DataFolderRefused, lockFolder } from './adapters/documents/folderLock'
import { openFolderNotes } from './adapters/documents/folderNotes'
import { openFolderRecords } from './adapters/documents/folderRecords'
import { openFolderResults } from './adapters/documents/folderResults'
import { openFolderUploads } from './adapters/documents/folderUploads'
import { openMongo } from './adapters/documents/openMongo'
import { openBullQueue } from './adapters/queue/bullQueue'
import { openInProcessQueue } from './adapters/queue/inProcessQueue'
import { hasDatabase, openPglite, setDatabaseAside, type EmbeddedRelational } from './adapters/relational/openPglite'
import { openPostgres } from './adapters/relational/openPostgres'
import { openInProcessStatuses } from './adapters/wakeups/inProcessStatuses'
import { openInProcessWakeUps } from './adapters/wakeups/inProcessWakeUps'
import { openRedisStatuses } from './adapters/wakeups/redisStatuses'
import { openRedisWakeUps } from './adapters/wakeups/redisWakeUps'
import { logsText, refusalText, type Refusal } from './jobs/keeping/refusals'
import { surveyDocuments } from './jobs/keeping/survey'
import type { Backends, DocumentSide, Places, RepairStores } from './ports/backends'
import { openMemory } from './ports/processMemory'
import { ServerRefused, StoresRefused, TablesDamaged } from './ports/errors'
import type { UploadStore } from './ports/uploadStore'
import type { Servers, Settings } from './settings'

/**
 * Opens every store: on the servers that the settings name, or on the data folder, which is then held until `close`.
 * Whether they belong together is for `requireFit` to say. @throws DataFolderRefused if the folder can't be written or another
 * process holds it. @throws ServerRefused within ten seconds, naming each server that can't be used. @throws StoresRefused if
 * the database in the folder is missing or damaged, but logs are there.
 */
export function openBackends({ dataDir, servers = null, port = 0 }: Pick<Settings, 'dataDir'> & Partial<Settings>): Promise<Backends> {
  return servers ? openServers(servers, openFolderUploads(dataDir, { port })) : openEmbedded(dataDir)
}

async function openEmbedded(dataDir: string): Promise<Backends> {
  return await holding(dataDir, async (unlock) => {
    const documents = folderDocuments(dataDir)
    const { jobs, steps, marks, tables, close } = await openOwnTables(dataDir, documents)
    return {
      jobs,
      steps,
      marks,
      tables,
      ...documents,
      uploads: openFolderUploads(dataDir, null),
      queue: openInProcessQueue(),
      wakeUps: openInProcessWakeUps(),
      statuses: openInProcessStatuses(),
      memory: openMemory(),
      places: placesIn(dataDir),
      isAlone: true,
      async close() {
        await close()
        unlock()
      },
    }
  })
}

/** Holds the data folder, and lets it go if what is to be opened can't be. */
async function holding<Opened>(dataDir: string, open: (unlock: () => void) => Promise<Opened>): Promise<Opened> {
  await prepareFolder(dataDir)
  const unlock = lockFolder(dataDir)
  try {
    await endRemovals(dataDir)
    return await open(unlock)
  }
  catch (error) {
    unlock()
    throw error
  }
}

function folderDocuments(dataDir: string): DocumentSide {
  return { chunks: openFolderChunks(dataDir), results: openFolderResults(dataDir), records: openFolderRecords(dataDir), notes: openFolderNotes(dataDir) }
}

/** A new database is made only where there is no log yet: beside logs it would hide that theirs is missing. */
async function openOwnTables(dataDir: string, documents: DocumentSide): Promise<EmbeddedRelational> {
  const folder = databaseIn(dataDir)
  const refused = async (refusal: Refusal) => new StoresRefused(refusalText(refusal, placesIn(dataDir), logsText(await surveyDocuments(documents))))
  if (!hasDatabase(folder) && (await surveyDocuments(documents)).withBytes.size > 0) throw await refused({ why: 'tables missing' })
  try {
    return await openPglite(folder)
  }
  catch (error) {
    throw error instanceof TablesDamaged ? await refused({ why: 'tables damaged', reason: error.message }) : error
  }
}

function databaseIn(dataDir: string): string {
  return join(dataDir, 'pg')
}

function placesIn(dataDir: string): Places {
  return {
    tables: { name: `the database folder ${databaseIn(dataDir)}`, setting: 'DATA_DIR' },
    documents: { name: `the folder ${join(dataDir, 'jobs')}`, setting: 'DATA_DIR' },
  }
}

async function openServers(servers: Servers, uploads: UploadStore): Promise<Backends> {
  try {
    return await openAllServers(servers, uploads)
  }
  catch (error) {
    if (!(error instanceof TablesDamaged)) throw error
    const { close, ...documents } = await openMongo(servers.mongodbUri)
    const logs = logsText(await surveyDocuments(documents))
    await close()
    throw new StoresRefused(refusalText({ why: 'tables damaged', reason: error.message }, placesOn(servers), logs), { cause: error })
  }
}

async function openAllServers(servers: Servers, uploads: UploadStore): Promise<Backends> {
  const { mongodbUri, postgresDsn, redisUrl } = servers
  const [{ jobs, steps, marks, tables, ...relational }, { chunks, results, records, notes, ...documents }, queue, wakeUps, statuses] = await allOrNone([
    openPostgres(postgresDsn), openMongo(mongodbUri), openBullQueue(redisUrl), openRedisWakeUps(redisUrl), openRedisStatuses(redisUrl),
  ] as const)
  return {
    jobs,
    steps,
    marks,
    tables,
    chunks,
    results,
    records,
    notes,
    uploads,
    queue,
    wakeUps,
    statuses,
    memory: openMemory(),
    places: placesOn(servers),
    isAlone: false,
    close: () => closeAll([queue, wakeUps, statuses, relational, documents]),
  }
}

function placesOn({ mongodbUri, postgresDsn }: Servers): Places {
  return {
    tables: { name: `the PostgreSQL database ${withoutSecrets(postgresDsn)}`, setting: 'POSTGRES_DSN' },
    documents: { name: `the MongoDB database ${withoutSecrets(mongodbUri)}`, setting: 'MONGODB_URI' },
  }
}

/** Host and database of an address: whoever reads the log need not know the password. */
function withoutSecrets(address: string): string {
  const { host, pathname } = new URL(address)
  return `${host}${pathname === '/' ? '' : pathname}`
}

/**
 * Opens what a repair works with, and changes nothing by it. @throws DataFolderRefused, ServerRefused as openBackends does
 */
export function openForRepair({ dataDir, servers }: Pick<Settings, 'dataDir' | 'servers'>): Promise<RepairStores> {
  return servers ? openServersForRepair(servers) : openEmbeddedForRepair(dataDir)
}

async function openEmbeddedForRepair(dataDir: string): Promise<RepairStores> {
  return await holding(dataDir, async (unlock) => {
    const folder = databaseIn(dataDir)
    let damage: string | null = null
    let opened = hasDatabase(folder)
      ? await openPglite(folder).catch((error: unknown) => {
        if (!(error instanceof TablesDamaged)) throw error
        damage = error.message
        return null
      })
      : null
    return {
      ...folderDocuments(dataDir),
      places: placesIn(dataDir),
      tables: opened,
      damage,
      async renew() {
        await opened?.close()
        const setAside = hasDatabase(folder) ? await setDatabaseAside(folder, Date.now()) : null
        opened = await openPglite(folder)
        return { tables: opened, setAside }
      },
      async close() {
        await opened?.close()
        unlock()
      },
    }
  })
}

async function openServersForRepair(servers: Servers): Promise<RepairStores> {
  let damage: string | null = null
  const relational = openPostgres(servers.postgresDsn).catch((error: unknown) => {
    if (!(error instanceof TablesDamaged)) throw error
    damage = error.message
    return null
  })
  const [tables, { close, ...documents }] = await allOrNone([relational, openMongo(servers.mongodbUri)] as const)
  return { ...documents, places: placesOn(servers), tables, damage, renew: null, close: () => closeAll([...tables ? [tables] : [], { close }]) }
}

interface Closable { close(): Promise<void> }

/** What all of them open; where one does not, closes the others and tells every reason. */
async function allOrNone<All extends readonly Promise<Closable | null>[]>(opening: All): Promise<{ -readonly [I in keyof All]: Awaited<All[I]> }> {
  const settled = await Promise.allSettled(opening)
  const reasons = settled.filter(one => one.status === 'rejected').map((one): unknown => one.reason)
  if (reasons.length > 0) {
    await closeAll(settled.flatMap(one => one.status === 'fulfilled' && one.value ? [one.value] : []))
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
