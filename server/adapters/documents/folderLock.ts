import { randomUUID } from 'node:crypto'
import { linkSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** The data folder is held by another process that is alive, or cannot be held. The message says why. */
export class DataFolderRefused extends Error {
  override name = 'DataFolderRefused'
}

const LOCK_NAME = 'lograro.lock'
const Holder = z.object({ pid: z.number().int(), started: z.string().nullable(), key: z.string() })
type Holder = z.infer<typeof Holder>

/**
 * Holds the folder for this process. A lock that a dead process left is taken over; one of a living process is not.
 * @returns a function that lets it go. @throws DataFolderRefused
 */
export function lockFolder(dataDir: string): () => void {
  const path = join(dataDir, LOCK_NAME)
  const own: Holder = { pid: process.pid, started: startOf(process.pid), key: randomUUID() }
  for (let tries = 0; tries < 5; tries++) {
    if (isDone(() => writeLock(path, own), 'EEXIST')) return () => release(path, own)
    const holder = readHolder(path)
    if (holder && isAlive(holder)) {
      throw new DataFolderRefused(`the data folder ${dataDir} is in use by process ${holder.pid}; stop that process, or set DATA_DIR to another folder`)
    }
    setAside(path, holder)
  }
  throw new DataFolderRefused(`the data folder ${dataDir} cannot be locked: other processes start on it at the same time`)
}

// Written under another name and linked, so that nobody reads half a lock.
function writeLock(path: string, own: Holder): void {
  const draft = `${path}.${own.key}`
  writeFileSync(draft, JSON.stringify(own))
  try {
    linkSync(draft, path)
  }
  finally {
    unlinkSync(draft)
  }
}

/** Removes the lock of a dead process; a lock that another process took over in the meantime is put back. */
function setAside(path: string, dead: Holder | null): void {
  const aside = `${path}.${randomUUID()}`
  if (!isDone(() => renameSync(path, aside), 'ENOENT')) return
  if (readHolder(aside)?.key !== dead?.key) isDone(() => linkSync(aside, path), 'EEXIST')
  unlinkSync(aside)
}

function release(path: string, own: Holder): void {
  if (readHolder(path)?.key === own.key) isDone(() => unlinkSync(path), 'ENOENT')
}

function readHolder(path: string): Holder | null {
  try {
    return Holder.parse(JSON.parse(readFileSync(path, 'utf8')))
  }
  catch {
    // Gone, or nothing that we wrote: nobody's.
    return null
  }
}

// A number of a dead process comes back some day: the time at which it started tells the two apart.
function isAlive({ pid, started }: Holder): boolean {
  try {
    process.kill(pid, 0)
  }
  catch (error) {
    if (!isCode(error, 'EPERM')) return false
  }
  return startOf(pid) === started
}

/**
 * When the process started, as Linux counts it (proc(5), field 22 of stat); null where that can't be told. A process that has
 * ended and only waits for its parent to notice (state Z or X) has no start any more.
 */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' || fields[0] === 'X' ? 'ended' : fields[19] ?? null
  }
  catch {
    // Another system, or no such process.
    return null
  }
}

/** Whether it could be done; false if it failed with that code. */
function isDone(act: () => void, code: string): boolean {
  try {
    act()
    return true
  }
  catch (error) {
    if (isCode(error, code)) return false
    throw error
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
