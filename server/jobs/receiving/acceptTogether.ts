import { randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { ProcessAccepted } from '#shared/job'
import type { Backends } from '../../ports/backends'
import { acceptUploads, type Chosen } from './acceptUpload'
import { requireRoom } from './disk'
import type { Upload } from './receiveFile'
import type { ReceiveSettings } from './receipt'
import { rotationOrder } from './rotationOrder'

/** Under the data folder: files of one log that have come in another order than theirs, for as long as their request lasts. */
const FOLDER = 'together'
const OLD_MS = 24 * 60 * 60 * 1000

interface Kept { name: string, path: string, sizeBytes: number }

/** Receives the files of a form as one job: kept on disk until the last one is there, then read from the oldest to the newest. @throws as receiveFile */
export async function acceptTogether(backends: Backends, uploads: AsyncIterable<Upload>, chosen: Chosen, settings: ReceiveSettings & { dataDir: string }): Promise<ProcessAccepted> {
  const folder = join(settings.dataDir, FOLDER, randomUUID())
  await requireRoom(backends, settings)
  await mkdir(folder, { recursive: true })
  try {
    const kept: Kept[] = []
    let latest: Upload | null = null
    for await (const upload of uploads) {
      latest = upload
      kept.push(await keep(upload, join(folder, String(kept.length))))
    }
    const files = rotationOrder(kept.map(({ name }) => name)).flatMap(index => kept[index] ?? [])
    const joined = (async function* () { yield joinedUpload(files, latest) })()
    return await acceptUploads(backends, joined, chosen, settings)
  }
  finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Removes what a crash has left. Another process may be using the same folder: so only what is old. */
export async function removeKeptTogether(dataDir: string, nowMs = Date.now()): Promise<void> {
  const folder = join(dataDir, FOLDER)
  for (const name of await readdir(folder).catch(() => [])) {
    const { mtimeMs } = await stat(join(folder, name))
    if (nowMs - mtimeMs > OLD_MS) await rm(join(folder, name), { recursive: true, force: true })
  }
}

async function keep(upload: Upload, path: string): Promise<Kept> {
  let sizeBytes = 0
  await pipeline(async function* () {
    for await (const piece of upload.pieces) {
      sizeBytes += piece.byteLength
      yield piece
    }
  }, createWriteStream(path))
  return { name: upload.filename, path, sizeBytes }
}

function joinedUpload(files: Kept[], latest: Upload | null): Upload {
  let failure: Error | null = null
  async function* piecesOf(path: string): AsyncGenerator<Uint8Array> {
    for await (const piece of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
      if (failure) throw failure
      yield piece
    }
  }
  return {
    filename: files.at(-1)?.name ?? 'unnamed',
    expectedSizeBytes: files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    members: files.map(({ name, path }) => ({ name, pieces: piecesOf(path) })),
    pieces: (async function* () {})(),
    isBroken: () => latest?.isBroken() ?? false,
    stop(reason) { failure = reason },
  }
}
