import type { FileHandle } from 'node:fs/promises'
import { create, readRange } from './files'

/** Where a row lies in its file. */
export interface RowPlace {
  offset: number
  sizeBytes: number
}

// Rows are written in pieces of this size, so that many small ones do not cost a call each. Chosen.
const PIECE_BYTES = 256 * 1024

/** A file of JSON rows, one a line, written from its beginning. */
export interface RowWriter {
  /** Writes the row. @returns where it lies. */
  add(row: unknown): Promise<RowPlace>
  end(): Promise<void>
  /** Gives the file up; after `end`, does nothing. */
  close(): Promise<void>
}

export async function writeRows(path: string): Promise<RowWriter> {
  const file = await create(path, 'w')
  let isOpen = true
  let offset = 0
  let held: Buffer[] = []
  let heldBytes = 0
  const flush = async () => {
    await file.writeFile(Buffer.concat(held))
    held = []
    heldBytes = 0
  }
  const close = async () => {
    if (!isOpen) return
    isOpen = false
    await file.close()
  }
  return {
    async add(row) {
      const line = Buffer.from(`${JSON.stringify(row)}\n`)
      const place = { offset, sizeBytes: line.length }
      offset += line.length
      held.push(line)
      heldBytes += line.length
      if (heldBytes >= PIECE_BYTES) await flush()
      return place
    },
    async end() {
      await flush()
      await close()
    },
    close,
  }
}

/** The rows at these places, in this order, not yet checked. Neighbours are read in one go. */
export async function readRows(file: FileHandle, places: RowPlace[]): Promise<unknown[]> {
  const rows: unknown[] = []
  for (let from = 0; from < places.length;) {
    let to = from + 1
    while (to < places.length && places[to].offset === places[to - 1].offset + places[to - 1].sizeBytes) to++
    const start = places[from].offset
    const bytes = Buffer.from((await readRange(file, start, places[to - 1].offset + places[to - 1].sizeBytes)).buffer)
    for (const { offset, sizeBytes } of places.slice(from, to)) {
      const row: unknown = JSON.parse(bytes.toString('utf8', offset - start, offset - start + sizeBytes))
      rows.push(row)
    }
    from = to
  }
  return rows
}
