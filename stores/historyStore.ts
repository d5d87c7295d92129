import { defineStore } from 'pinia'
import { JobsPage } from '#shared/job'
import type { StatusResult } from '#shared/job'
import { RequestError, requestJson, send } from './requestJson'

const UNDO_MS = 5000 // issue 3
const REFRESH_MS = 2000

/** The earlier jobs. A deleted one waits five seconds for an undo before the server is told. */
export const useHistoryStore = defineStore('history', () => {
  const jobs = shallowRef<StatusResult[]>([])
  const nextCursor = ref<string | null>(null)
  const isLoaded = ref(false)
  const isAway = ref(false)
  /** Ids of deleted jobs that can still be brought back. */
  const leaving = shallowReactive(new Map<string, ReturnType<typeof setTimeout>>())
  const gone = new Set<string>()
  let refreshTimer: ReturnType<typeof setTimeout> | undefined
  let isWatched = false

  async function loadPage(cursor: string | null): Promise<JobsPage | null> {
    const query = cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`
    const page = await requestJson(JobsPage, `/api/v2/jobs${query}`).catch(() => null)
    isAway.value = page === null
    return page && { ...page, jobs: page.jobs.filter(job => !gone.has(job.job_id)) }
  }

  /** Loads the newest jobs, and again every two seconds while one of them runs. */
  function watchJobs() {
    isWatched = true
    return load()
  }

  function stopWatching() {
    isWatched = false
    clearTimeout(refreshTimer)
  }

  /** Loads the newest jobs; those of later pages stay as they are. */
  async function load() {
    clearTimeout(refreshTimer)
    const page = await loadPage(null)
    if (page) {
      const isFirst = !isLoaded.value
      const oldest = page.jobs.at(-1)
      const known = new Set(page.jobs.map(job => job.job_id))
      const later = oldest && page.next_cursor !== null
        ? jobs.value.filter(job => !known.has(job.job_id) && job.started_at <= oldest.started_at && !gone.has(job.job_id))
        : []
      jobs.value = [...page.jobs, ...later]
      if (isFirst || later.length === 0) nextCursor.value = page.next_cursor
      isLoaded.value = true
    }
    const isRunning = jobs.value.some(job => job.status === 'pending' || job.status === 'processing')
    if (isWatched && (isRunning || !page)) refreshTimer = setTimeout(load, REFRESH_MS)
  }

  async function loadMore() {
    const page = nextCursor.value === null ? null : await loadPage(nextCursor.value)
    if (!page) return
    const known = new Set(jobs.value.map(job => job.job_id))
    jobs.value = [...jobs.value, ...page.jobs.filter(job => !known.has(job.job_id))]
    nextCursor.value = page.next_cursor
  }

  function remove(jobId: string) {
    if (!leaving.has(jobId)) leaving.set(jobId, setTimeout(() => void deleteNow(jobId), UNDO_MS))
  }

  function undo(jobId: string) {
    clearTimeout(leaving.get(jobId))
    leaving.delete(jobId)
  }

  async function deleteNow(jobId: string) {
    undo(jobId)
    gone.add(jobId)
    const previous = jobs.value
    jobs.value = previous.filter(job => job.job_id !== jobId)
    try {
      await send(`/api/v2/jobs/${encodeURIComponent(jobId)}`, { method: 'DELETE', keepalive: true })
    }
    catch (error) {
      if (error instanceof RequestError && error.status === 404) return
      gone.delete(jobId)
      await load() // it is still there, so show it again
    }
  }

  /** Tells the server at once what is deleted: the page is going away, and the undo with it. */
  function deleteAllNow() {
    for (const jobId of [...leaving.keys()]) void deleteNow(jobId)
  }

  return { jobs, nextCursor, isLoaded, isAway, leaving, watchJobs, stopWatching, loadMore, remove, undo, deleteAllNow }
})
