import { defineStore } from 'pinia'
import type { Problem } from '#shared/problem'
import { createJobId } from './createJobId'
import { RequestError } from './requestJson'
import { uploadFile } from './uploadFile'

/** An upload that this page has started. */
export interface Upload {
  readonly filename: string
  readonly sizeBytes: number
  readonly sentBytes: number
  readonly state: 'sending' | 'sent' | 'failed' | 'stopped'
  /** Why it failed; null where the connection broke without an answer. */
  readonly problem: Problem | null
}

/** The uploads of this page, by job id. They go on while the person looks at other pages. */
export const useUploadStore = defineStore('upload', () => {
  const uploads = shallowReactive(new Map<string, Upload>())
  const aborts = new Map<string, () => void>()
  const isSending = computed(() => [...uploads.values()].some(upload => upload.state === 'sending'))

  function change(jobId: string, changes: Partial<Upload>) {
    const upload = uploads.get(jobId)
    if (upload) uploads.set(jobId, { ...upload, ...changes })
  }

  /** Starts to send a file and tells the id of the job that it becomes. */
  function start(file: File, baselineId: string | null = null): string {
    const jobId = createJobId()
    void send(file, jobId, baselineId)
    return jobId
  }

  /** Sends files one after another, each as a job of its own. @returns those that did not arrive. */
  async function startAll(files: readonly File[], baselineId: string | null = null): Promise<Upload[]> {
    const failed: Upload[] = []
    for (const file of files) {
      const jobId = createJobId()
      await send(file, jobId, baselineId)
      const upload = uploads.get(jobId)
      if (upload?.state === 'failed') failed.push(upload)
    }
    return failed
  }

  /** Resolves when the file has been sent, or not. */
  function send(file: File, jobId: string, baselineId: string | null): Promise<void> {
    uploads.set(jobId, { filename: file.name, sizeBytes: file.size, sentBytes: 0, state: 'sending', problem: null })
    // The form around the file counts as sent bytes too, hence the limit.
    const running = uploadFile(file, jobId, baselineId, sentBytes => change(jobId, { sentBytes: Math.min(sentBytes, file.size) }))
    aborts.set(jobId, running.abort)
    return running.accepted
      .then(() => change(jobId, { state: 'sent', sentBytes: file.size }))
      .catch((error: unknown) => {
        if (uploads.get(jobId)?.state === 'stopped') return
        change(jobId, { state: 'failed', problem: error instanceof RequestError ? error.problem : null })
      })
      .finally(() => aborts.delete(jobId))
  }

  /** Stops sending, where we still are. */
  function stop(jobId: string) {
    const abort = aborts.get(jobId)
    if (!abort) return
    change(jobId, { state: 'stopped' })
    abort()
  }

  return { uploads, isSending, start, startAll, stop }
})
