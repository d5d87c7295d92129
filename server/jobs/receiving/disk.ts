import { statfs } from 'node:fs/promises'
import type { Backends } from '../../ports/backends'
import { DiskFull } from '../../ports/errors'

/** @throws DiskFull if less than the bound is free where logs are kept. */
export async function requireRoom(backends: Backends, { minFreeBytes }: { minFreeBytes: number }): Promise<void> {
  requireFree(await backends.chunks.freeBytes(), minFreeBytes)
}

/** @throws DiskFull if less than that is free on the folder's disk. */
export async function requireRoomIn(folder: string, minFreeBytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder)
  requireFree(bavail * bsize, minFreeBytes)
}

function requireFree(freeBytes: number, minFreeBytes: number): void {
  if (freeBytes >= minFreeBytes) return
  throw new DiskFull(`Only ${megabytes(freeBytes)} MB are free where logs are kept, at least ${megabytes(minFreeBytes)} MB are needed.`)
}

function megabytes(bytes: number): number {
  return Math.floor(bytes / 1e6)
}
