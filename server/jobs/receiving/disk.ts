import type { Backends } from '../../ports/backends'
import { DiskFull } from '../../ports/errors'

/** What is asked for its free bytes: the store of chunks, or that of uploads. */
type Bounded = Pick<Backends['chunks'], 'freeBytes'>

/** @throws DiskFull if less than that is free in the store. */
export async function requireRoom(store: Bounded, minFreeBytes: number): Promise<void> {
  const freeBytes = await store.freeBytes()
  if (freeBytes >= minFreeBytes) return
  throw new DiskFull(`Only ${megabytes(freeBytes)} MB are free where logs are kept, at least ${megabytes(minFreeBytes)} MB are needed.`)
}

function megabytes(bytes: number): number {
  return Math.floor(bytes / 1e6)
}
