import type { Backends } from '../ports/backends'
import { DiskFull } from '../ports/errors'

/** @throws DiskFull if less than the bound is free where logs are kept. */
export async function requireRoom(backends: Backends, { minFreeBytes }: { minFreeBytes: number }): Promise<void> {
  const freeBytes = await backends.chunks.freeBytes()
  if (freeBytes < minFreeBytes) {
    throw new DiskFull(`Only ${megabytes(freeBytes)} MB are free where logs are kept, at least ${megabytes(minFreeBytes)} MB are needed.`)
  }
}

function megabytes(bytes: number): number {
  return Math.floor(bytes / 1e6)
}
