import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { jobFolder, onDisk, write } from '../../../../../server/adapters/documents/files'
import { DiskFull, StoreUnavailable } from '../../../../../server/ports/errors'

describe('files', () => {
  it.runIf(existsSync('/dev/full'))('tells a full disk', async () => {
    await expect(onDisk(() => writeFile('/dev/full', new Uint8Array(5000)))).rejects.toBeInstanceOf(DiskFull)
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
