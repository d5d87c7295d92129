import { DiskFull } from '../../ports/errors'
import { requireRoomIn } from './disk'
import type { HalfRecord, UploadFolder } from './uploadFolder'

/** How far the bytes on disk may be ahead of those that were read of them, so that who sends is slowed as elsewhere. Chosen. */
const AHEAD_MAX = 64 * 1024 * 1024
const READ_BYTES = 1024 * 1024
/** Free space is looked at again after so many bytes. Chosen. */
const ROOM_EVERY_BYTES = 64 * 1024 * 1024

/** Sums up pieces as they come, and throws if they are not what was meant. */
export interface PieceCheck { add(piece: Uint8Array): void, compare(): void }

/** The bytes of an upload that comes in several requests, on their way from one to the next. */
export interface Half {
  readonly record: HalfRecord
  /** Bytes that have come, and when the last of them did. */
  offsetBytes(): number
  lastByteMs(): number
  /** Why nothing more is taken; null while it is. */
  failure(): Error | null
  fail(reason: Error): void
  /** The bytes from the first one on, as they come. An empty piece comes before them. @throws why it has failed */
  pieces(): AsyncIterable<Uint8Array>
  /**
   * Adds bytes at the end; those that came count also where the next one fails. With a check, all count or none.
   * One call at a time. @throws why it has failed, DiskFull, what the check throws
   */
  append(pieces: AsyncIterable<Uint8Array>, check: PieceCheck | null): Promise<void>
}

export function openHalf(folder: UploadFolder, record: HalfRecord, state: { offsetBytes: number, lastByteMs: number }, minFreeBytes: number): Half {
  let { offsetBytes, lastByteMs } = state
  let readBytes = 0
  let failure: Error | null = null
  let changed = nextChange()

  function change(): void {
    changed.resolve()
    changed = nextChange()
  }

  function fail(reason: Error): void {
    failure ??= reason
    change()
  }

  /** The same pieces; throws at once when the upload fails, even while the next one does not come. */
  async function* untilFailure(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    const iterator = pieces[Symbol.asyncIterator]()
    try {
      for (;;) {
        const next = iterator.next()
        next.catch(() => undefined) // may come when nobody waits any more
        let step: IteratorResult<Uint8Array> | null = null
        while (!step && !failure) step = await Promise.race([next, changed.promise.then(() => null)])
        if (failure) throw failure
        if (!step || step.done) return
        yield step.value
      }
    }
    finally {
      iterator.return?.().catch(() => undefined) // not waited for: it may wait for a piece that does not come
    }
  }

  async function write(pieces: AsyncIterable<Uint8Array>): Promise<void> {
    const file = await folder.open(record.jobId)
    let roomAtBytes = offsetBytes
    try {
      for await (const piece of untilFailure(pieces)) {
        if (offsetBytes >= roomAtBytes) {
          await requireRoomIn(folder.path, minFreeBytes)
          roomAtBytes = offsetBytes + ROOM_EVERY_BYTES
        }
        await file.write(piece, 0, piece.byteLength, offsetBytes).catch(throwWritten)
        offsetBytes += piece.byteLength
        lastByteMs = Date.now()
        change()
        while (!failure && offsetBytes - readBytes > AHEAD_MAX) await changed.promise
      }
    }
    finally {
      await file.close()
    }
  }

  /** Kept apart until it is compared: what is written is read at once. */
  async function writeChecked(pieces: AsyncIterable<Uint8Array>, check: PieceCheck): Promise<void> {
    const draft = await folder.openDraft()
    try {
      for await (const piece of untilFailure(pieces)) {
        check.add(piece)
        await draft.add(piece).catch(throwWritten)
      }
      check.compare()
      await write(draft.pieces())
    }
    finally {
      await draft.remove()
    }
  }

  return {
    record,
    offsetBytes: () => offsetBytes,
    lastByteMs: () => lastByteMs,
    failure: () => failure,
    fail,
    async* pieces() {
      yield new Uint8Array(0)
      const file = await folder.open(record.jobId)
      try {
        while (readBytes < record.sizeBytes) {
          if (failure) throw failure
          const length = Math.min(READ_BYTES, offsetBytes - readBytes)
          if (length === 0) {
            await changed.promise
            continue
          }
          const { bytesRead, buffer } = await file.read(new Uint8Array(length), 0, length, readBytes)
          if (bytesRead === 0) throw new Error('bytes of an upload are gone from the data folder')
          readBytes += bytesRead
          change()
          yield buffer.subarray(0, bytesRead)
        }
        if (failure) throw failure
      }
      finally {
        await file.close()
      }
    },
    async append(pieces, check) {
      try {
        await (check ? writeChecked(pieces, check) : write(pieces))
      }
      catch (error) {
        if (error instanceof DiskFull) fail(error)
        throw error
      }
    },
  }
}

function throwWritten(error: unknown): never {
  if (error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')) throw new DiskFull('There is no room left in the data folder.', { cause: error })
  throw error
}

function nextChange() {
  let resolve = () => {}
  const promise = new Promise<void>((yes) => {
    resolve = yes
  })
  return { promise, resolve }
}
