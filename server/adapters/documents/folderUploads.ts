import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm, stat, statfs, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { JobId } from '#shared/job'
import { Reading } from '#shared/reading'
import { DiskFull } from '../../ports/errors'
import type { Draft, UploadBytes, UploadRecord, UploadStore } from '../../ports/uploadStore'

/** Under the data folder: resumable uploads, a folder for each process. */
const UPLOADS = 'uploads'
/** Under the data folder: bytes that are gone after a restart. */
const DRAFTS = 'together'
/** A form of several files may take long, and the first of them is not touched meanwhile. Chosen. */
const DRAFT_MS = 24 * 60 * 60 * 1000
const JSON_END = '.json'
const READ_BYTES = 1024 * 1024

const StoredRecord: z.ZodType<UploadRecord> = z.object({
  jobId: JobId,
  filename: z.string(),
  sizeBytes: z.number().int().nonnegative(),
  chunkSizeBytes: z.number().int().positive(),
  maxLineBytes: z.number().int().positive(),
  reading: Reading.optional(),
  isComplete: z.boolean(),
})

/**
 * Uploads in the data folder. Names of files are ids, never what a client chose. Embedded, the data folder belongs to this
 * process; on servers, several may be given the same one, so that each has a part that it finds again after a restart.
 */
export function openFolderUploads(dataDir: string, sharedAs: { port: number } | null): UploadStore {
  const path = join(dataDir, UPLOADS, sharedAs ? `${hostname()}-${sharedAs.port}` : 'own')
  const bytesOf = (jobId: string) => join(path, `${jobId}.raw`)
  const recordOf = (jobId: string) => join(path, jobId + JSON_END)
  const prepare = () => mkdir(path, { recursive: true })
  return {
    async put(record) {
      await prepare()
      if (!record.isComplete) await (await open(bytesOf(record.jobId), 'a')).close()
      const draft = join(path, `${randomUUID()}.draft`)
      await writeFile(draft, JSON.stringify(record))
      await rename(draft, recordOf(record.jobId))
    },
    async all() {
      await prepare()
      const names = (await readdir(path)).filter(name => name.endsWith(JSON_END))
      const records = await Promise.all(names.map(name => readRecord(join(path, name))))
      return records.filter(record => record !== null)
    },
    async progress({ jobId, isComplete, sizeBytes }) {
      const { size, mtimeMs } = await stat(isComplete ? recordOf(jobId) : bytesOf(jobId))
      return { offsetBytes: isComplete ? sizeBytes : size, lastByteMs: Math.floor(mtimeMs) }
    },
    open: jobId => openBytes(bytesOf(jobId)),
    removeBytes: jobId => rm(bytesOf(jobId), { force: true }),
    async remove(jobId) {
      await rm(recordOf(jobId), { force: true })
      await rm(bytesOf(jobId), { force: true })
    },
    openDraft: () => openDraft(join(dataDir, DRAFTS)),
    async removeOld(beforeMs) {
      await removeOldFiles(join(dataDir, UPLOADS), beforeMs)
      await removeOldFiles(join(dataDir, DRAFTS), beforeMs - DRAFT_MS)
    },
    async freeBytes() {
      await prepare()
      const { bavail, bsize } = await statfs(path)
      return bavail * bsize
    },
  }
}

async function openBytes(path: string): Promise<UploadBytes> {
  const file = await open(path, 'r+')
  return {
    write: async (piece, offsetBytes) => void await file.write(piece, 0, piece.byteLength, offsetBytes).catch(throwWritten),
    async read(offsetBytes, lengthBytes) {
      const { bytesRead, buffer } = await file.read(new Uint8Array(lengthBytes), 0, lengthBytes, offsetBytes)
      return buffer.subarray(0, bytesRead)
    },
    close: () => file.close(),
  }
}

async function openDraft(folder: string): Promise<Draft> {
  await mkdir(folder, { recursive: true })
  const path = join(folder, `${randomUUID()}.draft`)
  const file = await open(path, 'wx')
  let ended: Promise<void> | null = null
  const end = () => ended ??= file.close()
  return {
    add: async piece => void await file.writeFile(piece).catch(throwWritten),
    end,
    pieces: () => createReadStream(path, { highWaterMark: READ_BYTES }),
    async remove() {
      await end()
      await rm(path, { force: true })
    },
  }
}

async function removeOldFiles(folder: string, beforeMs: number): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])) {
    const path = join(entry.parentPath, entry.name)
    const { mtimeMs = Infinity } = entry.isFile() ? await stat(path).catch(() => null) ?? {} : {}
    if (mtimeMs < beforeMs) await rm(path, { force: true })
  }
}

/** Null for what is gone, or was not written by this version. */
async function readRecord(path: string): Promise<UploadRecord | null> {
  const text = await readFile(path, 'utf8').catch(() => 'null')
  try {
    return StoredRecord.safeParse(JSON.parse(text)).data ?? null
  }
  catch {
    return null
  }
}

function throwWritten(error: unknown): never {
  const isFull = error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')
  throw isFull ? new DiskFull({ code: 'no_room', args: {} }, { cause: error }) : error
}
