import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { JobRecord } from '#shared/jobRecord'
import type { KeptRecord, RecordStore } from '../../ports/recordStore'
import { isUuid, namesIn, onDisk, removeEmptyFolder, requireUuid } from './files'

const RECORD = 'job.json'
/** What the record is called once the job's removal has begun: a new name needs no room on a full disk. */
const CONDEMNED = 'removed.json'
const TRASH = 'trash'
const DAY = /^\d{4}-\d{2}-\d{2}$/
const DAY_MS = 24 * 60 * 60 * 1000

/**
 * The RecordStore in the data folder: `jobs/<id>/job.json`. The trash is `trash/<day>/<id>`, each a whole job's folder. Records
 * are small and written seldom: synchronous work needs no order of its own.
 */
export function openFolderRecords(dataDir: string): RecordStore {
  const folderOf = (jobId: string) => join(dataDir, 'jobs', requireUuid(jobId))
  const pathOf = (jobId: string) => join(folderOf(jobId), RECORD)
  const condemnedPathOf = (jobId: string) => join(folderOf(jobId), CONDEMNED)

  return {
    begin: record => onDisk(async () => {
      mkdirSync(folderOf(record.job_id), { recursive: true })
      replace(pathOf(record.job_id), record)
      rmSync(condemnedPathOf(record.job_id), { force: true })
    }),
    put: record => onDisk(async () => {
      const path = pathOf(record.job_id)
      if (!existsSync(path) || existsSync(condemnedPathOf(record.job_id))) return
      const kept = readRecord(path)
      if (!kept || isLater(record, kept)) replace(path, record)
    }),
    get: jobId => onDisk(async () => inFolder(jobId, folderOf(jobId), null) ?? await inTrash(dataDir, requireUuid(jobId))),
    async* all() {
      for (const jobId of (await onDisk(() => namesIn(join(dataDir, 'jobs')))).filter(isUuid)) {
        const kept = await onDisk(async () => inFolder(jobId, folderOf(jobId), null))
        if (kept) yield kept
      }
      for (const day of await daysOf(dataDir)) {
        for (const jobId of (await onDisk(() => namesIn(join(dataDir, TRASH, day)))).filter(isUuid)) yield await onDisk(async () => discardedOn(dataDir, day, jobId))
      }
    },
    condemn: jobId => onDisk(async () => {
      if (existsSync(pathOf(jobId))) renameSync(pathOf(jobId), condemnedPathOf(jobId))
    }),
    spare: jobId => onDisk(async () => {
      if (existsSync(condemnedPathOf(jobId))) renameSync(condemnedPathOf(jobId), pathOf(jobId))
    }),
    remove: jobId => onDisk(async () => {
      for (const path of [condemnedPathOf(jobId), pathOf(jobId)]) rmSync(path, { force: true })
      await removeEmptyFolder(folderOf(jobId))
    }),
    discard: (jobId, nowMs) => onDisk(async () => {
      const folder = join(dataDir, TRASH, new Date(nowMs).toISOString().slice(0, 10))
      await mkdir(folder, { recursive: true })
      const place = join(folder, requireUuid(jobId))
      // The same job for the second time: the first one stays, under a name of its own.
      if (existsSync(place)) await rename(place, `${place}.${randomUUID()}`)
      await rename(folderOf(jobId), place)
    }),
    restore: jobId => onDisk(async () => {
      for (const day of (await daysOf(dataDir)).reverse()) {
        const place = join(dataDir, TRASH, day, requireUuid(jobId))
        if (!existsSync(place) || existsSync(folderOf(jobId))) continue
        await mkdir(join(dataDir, 'jobs'), { recursive: true })
        await rename(place, folderOf(jobId))
        return true
      }
      return false
    }),
    emptyTrash: beforeMs => onDisk(async () => {
      const ids: string[] = []
      for (const day of await daysOf(dataDir)) {
        if (Date.parse(day) + DAY_MS > beforeMs) continue // some of it came later than that day began
        ids.push(...await namesIn(join(dataDir, TRASH, day)))
        await rm(join(dataDir, TRASH, day), { recursive: true, force: true })
      }
      return ids
    }),
  }
}

/** Days on which something was put into the trash, the earliest first. */
async function daysOf(dataDir: string): Promise<string[]> {
  return (await onDisk(() => namesIn(join(dataDir, TRASH)))).filter(name => DAY.test(name)).sort()
}

async function inTrash(dataDir: string, jobId: string): Promise<KeptRecord | null> {
  const day = (await daysOf(dataDir)).reverse().find(one => existsSync(join(dataDir, TRASH, one, jobId)))
  return day === undefined ? null : discardedOn(dataDir, day, jobId)
}

function discardedOn(dataDir: string, day: string, jobId: string): KeptRecord {
  const discardedAtMs = Date.parse(day)
  return inFolder(jobId, join(dataDir, TRASH, day, jobId), discardedAtMs) ?? { jobId, record: null, isCondemned: false, discardedAtMs }
}

function inFolder(jobId: string, folder: string, discardedAtMs: number | null): KeptRecord | null {
  const isCondemned = existsSync(join(folder, CONDEMNED))
  if (!isCondemned && !existsSync(join(folder, RECORD))) return null
  return { jobId, record: readRecord(join(folder, isCondemned ? CONDEMNED : RECORD)), isCondemned, discardedAtMs }
}

/** Null for what can't be read as a record. */
function readRecord(path: string): JobRecord | null {
  try {
    return JobRecord.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data ?? null
  }
  catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** Whether a record tells a state that is no earlier than the other's. */
function isLater(record: JobRecord, than: JobRecord): boolean {
  if (record.sequence !== than.sequence) return record.sequence > than.sequence
  return record.sealed === than.sealed ? record.total_size >= than.total_size : record.sealed
}

// In one step, so that it is never half there.
function replace(path: string, record: JobRecord): void {
  const draft = `${path}.${randomUUID()}`
  try {
    writeFileSync(draft, `${JSON.stringify(record, null, 1)}\n`)
    renameSync(draft, path)
  }
  catch (error) {
    rmSync(draft, { force: true })
    throw error
  }
}
