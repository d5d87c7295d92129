import type { UploadOptions } from 'tus-js-client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { RequestError } from '../../stores/requestJson'
import { findHalf, isResumable, uploadResumable } from '../../stores/uploadResumable'
import { fakeServer } from './fakeServer'
import { JOB_ID, makeStatus } from './makeFinding'
import { settle } from './page'

/** The protocol's client, driven by the test. */
const tus = vi.hoisted(() => ({ uploads: [] as FakeTus[], previous: [] as object[], removed: [] as string[] }))
interface FakeTus { options: UploadOptions, calls: string[] }
vi.mock('tus-js-client', () => ({
  defaultOptions: { urlStorage: { removeUpload: async (key: string) => void tus.removed.push(key) } },
  Upload: class {
    calls: string[] = []
    constructor(readonly file: File, readonly options: UploadOptions) { tus.uploads.push(this) }
    findPreviousUploads = async () => tus.previous
    resumeFromPreviousUpload() { this.calls.push('resume') }
    start() { this.calls.push('start') }
    async abort() { this.calls.push('abort') }
  },
}))

const FILE = new File(['x'], 'app.log', { lastModified: 7 })
const errorWith = (status: number, code?: string) => Object.assign(new Error('tus'), {
  originalResponse: status === 0 ? null : { getStatus: () => status, getBody: () => JSON.stringify({ type: 'about:blank', title: '', status, detail: 'Why.', code }) },
})

describe('an upload that goes on after a break', () => {
  let waiting: boolean[] = []
  let sent: number[] = []
  const begin = () => uploadResumable(FILE, { jobId: JOB_ID, choices: {} }, { onSent: bytes => sent.push(bytes), onWaiting: value => waiting.push(value) })

  beforeEach(() => {
    tus.uploads.length = 0
    tus.removed.length = 0
    waiting = []
    sent = []
  })
  afterEach(() => vi.unstubAllGlobals())

  it('is for big files', () => {
    expect(isResumable(FILE)).toBe(false)
    expect(isResumable(Object.defineProperty(new File([], 'b.log'), 'size', { value: 16 * 1024 * 1024 }))).toBe(true)
  })

  it('stops when the network goes and goes on when it is back, until it is done', async () => {
    const running = begin()
    await settle()
    const [{ options, calls } = { options: {}, calls: [] }] = tus.uploads
    expect(options).toMatchObject({ endpoint: '/api/v2/uploads', metadata: { filename: 'app.log', job_id: JOB_ID } })
    window.dispatchEvent(new Event('offline'))
    expect(waiting).toEqual([true])
    window.dispatchEvent(new Event('online'))
    expect(calls).toEqual(['start', 'abort', 'start'])
    options.onProgress?.(1, 1)
    expect([waiting, sent]).toEqual([[true, false], [1]])
    options.onSuccess?.({ lastResponse: expect.anything() })
    await running.accepted
    window.dispatchEvent(new Event('offline'))
    expect(calls).toHaveLength(3)
  })

  it('tries again after what passes, and tells what does not', async () => {
    const running = begin()
    await settle()
    const options = tus.uploads[0]?.options ?? {}
    const isTriedAgain = (status: number, code?: string) => options.onShouldRetry?.(errorWith(status, code) as never, 0, options)
    for (const [status, code] of [[0], [502], [503], [423], [409, 'wrong_offset']] as const) expect(isTriedAgain(status, code)).toBe(true)
    const waits = waiting.length
    for (const [status, code] of [[409, 'cancelled_on_way'], [422], [507], [500], [404]] as const) expect(isTriedAgain(status, code)).toBe(false)
    expect(waiting).toHaveLength(waits)
    options.onError?.(errorWith(422, 'not_text'))
    await expect(running.accepted).rejects.toThrow(RequestError)
    await expect(running.accepted).rejects.toMatchObject({ status: 422, problem: { detail: 'Why.' } })
  })

  it('knows a half by the file, while the server keeps it', async () => {
    tus.previous = [
      { metadata: { job_id: '0198b2f0-0000-7000-8000-000000000000' }, urlStorageKey: 'gone' },
      { metadata: { job_id: JOB_ID, baseline: 'another' }, urlStorageKey: 'compared' },
      { metadata: { job_id: JOB_ID }, urlStorageKey: 'here' },
    ]
    fakeServer({ [`GET /api/v2/status/${JOB_ID}`]: { body: makeStatus({ resumable_until: '2026-11-25T03:00:00.000Z' }) } })
    expect(await findHalf(FILE, {})).toMatchObject({ jobId: JOB_ID, previous: { urlStorageKey: 'here' } })
    expect(tus.removed).toEqual(['gone'])
  })
})
