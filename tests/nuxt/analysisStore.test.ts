import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { MockInstance } from 'vitest'
import { noteOfSentence } from '#shared/note'
import { useAnalysisStore } from '../../stores/analysisStore'
import { useUploadStore } from '../../stores/uploadStore'
import { FakeEventSource, FakeUpload, fakeServer } from './fakeServer'
import { JOB_ID, makeFinding, makeStatus } from './makeFinding'

const STATUS = `GET /api/v2/status/${JOB_ID}`
const lines = (store: ReturnType<typeof useAnalysisStore>) => store.findings.map(({ finding }) => finding.line_number)

/** Lets time pass, and what waits for answers go on. */
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

describe('analysisStore', () => {
  let store: ReturnType<typeof useAnalysisStore>
  let server: ReturnType<typeof fakeServer>
  let status = makeStatus()
  let push: MockInstance

  beforeEach(() => {
    vi.useFakeTimers()
    push = vi.spyOn(useRouter(), 'push').mockResolvedValue(undefined) // pages load in real time
    setActivePinia(createPinia())
    FakeUpload.all = []
    vi.stubGlobal('XMLHttpRequest', FakeUpload)
    status = makeStatus()
    server = fakeServer({
      [STATUS]: () => ({ body: status }),
      [`POST /api/v2/cancel/${JOB_ID}`]: () => ({ body: { ...status, status: 'cancelled', phase: 'done', message: 'Kept: 1 finding.', note: noteOfSentence('Kept: 1 finding.') } }),
    })
    store = useAnalysisStore()
  })

  afterEach(() => {
    store.leaveJob()
    vi.useRealTimers()
    vi.unstubAllGlobals()
    vi.restoreAllMocks()
  })

  async function startStream() {
    store.streamResults(JOB_ID)
    await pass(0)
    FakeEventSource.last.open()
    return FakeEventSource.last
  }

  it('shows what the stream says, and settled findings instead of provisional ones', async () => {
    const stream = await startStream()
    expect(store.currentJob?.filename).toBe('shop.log')
    expect(store.isStreaming).toBe(true)
    stream.say('chunk', { anomalies: [makeFinding(3), makeFinding(5)] })
    stream.say('chunk', { chunk_number: 1, anomalies: [makeFinding(80)] })
    await pass(300)
    expect(lines(store)).toEqual([3, 5, 80])
    stream.say('chunk', { revision: 2, settled: true, anomalies: [makeFinding(5)] })
    stream.say('chunk', { chunk_number: 1, revision: 2, settled: true })
    status = makeStatus({ status: 'completed', progress: 1, phase: 'done' })
    stream.say('complete', { is_complete: true, progress: 1, status: 'completed', revision: 0, chunk_number: 1 })
    await pass(0)
    expect(lines(store)).toEqual([5])
    expect(store).toMatchObject({ isStreaming: false, isReconnecting: false, hasEnded: true, replacedCount: 3 })
    expect(store.currentJob?.status).toBe('completed')
    expect(stream.readyState).toBe(FakeEventSource.CLOSED)
  })

  it('gathers what comes within 250 ms before it shows it', async () => {
    const stream = await startStream()
    stream.say('chunk', { anomalies: [makeFinding(1)] })
    await pass(100)
    stream.say('chunk', { chunk_number: 1, anomalies: [makeFinding(2)] })
    expect(lines(store)).toEqual([])
    await pass(150)
    expect(lines(store)).toEqual([1, 2])
  })

  it('polls every two seconds only while the stream is not there', async () => {
    store.streamResults(JOB_ID)
    await pass(0)
    expect(server.count(STATUS)).toBe(1)
    await pass(6000)
    expect(server.count(STATUS)).toBe(4) // the stream has not opened yet
    const stream = FakeEventSource.last
    stream.open()
    await pass(20_000)
    expect(server.count(STATUS)).toBe(5) // one look when it opened, none after that
    stream.lose()
    expect(store).toMatchObject({ isStreaming: false, isReconnecting: true })
    await pass(4000)
    expect(server.count(STATUS)).toBe(7)
    stream.open()
    expect(store).toMatchObject({ isStreaming: true, isReconnecting: false })
    expect(FakeEventSource.all).toHaveLength(1)
  })

  it('looks at the status at most once a second, however often progress comes', async () => {
    const stream = await startStream()
    await pass(1000)
    const before = server.count(STATUS)
    for (let i = 0; i < 100; i += 1) {
      stream.say('progress', { progress: 0.3 + i / 1000, revision: 0 })
      await pass(30)
    }
    expect(server.count(STATUS) - before).toBeLessThanOrEqual(3)
  })

  it('opens the stream anew when the browser has given up, and gets nothing twice', async () => {
    const stream = await startStream()
    stream.say('chunk', { anomalies: [makeFinding(1)] })
    stream.lose(true)
    await pass(2000)
    expect(FakeEventSource.all).toHaveLength(2)
    FakeEventSource.last.open()
    FakeEventSource.last.say('chunk', { anomalies: [makeFinding(1)] })
    await pass(300)
    expect(lines(store)).toEqual([1])
  })

  it('says so when there is no such job', async () => {
    const other = '0198b2f0-0000-7abc-8def-0123456789ab'
    store.streamResults(other)
    await pass(10_000)
    expect(store.isUnknown).toBe(true)
    expect(server.count(`GET /api/v2/status/${other}`)).toBe(1)
    expect(FakeEventSource.all).toHaveLength(0)
  })

  it('sends a file under an id of its own and waits for the job to appear', async () => {
    const id = await store.processFileV2(new File(['a line\n'], 'app.log'))
    expect(FakeUpload.last.url).toBe(`/api/v2/process?job_id=${id}`)
    expect(FakeUpload.last.form?.get('file')).toBeInstanceOf(File)
    expect(push).toHaveBeenCalledWith(`/processing/${id}`)
    store.streamResults(id)
    await pass(3000)
    expect(store.isUnknown).toBe(false)
    expect(server.count(`GET /api/v2/status/${id}`)).toBeGreaterThan(5)
    FakeUpload.last.sent(4)
    expect(useUploadStore().uploads.get(id)).toMatchObject({ state: 'sending', sentBytes: 4, sizeBytes: 7 })
    FakeUpload.last.answer(422, { type: 'about:blank', title: 'Unreadable', status: 422, detail: 'This is a picture.' })
    await pass(1000)
    expect(useUploadStore().uploads.get(id)).toMatchObject({ state: 'failed', problem: { detail: 'This is a picture.' } })
    expect(store.isUnknown).toBe(true)
  })

  it('cancels: tells the server, stops the upload, keeps what it has', async () => {
    const stream = await startStream()
    stream.say('chunk', { anomalies: [makeFinding(1)] })
    await pass(300)
    await store.cancelJob(JOB_ID)
    expect(store.currentJob?.status).toBe('cancelled')
    expect(store.endNote).toEqual(noteOfSentence('Kept: 1 finding.'))
    expect(lines(store)).toEqual([1])
  })

  it('stops an upload that the server does not know of yet', async () => {
    const id = await store.processFileV2(new File(['a line\n'], 'app.log'))
    await store.cancelJob(id)
    expect(FakeUpload.last.isAborted).toBe(true)
    await pass(0)
    expect(useUploadStore().uploads.get(id)?.state).toBe('stopped')
  })

  it('forgets a job that it leaves', async () => {
    const stream = await startStream()
    stream.say('chunk', { anomalies: [makeFinding(1)] })
    store.leaveJob()
    await pass(10_000)
    expect(store).toMatchObject({ currentJob: null, findings: [], isStreaming: false })
    expect(stream.readyState).toBe(FakeEventSource.CLOSED)
    expect(server.count(STATUS)).toBe(1)
  })
})
