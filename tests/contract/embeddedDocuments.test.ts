import { appendFile, readdir, readFile, mkdtemp, rm, truncate, writeFile, mkdir } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openFolderChunks } from '../../server/adapters/documents/folderChunks'
import { openFolderNotes } from '../../server/adapters/documents/folderNotes'
import { openFolderRecords } from '../../server/adapters/documents/folderRecords'
import { openFolderResults } from '../../server/adapters/documents/folderResults'
import { openFolderUploads } from '../../server/adapters/documents/folderUploads'
import { chunkStoreContract } from './chunkStore'
import { numbers } from './given'
import { instanceNotesContract } from './instanceNotes'
import { recordStoreContract } from './recordStore'
import { resultStoreContract } from './resultStore'
import { uploadStoreContract } from './uploadStore'

describe('data folder', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lograro-'))
  })
  afterAll(async () => {
    await rm(folder, { recursive: true })
  })

  chunkStoreContract(async () => openFolderChunks(folder))
  resultStoreContract(async () => openFolderResults(folder))
  recordStoreContract(async () => ({ records: openFolderRecords(folder), chunks: openFolderChunks(folder), results: openFolderResults(folder) }))
  instanceNotesContract(async () => openFolderNotes(folder))
  uploadStoreContract(() => openFolderUploads(folder, null))

  const put = async (jobId: string, number: number) => openFolderChunks(folder).put(
    jobId, { number, firstLine: number + 1, lines: 1, byteOffset: number * 2, sizeBytes: 2 }, new TextEncoder().encode('x\n'))

  it('reads on after a process died between a chunk and its record', async () => {
    const jobId = randomUUID()
    for (const number of numbers(0, 3)) await put(jobId, number)
    const places = join(folder, 'jobs', jobId, 'chunks', 'places')
    await truncate(places, 2 * 32 + 5)
    const chunks = openFolderChunks(folder)
    expect((await chunks.places(jobId, 0, 10)).map(place => place.number)).toEqual([0, 1])
    expect((await chunks.atLine(jobId, 2))?.number).toBe(1)
    await put(jobId, 2)
    expect((await chunks.places(jobId, 0, 10)).map(place => place.number)).toEqual([0, 1, 2])
  })

  it('reads documents on after a process died before it told of one', async () => {
    const name = { jobId: randomUUID(), kind: 'columns', chunkNumber: 2, attempt: 1 } as const
    const before = openFolderResults(folder)
    await before.put(name, new Uint8Array([1, 2]))
    await before.put({ ...name, attempt: 2 }, new Uint8Array([3]))
    await appendFile(join(folder, 'jobs', name.jobId, 'results', 'documents'), 'half a rec')
    const results = openFolderResults(folder)
    await results.put({ ...name, attempt: 3 }, new Uint8Array([4]))
    await results.removeAttempt(name.jobId, 2, 2, ['columns'])
    expect(await Promise.all([1, 2, 3].map(attempt => results.get({ ...name, attempt })))).toEqual([new Uint8Array([1, 2]), null, new Uint8Array([4])])
    const attempts: number[] = []
    for await (const { attempt } of results.documents(name.jobId)) attempts.push(attempt)
    expect(attempts).toEqual([3, 1])
  })

  it('leaves nothing of a job behind', async () => {
    const jobId = randomUUID()
    await put(jobId, 0)
    await openFolderResults(folder).put({ jobId, kind: 'summary', chunkNumber: 0, attempt: 1 }, new Uint8Array([1]))
    await openFolderChunks(folder).removeJob(jobId)
    await openFolderResults(folder).removeJob(jobId)
    expect(await readdir(join(folder, 'jobs'))).not.toContain(jobId)
    expect(await readdir(join(folder, 'removing'))).toEqual([])
  })

  it('does not take for jobs what is none of ours', async () => {
    await mkdir(join(folder, 'jobs', 'lost+found', 'chunks'), { recursive: true })
    await writeFile(join(folder, 'jobs', 'README'), 'mine')
    expect(await openFolderChunks(folder).jobIds()).not.toContain('lost+found')
    await openFolderChunks(folder).removeJob(randomUUID())
    expect(await readFile(join(folder, 'jobs', 'README'), 'utf8')).toBe('mine')
  })
})
