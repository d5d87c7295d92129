import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { jobFolder, onDisk, write } from '../../../../../server/adapters/documents/files'
import { DiskFull, StoreUnavailable } from '../../../../../server/ports/errors'

const FULL = '/dev/full'

/** On the device that is always full, where there is one. */
async function writeToFull(): Promise<void> {
  if (statSync(FULL, { throwIfNoEntry: false })?.isCharacterDevice()) return await writeFile(FULL, new Uint8Array(5000))
  throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC', syscall: 'write' })
}

describe('files', () => {
  it('tells a full disk', async () => {
    await expect(onDisk(writeToFull)).rejects.toBeInstanceOf(DiskFull)
  })

  it('leaves nothing of what could not be put in its place', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lograro-files-'))
    await mkdir(join(folder, 'taken'))
    await expect(onDisk(() => write(join(folder, 'taken'), new Uint8Array(5000)))).rejects.toBeInstanceOf(StoreUnavailable)
    expect(readdirSync(folder)).toEqual(['taken'])
    rmSync(folder, { recursive: true })
  })

  it('tells a folder that does not answer', async () => {
    await expect(onDisk(() => write('/dev/null/x', new Uint8Array(1)))).rejects.toBeInstanceOf(StoreUnavailable)
  })

  it('leaves mistakes of ours as they are', async () => {
    await expect(onDisk(() => Promise.reject(new RangeError('mine')))).rejects.toBeInstanceOf(RangeError)
  })

  it.each(['', '..', '../../etc/passwd', 'a/b', '0190c0de-0000-7000-8000-00000000000', '0190c0de-0000-7000-8000-000000000000/..'])('makes no path of %j', (id) => {
    expect(() => jobFolder('/data', id, 'chunks')).toThrow(RangeError)
  })

  it('makes one path of an id, in whatever case', () => {
    expect(jobFolder('/data', '0190C0DE-0000-7000-8000-00000000000F', 'chunks')).toBe('/data/jobs/0190c0de-0000-7000-8000-00000000000f/chunks')
  })
})
