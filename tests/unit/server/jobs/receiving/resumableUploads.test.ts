import { createHash, randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openFolderUploads } from '../../../../../server/adapters/documents/folderUploads'
import { openResumableUploads, type ResumeSettings } from '../../../../../server/jobs/receiving/resumableUploads'
import { sweepJobs } from '../../../../../server/jobs/working/sweep'
import { DiskFull, JobExists } from '../../../../../server/ports/errors'
import { plainLog } from '../../../../api/logs'
import { givenServer, SETTINGS, type Given } from '../given'

const RESUME_MS = 60_000
const LOG = Buffer.from(plainLog(12_000))

let given: Given
let dataDir: string
const settings: ResumeSettings = { ...SETTINGS, resumeMs: RESUME_MS }
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'lograro-partial-'))
  const server = await givenServer()
  given = { ...server, backends: { ...server.backends, uploads: openFolderUploads(dataDir, null) } }
}, 120_000)
afterAll(async () => {
  await given.dispose()
  rmSync(dataDir, { recursive: true, force: true })
})

const kept = () => readdirSync(join(dataDir, 'uploads'), { recursive: true, encoding: 'utf8' }).filter(name => name.includes('.'))
const jobOf = async (jobId: string) => await given.backends.jobs.find(jobId)

async function* piecesOf(bytes: Buffer) {
  for (let at = 0; at < bytes.length; at += 60_000) yield bytes.subarray(at, at + 60_000)
}

test('an upload that stopped waits, is given up when its time is over, and leaves nothing', async () => {
  const { backends } = given
  const uploads = await openResumableUploads(backends, settings)
  const jobId = randomUUID()
  await uploads.create({ jobId, filename: 'a.log', sizeBytes: LOG.length })
  expect(await uploads.append(jobId, piecesOf(LOG.subarray(0, 700_000)), null)).toBe(700_000)
  await expect.poll(async () => (await jobOf(jobId))?.status, { timeout: 5000 }).toBe('processing')
  await uploads.sweep(Date.now() + RESUME_MS - 5000)
  await sweepJobs(backends, 2, Date.now() + RESUME_MS - 5000)
  expect(uploads.find(jobId)).toMatchObject({ offsetBytes: 700_000, sizeBytes: LOG.length })
  expect((await jobOf(jobId))?.status).toBe('processing')
  await uploads.sweep(Date.now() + RESUME_MS + 1000)
  await expect.poll(async () => (await jobOf(jobId))?.status).toBe('failed')
  await expect.poll(kept).toEqual([])
  expect(await backends.chunks.jobIds()).not.toContain(jobId)
  expect(() => uploads.find(jobId)).toThrow(/not resumed in time/)
})

test('where no process takes it up any more, the sweep fails its job when its time is over', async () => {
  const { backends } = given
  const jobId = randomUUID()
  const uploads = await openResumableUploads(backends, settings)
  await uploads.create({ jobId, filename: 'a.log', sizeBytes: LOG.length })
  await uploads.append(jobId, piecesOf(LOG.subarray(0, 700_000)), null)
  await expect.poll(async () => (await jobOf(jobId))?.status, { timeout: 5000 }).toBe('processing')
  await uploads.suspend()
  expect((await jobOf(jobId))?.status).toBe('processing')
  await sweepJobs(backends, 2, Date.now() + RESUME_MS + 1000)
  expect((await jobOf(jobId))?.status).toBe('failed')
  const next = await openResumableUploads(backends, settings)
  expect(next.find(jobId)).toBeNull()
  expect(kept()).toEqual([])
})

test('taken up again: what is stored is not counted twice', async () => {
  const { backends } = given
  const jobId = randomUUID()
  const first = await openResumableUploads(backends, settings)
  await first.create({ jobId, filename: 'a.log', sizeBytes: LOG.length })
  await first.append(jobId, piecesOf(LOG.subarray(0, 700_000)), null)
  await expect.poll(async () => (await jobOf(jobId))?.totalChunks ?? 0, { timeout: 5000 }).toBeGreaterThan(5)
  await first.suspend()
  const before = await jobOf(jobId)
  const second = await openResumableUploads(backends, settings)
  expect(second.find(jobId)).toMatchObject({ offsetBytes: 700_000 })
  await second.append(jobId, piecesOf(LOG.subarray(700_000)), null)
  await second.finish(jobId)
  const job = await jobOf(jobId)
  expect(job).toMatchObject({ sealed: true, lines: 12_000, storedBytes: LOG.length, totalSizeBytes: LOG.length, startedAtMs: before?.startedAtMs })
  const parts: Uint8Array[] = []
  for (let number = 0; number < (job?.totalChunks ?? 0); number++) parts.push((await backends.chunks.get(jobId, number))?.data ?? new Uint8Array())
  expect(Buffer.concat(parts).equals(LOG)).toBe(true)
  expect(kept()).toEqual([join('own', `${jobId}.json`)])
  const third = await openResumableUploads(backends, settings)
  expect(third.find(jobId)).toMatchObject({ offsetBytes: LOG.length })
  await third.sweep(Date.now() + RESUME_MS + 1000)
  expect(kept()).toEqual([])
})

test('what another version has left does not keep a server from starting, and is removed when it is old', async () => {
  const folder = join(dataDir, 'uploads', 'own')
  for (const [name, text] of [['a.json', '{"jobId":1}'], ['b.json', '{'], ['c.raw', 'x']] as const) writeFileSync(join(folder, name), text)
  const uploads = await openResumableUploads(given.backends, settings)
  await uploads.sweep(Date.now() + RESUME_MS)
  expect(kept()).toHaveLength(3)
  await uploads.sweep(Date.now() + RESUME_MS + 2 * 60 * 60 * 1000)
  expect(kept()).toEqual([])
})

test.skipIf(process.platform !== 'linux')('what is no text is refused, and its file is closed', async () => {
  const openFiles = () => readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`)
    }
    catch {
      return []
    }
  }).filter(path => path.startsWith(join(dataDir, 'uploads')))
  const uploads = await openResumableUploads(given.backends, settings)
  const jobId = randomUUID()
  const picture = Buffer.alloc(900_000, 0xFF)
  picture.set([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0])
  await uploads.create({ jobId, filename: 'a.png', sizeBytes: picture.length })
  await expect(uploads.append(jobId, piecesOf(picture), null).then(() => uploads.finish(jobId))).rejects.toMatchObject({ note: { code: 'not_text', args: { what: { code: 'png' } } } })
  await expect.poll(openFiles).toEqual([])
  await expect.poll(kept).toEqual([])
})

test('a part that stalls ends with its upload', async () => {
  const uploads = await openResumableUploads(given.backends, settings)
  const jobId = randomUUID()
  await uploads.create({ jobId, filename: 'a.log', sizeBytes: LOG.length })
  async function* stalling() {
    yield* piecesOf(LOG.subarray(0, 200_000))
    await new Promise(() => {})
  }
  const part = uploads.append(jobId, stalling(), null)
  part.catch(() => undefined)
  await expect.poll(() => uploads.find(jobId)?.offsetBytes).toBe(200_000)
  await uploads.cancel(jobId)
  await expect(part).rejects.toThrow('The job was cancelled')
})

test('a disk without room: refused before the first byte', async () => {
  const { backends } = given
  const full = await openResumableUploads(backends, { ...settings, minFreeBytes: Number.MAX_SAFE_INTEGER })
  const jobId = randomUUID()
  await expect(full.create({ jobId, filename: 'a.log', sizeBytes: LOG.length })).rejects.toThrow(DiskFull)
  expect(await jobOf(jobId)).toBeNull()
  expect(kept()).toEqual([])
})

test('an id serves once; a part that its check refuses does not count', async () => {
  const uploads = await openResumableUploads(given.backends, settings)
  const jobId = randomUUID()
  const body = Buffer.alloc(70_000, 'x')
  await uploads.create({ jobId, filename: 'a.log', sizeBytes: body.length })
  await expect(uploads.create({ jobId, filename: 'b.log', sizeBytes: body.length })).rejects.toThrow(JobExists)
  const sums = createHash('md5')
  await expect(uploads.append(jobId, piecesOf(body), { add: piece => void sums.update(piece), compare() { throw new Error('damaged') } })).rejects.toThrow('damaged')
  expect(uploads.find(jobId)).toMatchObject({ offsetBytes: 0 })
  await uploads.append(jobId, piecesOf(body), null)
  await uploads.finish(jobId)
  expect((await jobOf(jobId))?.lines).toBe(1)
})
