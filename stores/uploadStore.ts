import { defineStore } from 'pinia'
import type { UploadChoices } from '#shared/job'
import type { Problem } from '#shared/problem'
import { createJobId } from './createJobId'
import { RequestError } from './requestJson'
import { uploadFile, type UploadWatch } from './uploadFile'
import { findHalf, isResumable, uploadResumable, type Half } from './uploadResumable'

/** An upload that this page has started. */
export interface Upload {
  readonly filename: string
  readonly sizeBytes: number
  readonly sentBytes: number
  readonly state: 'sending' | 'sent' | 'failed' | 'stopped'
  /** The connection is lost; sending goes on by itself when it is back. */
  readonly isWaiting: boolean
  /** Why it failed; null where the connection broke without an answer. */
  readonly problem: Problem | null
}

/** The uploads of this page, by job id. They go on while the person looks at other pages. */
export const useUploadStore = defineStore('upload', () => {
  const uploads = shallowReactive(new Map<string, Upload>())
  const aborts = new Map<string, () => void>()
  const isWaiting = computed(() => [...uploads.values()].some(upload => upload.state === 'sending' && upload.isWaiting))
  const isSending = computed(() => [...uploads.values()].some(upload => upload.state === 'sending'))

  function change(jobId: string, changes: Partial<Upload>) {
    const upload = uploads.get(jobId)
    if (upload) uploads.set(jobId, { ...upload, ...changes })
  }

  /** The job that a file becomes: the one that has a part of it from before, or a new one. */
  async function jobFor(file: File, choices: UploadChoices) {
    const half = isResumable(file) ? await findHalf(file, choices) : null
    return { jobId: half?.jobId ?? createJobId(), half }
  }

  /** Starts to send a file, or goes on with it where it was sent in part before, and tells the id of the job that it becomes. */
  async function start(file: File, choices: UploadChoices = {}): Promise<string> {
    const { jobId, half } = await jobFor(file, choices)
    void send(file, jobId, choices, half)
    return jobId
  }

  /** Goes on with the upload of a job that waits for it. The file must be the one that it began with. */
  async function resume(file: File, jobId: string) {
    const half = await findHalf(file, 'any')
    void send(file, jobId, {}, half?.jobId === jobId ? half : 'unknown')
  }

  /** Sends files one after another, each as a job of its own. @returns those that did not arrive. */
  async function startAll(files: readonly File[], choices: UploadChoices = {}): Promise<Upload[]> {
    const failed: Upload[] = []
    for (const file of files) {
      const { jobId, half } = await jobFor(file, choices)
      await send(file, jobId, choices, half)
      const upload = uploads.get(jobId)
      if (upload?.state === 'failed') failed.push(upload)
    }
    return failed
  }

  /** Resolves when the file has been sent, or not. */
  function send(file: File, jobId: string, choices: UploadChoices, half: Half | 'unknown' | null): Promise<void> {
    uploads.set(jobId, { filename: file.name, sizeBytes: file.size, sentBytes: 0, state: 'sending', isWaiting: false, problem: null })
    const watch: UploadWatch = {
      // The form around the file counts as sent bytes too, hence the limit.
      onSent: sentBytes => change(jobId, { sentBytes: Math.min(sentBytes, file.size) }),
      onWaiting: isWaiting => uploads.get(jobId)?.isWaiting !== isWaiting && change(jobId, { isWaiting }),
    }
    const running = half || isResumable(file) ? uploadResumable(file, { jobId, choices, goesOn: half }, watch) : uploadFile(file, jobId, choices, watch)
    aborts.set(jobId, running.abort)
    return running.accepted
      .then(() => change(jobId, { state: 'sent', isWaiting: false, sentBytes: file.size }))
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

  return { uploads, isSending, isWaiting, start, resume, startAll, stop }
})
