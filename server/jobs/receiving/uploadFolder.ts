import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile, type FileHandle } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { JobId } from '#shared/job'
import { Reading } from '#shared/reading'

/** What is kept of a resumable upload beside its bytes; it stays for a while after the upload is complete. */
const HalfRecord = z.object({
  jobId: JobId,
  filename: z.string(),
  sizeBytes: z.number().int().nonnegative(),
  /** The analysis settings under which its job began: chunks that are stored already must come out the same. */
  chunkSizeBytes: z.number().int().positive(),
  maxLineBytes: z.number().int().positive(),
  reading: Reading.optional(),
  /** Whether its job is sealed; its bytes are gone then. */
  isComplete: z.boolean(),
})
export type HalfRecord = z.infer<typeof HalfRecord>

/** Resumable uploads on disk, by job id: a record each, and the bytes that have come. Names of files are ids, never what a client chose. */
export interface UploadFolder {
  path: string
  /** Writes the record, and begins an empty file of bytes if there is none. */
  put(record: HalfRecord): Promise<void>
  /** Opens its bytes to be read and written. */
  open(jobId: string): Promise<FileHandle>
  /** Bytes that have come, and when the last of them did. */
  state(record: HalfRecord): Promise<{ offsetBytes: number, lastByteMs: number }>
  all(): Promise<HalfRecord[]>
  /** Bytes that are not part of an upload yet. */
  openDraft(): Promise<Draft>
  removeBytes(jobId: string): Promise<void>
  remove(jobId: string): Promise<void>
}

export interface Draft {
  add(piece: Uint8Array): Promise<void>
  pieces(): AsyncIterable<Uint8Array>
  remove(): Promise<void>
}

const FOLDER = 'uploads'
const JSON_END = '.json'
const READ_BYTES = 1024 * 1024

/**
 * The folder of this process. Embedded, the data folder belongs to it; on servers, several may be given the same one, so that
 * each has a part that it finds again after a restart.
 */
export async function openUploadFolder({ dataDir, servers, port }: { dataDir: string, servers: object | null, port: number }): Promise<UploadFolder> {
  const path = join(dataDir, FOLDER, servers ? `${hostname()}-${port}` : 'own')
  const bytesOf = (jobId: string) => join(path, `${jobId}.raw`)
  const recordOf = (jobId: string) => join(path, jobId + JSON_END)
  const newDraft = () => join(path, `${randomUUID()}.draft`)
  await mkdir(path, { recursive: true })
  return {
    path,
    async put(record) {
      if (!record.isComplete) await (await open(bytesOf(record.jobId), 'a')).close()
      const draft = newDraft()
      await writeFile(draft, JSON.stringify(record))
      await rename(draft, recordOf(record.jobId))
    },
    open: jobId => open(bytesOf(jobId), 'r+'),
    async state({ jobId, isComplete, sizeBytes }) {
      const { size, mtimeMs } = await stat(isComplete ? recordOf(jobId) : bytesOf(jobId))
      return { offsetBytes: isComplete ? sizeBytes : size, lastByteMs: Math.floor(mtimeMs) }
    },
    async all() {
      const names = await readdir(path)
      const records = await Promise.all(names.filter(name => name.endsWith(JSON_END)).map(name => readRecord(join(path, name))))
      return records.filter(record => record !== null)
    },
    async openDraft() {
      const draft = newDraft()
      const file = await open(draft, 'wx')
      return {
        add: async piece => void await file.write(piece),
        pieces: () => createReadStream(draft, { highWaterMark: READ_BYTES }),
        async remove() {
          await file.close()
          await rm(draft, { force: true })
        },
      }
    },
    removeBytes: jobId => rm(bytesOf(jobId), { force: true }),
    async remove(jobId) {
      await rm(recordOf(jobId), { force: true })
      await rm(bytesOf(jobId), { force: true })
    },
  }
}

/** Removes what nobody has touched since then, of this process or of ones that do not come back. */
export async function removeOldUploads(dataDir: string, beforeMs: number): Promise<void> {
  const folder = join(dataDir, FOLDER)
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])) {
    const path = join(entry.parentPath, entry.name)
    const { mtimeMs = Infinity } = entry.isFile() ? await stat(path).catch(() => null) ?? {} : {}
    if (mtimeMs < beforeMs) await rm(path, { force: true })
  }
}

/** Null for what is gone, or was not written by this version. */
async function readRecord(path: string): Promise<HalfRecord | null> {
  const text = await readFile(path, 'utf8').catch(() => 'null')
  try {
    return HalfRecord.safeParse(JSON.parse(text)).data ?? null
  }
  catch {
    return null
  }
}
