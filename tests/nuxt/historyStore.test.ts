import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useHistoryStore } from '../../stores/historyStore'
import { fakeServer } from './fakeServer'
import { JOB_ID, makeStatus } from './makeFinding'

const LIST = 'GET /api/v2/jobs'
const DELETE = `DELETE /api/v2/jobs/${JOB_ID}`
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

describe('historyStore', () => {
  let store: ReturnType<typeof useHistoryStore>
  let server: ReturnType<typeof fakeServer>
  let jobs = [makeStatus({ status: 'completed' })]
  let deletion: { status: number } = { status: 204 }

  beforeEach(async () => {
    vi.useFakeTimers()
    setActivePinia(createPinia())
    jobs = [makeStatus({ status: 'completed' })]
    deletion = { status: 204 }
    server = fakeServer({ [LIST]: () => ({ body: { jobs, next_cursor: null } }), [DELETE]: () => deletion })
    store = useHistoryStore()
    await store.watchJobs()
  })

  afterEach(() => {
    store.stopWatching()
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  it('deletes five seconds later', async () => {
    store.remove(JOB_ID)
    await pass(4900)
    expect(server.count(DELETE)).toBe(0)
    await pass(200)
    expect(server.count(DELETE)).toBe(1)
    expect(store.jobs).toEqual([])
  })

  it('does not delete what is brought back', async () => {
    store.remove(JOB_ID)
    await pass(2000)
    store.undo(JOB_ID)
    await pass(10_000)
    expect(server.count(DELETE)).toBe(0)
    expect(store.jobs).toHaveLength(1)
  })

  it('deletes at once when the page goes away', async () => {
    store.remove(JOB_ID)
    store.deleteAllNow()
    await pass(0)
    expect(server.count(DELETE)).toBe(1)
    await pass(10_000)
    expect(server.count(DELETE)).toBe(1)
  })

  it('shows a job again that could not be deleted', async () => {
    deletion = { status: 503 }
    store.remove(JOB_ID)
    await pass(5100)
    expect(store.jobs).toHaveLength(1)
  })

  it('looks again while a job runs, and only then', async () => {
    await pass(10_000)
    expect(server.count(LIST)).toBe(1)
    jobs = [makeStatus()]
    await store.watchJobs()
    await pass(6100)
    expect(server.count(LIST)).toBe(5)
    store.stopWatching()
    await pass(10_000)
    expect(server.count(LIST)).toBe(5)
  })
})
