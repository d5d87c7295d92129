import { defineStore } from 'pinia'
import { CancelResult, StatusResult, type UploadChoices } from '#shared/job'
import type { Note } from '#shared/note'
import type { StreamEvent, StreamResult } from '#shared/stream'
import { createFindingLedger } from './findingLedger'
import type { ListedFinding } from './findingLedger'
import { followJob } from './followJob'
import { isEnd } from './openJobStream'
import { RequestError, requestJson } from './requestJson'
import { useUploadStore } from './uploadStore'

const PUBLISH_MS = 250 // as dozzle: fast enough to feel live, slow enough to read
const PUBLISH_MAX_MS = 1000

/** The job that the page shows: its status, its findings, and whether they arrive live. */
export const useAnalysisStore = defineStore('analysis', () => {
  const uploadStore = useUploadStore()
  const router = useRouter()

  const currentJobId = ref<string | null>(null)
  const currentJob = shallowRef<StatusResult | null>(null)
  const findings = shallowRef<ListedFinding[]>([])
  const replacedCount = ref(0)
  const isStreaming = ref(false)
  /** The stream was there, is not now, and the job has not ended. */
  const isReconnecting = ref(false)
  const isUnknown = ref(false)
  /** The stream has said its last word: `findings` are complete. */
  const hasEnded = ref(false)
  const endNote = ref<Note | null>(null)

  let ledger = createFindingLedger()
  let stopFollowing = () => {}
  let publishTimer: ReturnType<typeof setTimeout> | undefined
  let publishMs = PUBLISH_MS

  /** Sends a file, opens its job's page at once and tells the job's id. */
  async function processFileV2(file: File, choices: UploadChoices = {}): Promise<string> {
    const jobId = await uploadStore.start(file, choices)
    await router.push(`/processing/${jobId}`)
    return jobId
  }

  /** The job's status, null if there is no such job. @throws RequestError while the server cannot tell. */
  async function getJobStatus(jobId: string): Promise<StatusResult | null> {
    try {
      const status = await requestJson(StatusResult, `/api/v2/status/${encodeURIComponent(jobId)}`)
      if (jobId === currentJobId.value) currentJob.value = status
      return status
    }
    catch (error) {
      if (error instanceof RequestError && error.status === 404) return null
      throw error
    }
  }

  /** Makes a job the current one and follows it to its end. */
  function streamResults(jobId: string) {
    leaveJob()
    currentJobId.value = jobId
    stopFollowing = followJob(jobId, {
      getStatus: () => getJobStatus(jobId),
      onResult: (event, result) => takeResult(jobId, event, result),
      onStreaming: (value, isLost) => {
        isReconnecting.value = !value && isLost && (isStreaming.value || isReconnecting.value)
        isStreaming.value = value
      },
      onUnknown: () => {
        isReconnecting.value = false
        isUnknown.value = true
      },
      mayAppear: () => uploadStore.uploads.get(jobId)?.state === 'sending',
    })
  }

  /** Stops following and forgets the current job; an upload of it goes on. */
  function leaveJob() {
    stopFollowing()
    clearTimeout(publishTimer)
    publishTimer = undefined
    ledger = createFindingLedger()
    currentJobId.value = null
    currentJob.value = null
    findings.value = []
    replacedCount.value = 0
    isStreaming.value = false
    isReconnecting.value = false
    isUnknown.value = false
    hasEnded.value = false
    endNote.value = null
  }

  function takeResult(jobId: string, event: StreamEvent, result: StreamResult) {
    if (event === 'chunk') {
      ledger.put(result)
      publishTimer ??= setTimeout(publish, publishMs)
    }
    const job = currentJob.value
    if (job) currentJob.value = { ...job, status: result.status, progress: Math.max(job.progress, result.progress) }
    if (isEnd(event)) void takeEnd(jobId, result.note)
  }

  async function takeEnd(jobId: string, note: Note | null) {
    publish()
    isReconnecting.value = false
    endNote.value = note
    const status = await getJobStatus(jobId).catch(() => undefined)
    if (jobId !== currentJobId.value) return
    hasEnded.value = true
    isUnknown.value = status === null // a refused upload: the job is gone once its followers have been told
  }

  function publish() {
    clearTimeout(publishTimer)
    publishTimer = undefined
    const startMs = performance.now()
    findings.value = ledger.list()
    replacedCount.value = ledger.replacedCount
    // The longer the list, the rarer: at most about a fifth of the time goes into showing it.
    publishMs = Math.min(PUBLISH_MAX_MS, Math.max(PUBLISH_MS, 20 * (performance.now() - startMs)))
  }

  /** Cancels the job and stops our upload of it. @throws RequestError if the server did not do so. */
  async function cancelJob(jobId: string): Promise<void> {
    try {
      const path = `/api/v2/cancel/${encodeURIComponent(jobId)}`
      const cancelled = await requestJson(CancelResult, path, { method: 'POST' })
      const { message: _, note, ...status } = cancelled
      if (jobId === currentJobId.value) {
        currentJob.value = status
        endNote.value = note
      }
    }
    catch (error) {
      if (!(error instanceof RequestError)) throw error
      if (error.status === 409) await getJobStatus(jobId) // it has ended in the meantime
      else if (error.status !== 404) throw error
    }
    uploadStore.stop(jobId)
  }

  return {
    currentJobId, currentJob, findings, replacedCount, isStreaming, isReconnecting, isUnknown, hasEnded, endNote,
    processFileV2, getJobStatus, streamResults, leaveJob, cancelJob,
  }
})
