import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PartialUpload } from '../../server/jobs/receiving/partialUpload'
import { openFolderUploads } from '../../server/adapters/documents/folderUploads'
import { cutAnyhow, type Random } from './random'

const JOB_ID = '0198b2f0-1234-4abc-8def-0123456789ab'
const PIECES_MAX = 50 // each is a write
const LOST = 'the connection broke'

/**
 * Sends a file in parts of random sizes, some of which break off or are damaged, with restarts between, and reads it meanwhile.
 * @returns what was read in the last process
 */
export async function sentInParts(random: Random, bytes: Buffer): Promise<Buffer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'lograro-parts-'))
  try {
    const store = openFolderUploads(dataDir, null)
    const record = { jobId: JOB_ID, filename: 'a.log', sizeBytes: bytes.length, chunkSizeBytes: 65_536, maxLineBytes: 65_536, isComplete: false }
    await store.put(record)
    for (;;) {
      const partial = new PartialUpload(record, store, await store.progress(record), 0)
      const reading = read(partial)
      const isRestarted = await sendSome(random, partial, bytes)
      if (!isRestarted) return await reading
      partial.fail(new Error('restart'))
      await reading.catch(() => undefined)
    }
  }
  finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** @returns whether a restart comes before the file is complete. */
async function sendSome(random: Random, partial: PartialUpload, bytes: Buffer): Promise<boolean> {
  while (partial.offsetBytes() < bytes.length) {
    if (random.below(12) === 0) return true
    const from = partial.offsetBytes()
    const part = bytes.subarray(from, from + 1 + random.below(bytes.length - from))
    const isDamaged = random.below(5) === 0
    const breaksAt = random.below(3) === 0 ? random.below(part.length) : Infinity
    const check = isDamaged || random.below(4) === 0 ? { add: () => undefined, compare() { if (isDamaged) throw new Error(LOST) } } : null
    await partial.append(breaking(cutAnyhow(random, part, PIECES_MAX), breaksAt), check).catch((error: Error) => {
      if (error.message !== LOST) throw error
      if (check && partial.offsetBytes() !== from) throw new Error('a part that does not count has come', { cause: error })
    })
  }
  return false
}

async function* breaking(pieces: Uint8Array[], breaksAt: number): AsyncGenerator<Uint8Array> {
  let sent = 0
  for (const piece of pieces) {
    sent += piece.length
    if (sent > breaksAt) throw new Error(LOST)
    yield piece
  }
}

async function read(partial: PartialUpload): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of partial.pieces()) pieces.push(piece)
  return Buffer.concat(pieces)
}
