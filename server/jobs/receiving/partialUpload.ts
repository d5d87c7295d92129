import { DiskFull } from '../../ports/errors'
import type { UploadProgress, UploadRecord, UploadStore } from '../../ports/uploadStore'
import { requireRoom } from './disk'

/** How far the bytes on disk may be ahead of those that were read of them, so that who sends is slowed as elsewhere. Chosen. */
const AHEAD_MAX = 64 * 1024 * 1024
const READ_BYTES = 1024 * 1024
/** Free space is looked at again after so many bytes. Chosen. */
const ROOM_EVERY_BYTES = 64 * 1024 * 1024

/** Sums up pieces as they come, and throws if they are not what was meant. */
export interface PieceCheck { add(piece: Uint8Array): void, compare(): void }

/**
 * The bytes of one upload that comes in several requests, from the first byte of the first request to the last of the last.
 * Adds to the store of uploads: reading what is still being written, and one failure for both sides.
 */
export class PartialUpload {
  private readBytes = 0
  private reason: Error | null = null
  private changed = nextChange()

  constructor(
    readonly record: UploadRecord, private readonly store: UploadStore, private readonly progress: UploadProgress, private readonly minFreeBytes: number,
  ) {}

  /** Bytes that have come. */
  offsetBytes(): number {
    return this.progress.offsetBytes
  }

  /** When the last byte came. */
  lastByteMs(): number {
    return this.progress.lastByteMs
  }

  /** Why nothing more is taken; null while it is. */
  failure(): Error | null {
    return this.reason
  }

  /** Takes nothing more; the first reason counts. */
  fail(reason: Error): void {
    this.reason ??= reason
    this.change()
  }

  /** The bytes from the first one on, as they come. An empty piece comes before them. @throws why it has failed */
  async* pieces(): AsyncGenerator<Uint8Array> {
    yield new Uint8Array(0)
    const bytes = await this.store.open(this.record.jobId)
    try {
      while (this.readBytes < this.record.sizeBytes) {
        if (this.reason) throw this.reason
        const length = Math.min(READ_BYTES, this.progress.offsetBytes - this.readBytes)
        if (length === 0) {
          await this.changed.promise
          continue
        }
        const piece = await bytes.read(this.readBytes, length)
        if (piece.byteLength === 0) throw new Error('bytes of an upload are gone from the data folder')
        this.readBytes += piece.byteLength
        this.change()
        yield piece
      }
      if (this.reason) throw this.reason
    }
    finally {
      await bytes.close()
    }
  }

  /**
   * Adds bytes at the end; those that came count also where the next one fails. With a check, all count or none.
   * One call at a time. @throws why it has failed, DiskFull, what the check throws
   */
  async append(pieces: AsyncIterable<Uint8Array>, check: PieceCheck | null): Promise<void> {
    try {
      await (check ? this.writeChecked(pieces, check) : this.write(pieces))
    }
    catch (error) {
      if (error instanceof DiskFull) this.fail(error)
      throw error
    }
  }

  private async write(pieces: AsyncIterable<Uint8Array>): Promise<void> {
    const { progress } = this
    const bytes = await this.store.open(this.record.jobId)
    let roomAtBytes = progress.offsetBytes
    try {
      for await (const piece of this.untilFailure(pieces)) {
        if (progress.offsetBytes >= roomAtBytes) {
          await requireRoom(this.store, this.minFreeBytes)
          roomAtBytes = progress.offsetBytes + ROOM_EVERY_BYTES
        }
        await bytes.write(piece, progress.offsetBytes)
        progress.offsetBytes += piece.byteLength
        progress.lastByteMs = Date.now()
        this.change()
        while (!this.reason && progress.offsetBytes - this.readBytes > AHEAD_MAX) await this.changed.promise
      }
    }
    finally {
      await bytes.close()
    }
  }

  /** Kept apart until it is compared: what is written is read at once. */
  private async writeChecked(pieces: AsyncIterable<Uint8Array>, check: PieceCheck): Promise<void> {
    const draft = await this.store.openDraft()
    try {
      for await (const piece of this.untilFailure(pieces)) {
        check.add(piece)
        await draft.add(piece)
      }
      check.compare()
      await draft.end()
      await this.write(draft.pieces())
    }
    finally {
      await draft.remove()
    }
  }

  /** The same pieces; throws at once when the upload fails, even while the next one does not come. */
  private async* untilFailure(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    const iterator = pieces[Symbol.asyncIterator]()
    try {
      for (;;) {
        const next = iterator.next()
        next.catch(() => undefined) // may come when nobody waits any more
        let step: IteratorResult<Uint8Array> | null = null
        while (!step && !this.reason) step = await Promise.race([next, this.changed.promise.then(() => null)])
        if (this.reason) throw this.reason
        if (!step || step.done) return
        yield step.value
      }
    }
    finally {
      iterator.return?.().catch(() => undefined) // not waited for: it may wait for a piece that does not come
    }
  }

  private change(): void {
    this.changed.resolve()
    this.changed = nextChange()
  }
}

function nextChange() {
  let resolve = () => {}
  const promise = new Promise<void>((yes) => {
    resolve = yes
  })
  return { promise, resolve }
}
