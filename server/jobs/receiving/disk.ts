import type { Backends } from '../../ports/backends'
import { DiskFull } from '../../ports/errors'

/** What is asked for its free bytes: the store of chunks, or that of uploads. */
type Bounded = Pick<Backends['chunks'], 'freeBytes'>

/** @throws DiskFull if less than that is free in the store. */
export async function requireRoom(store: Bounded, minFreeBytes: number): Promise<void> {
  const freeBytes = await store.freeBytes()
  if (freeBytes >= minFreeBytes) return
  throw new DiskFull({ code: 'little_room', args: { free: megabytes(freeBytes), needed: megabytes(minFreeBytes) } })
}

function megabytes(bytes: number): number {
  return Math.floor(bytes / 1e6)
}
