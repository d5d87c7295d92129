import { open, mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { DiskFull, StoreUnavailable } from '../../ports/errors'

/** Under the data folder: parts of jobs on their way out. */
const REMOVING = 'removing'
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Whether a name is a job's id. */
export function isUuid(name: string): boolean {
  return UUID.test(name)
}

/** The id, in lower case. Nothing but a UUID becomes part of a path or a key. */
export function requireUuid(jobId: string): string {
  if (!UUID.test(jobId)) throw new RangeError(`not a job id: ${JSON.stringify(jobId)}`)
  return jobId.toLowerCase()
}

/** Folder of one job's chunks or results. */
export function jobFolder(dataDir: string, jobId: string, part: 'chunks' | 'results'): string {
  return join(dataDir, 'jobs', requireUuid(jobId), part)
}

/** Runs file work and tells its failures in the ports' words. */
export async function onDisk<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work()
  }
  catch (error) {
    const code = codeOf(error)
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new DiskFull({ code: 'no_room', args: {} }, { cause: error })
    if (code) throw new StoreUnavailable({ code: 'folder_away', args: { why: code } }, { cause: error })
    throw error
  }
}

/** Work on an open file, or null if there is no such file. */
export async function withFile<Answer>(path: string, work: (file: FileHandle) => Promise<Answer>): Promise<Answer | null> {
  const file = await open(path, 'r').catch(nullIfMissing)
  if (!file) return null
  try {
    return await work(file)
  }
  finally {
    await file.close()
  }
}

/** Opens a file for writing and makes its folder where that is missing. */
export async function create(path: string, flags: string | number): Promise<FileHandle> {
  const file = await open(path, flags).catch(nullIfMissing)
  if (file) return file
  await mkdir(dirname(path), { recursive: true })
  return await open(path, flags)
}

/** Writes all of it; what is there before is replaced in one step, so that who reads meanwhile has the one or the other whole. */
export async function write(path: string, data: Uint8Array): Promise<void> {
  const draft = `${path}.${randomUUID()}`
  const file = await create(draft, 'w')
  try {
    await file.writeFile(data).finally(() => file.close())
    await rename(draft, path)
  }
  catch (error) {
    await rm(draft, { force: true }) // on a full disk it would hold what room there is
    throw error
  }
}

/** Bytes `[from, to)`, fewer where the file ends before; in a buffer of their own. */
export async function readRange(file: FileHandle, from: number, to: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(Math.max(0, to - from))
  let filled = 0
  while (filled < bytes.length) {
    const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, from + filled)
    if (bytesRead === 0) return bytes.slice(0, filled)
    filled += bytesRead
  }
  return bytes
}

/** The whole file, or null if there is none. */
export async function readWhole(path: string): Promise<Uint8Array<ArrayBuffer> | null> {
  return await withFile(path, async file => readRange(file, 0, (await file.stat()).size))
}

/** Names in a folder; none if there is no such folder. */
export async function namesIn(folder: string): Promise<string[]> {
  return await readdir(folder).catch(nullIfMissing) ?? []
}

/** Removes one part of a job: at once out of sight, then from the disk; and the job's folder with the last thing in it. */
export async function removePart(dataDir: string, jobId: string, part: 'chunks' | 'results'): Promise<void> {
  const folder = jobFolder(dataDir, jobId, part)
  const aside = join(dataDir, REMOVING, randomUUID())
  await mkdir(dirname(aside), { recursive: true })
  await rename(folder, aside).catch(nullIfMissing)
  await removeEmptyFolder(dirname(folder))
  await rm(aside, { recursive: true, force: true })
}

/** Ids of jobs that have this part. */
export async function jobsWith(dataDir: string, part: 'chunks' | 'results'): Promise<string[]> {
  const ids = (await namesIn(join(dataDir, 'jobs'))).filter(isUuid)
  const parts = await Promise.all(ids.map(id => namesIn(join(dataDir, 'jobs', id))))
  return ids.filter((_, index) => parts[index].includes(part))
}

/** Removes a folder if there is nothing in it. */
export async function removeEmptyFolder(folder: string): Promise<void> {
  await rmdir(folder).catch(nullIfInUse)
}

/** Ends removals that were cut short. */
export async function endRemovals(dataDir: string): Promise<void> {
  await rm(join(dataDir, REMOVING), { recursive: true, force: true })
  // Where they were kept before there was a trash.
  for (const name of (await namesIn(join(dataDir, 'trash'))).filter(isUuid)) await rm(join(dataDir, 'trash', name), { recursive: true, force: true })
}

function nullIfMissing(error: unknown): null {
  if (codeOf(error) === 'ENOENT') return null
  throw error
}

function nullIfInUse(error: unknown): null {
  if (codeOf(error) === 'ENOTEMPTY' || codeOf(error) === 'EEXIST') return null
  return nullIfMissing(error)
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && 'syscall' in error ? error.code : null
}
