import type { Reading } from '#shared/reading'

/** What is kept of a resumable upload beside its bytes; it stays for a while after the upload is complete. */
export interface UploadRecord {
  jobId: string
  filename: string
  sizeBytes: number
  /** The analysis settings under which its job began: chunks that are stored already must come out the same. */
  chunkSizeBytes: number
  maxLineBytes: number
  reading?: Reading
  /** Whether its job is sealed; its bytes are gone then. */
  isComplete: boolean
}

/** Bytes that have come, and when the last of them did. */
export interface UploadProgress { offsetBytes: number, lastByteMs: number }

/**
 * Bytes of uploads that no job has yet, kept where this process finds them again after a restart. Resumable uploads go by
 * their job's id: a record each, and the bytes that have come.
 */
export interface UploadStore {
  /** Writes the record, and begins with no bytes if there are none. */
  put(record: UploadRecord): Promise<void>
  /** Every record that this process, or the one before it, has put. One that another version wrote is left out. */
  all(): Promise<UploadRecord[]>
  /** Where the upload is. @throws if its bytes are gone */
  progress(record: UploadRecord): Promise<UploadProgress>
  /** Opens the upload's bytes. @throws if they are gone */
  open(jobId: string): Promise<UploadBytes>
  /** The record stays. */
  removeBytes(jobId: string): Promise<void>
  /** Removes record and bytes; nothing to remove is no error. */
  remove(jobId: string): Promise<void>
  /** Begins bytes that are not part of an upload yet. They are gone after a restart. */
  openDraft(): Promise<Draft>
  /** Removes what nobody has touched since then, of this process or of ones that do not come back; of drafts, a day later. */
  removeOld(beforeMs: number): Promise<void>
  /** Room for more bytes. */
  freeBytes(): Promise<number>
}

/** Bytes of one upload, open to be written and read; each that opens them closes them. */
export interface UploadBytes {
  /** @throws DiskFull */
  write(piece: Uint8Array, offsetBytes: number): Promise<void>
  /** At most that many bytes from the offset on; none at the end. */
  read(offsetBytes: number, lengthBytes: number): Promise<Uint8Array>
  close(): Promise<void>
}

export interface Draft {
  /** Adds bytes at the end. @throws DiskFull */
  add(piece: Uint8Array): Promise<void>
  /** No more is added. */
  end(): Promise<void>
  /** All that was added, from the first byte on. */
  pieces(): AsyncIterable<Uint8Array>
  remove(): Promise<void>
}
