import type { DetailedError, PreviousUpload, UploadOptions } from 'tus-js-client'
import { StatusResult, type UploadChoices } from '#shared/job'
import { parseProblem, RequestError, requestJson } from './requestJson'
import type { RunningUpload, UploadWatch } from './uploadFile'

/** Files from this size on are sent in a way that goes on after a break. Chosen: what takes a slow line ten seconds or more. */
const RESUMABLE_BYTES = 16 * 1024 * 1024
/** A request takes so much of the file: proxies between may hold it back until it is complete. Chosen. */
const PART_BYTES = 64 * 1024 * 1024
const ENDPOINT = '/api/v2/uploads'
const RETRY_MAX_MS = 3000
/** A day of trying, as long as the server keeps what has come. */
const RETRIES = 30_000

/** An upload that this browser began and did not end. */
export interface Half {
  jobId: string
  previous: PreviousUpload
}

export function isResumable(file: File): boolean {
  return file.size >= RESUMABLE_BYTES
}

/** What the server has of this very file from before, sent with the same choices; null for nothing. */
export async function findHalf(file: File, choices: UploadChoices | 'any'): Promise<Half | null> {
  const { Upload, defaultOptions } = await import('tus-js-client')
  const previous = await new Upload(file, { endpoint: ENDPOINT, fingerprint }).findPreviousUploads()
  for (const each of previous) {
    const jobId = each.metadata.job_id
    if (jobId === undefined || (choices !== 'any' && !isSame(each.metadata, choices))) continue
    const until = await resumableUntil(jobId)
    if (until) return { jobId, previous: each }
    if (until === null) await defaultOptions.urlStorage.removeUpload(each.urlStorageKey)
  }
  return null
}

interface ResumableJob {
  jobId: string
  choices: UploadChoices
  /** Unless null, the job exists already and waits for what is missing. */
  goesOn?: Half | 'unknown' | null
}

/** Sends a file as a job; whenever the connection is lost, goes on once it is back. */
export function uploadResumable(file: File, { jobId, choices, goesOn = null }: ResumableJob, watch: UploadWatch): RunningUpload {
  let abort = () => {}
  const accepted = new Promise<null>((resolve, reject) => {
    let isStopped = false
    abort = () => {
      isStopped = true
      reject(new RequestError(0, null))
    }
    void import('tus-js-client').then(({ Upload }) => {
      if (isStopped) return
      const options: UploadOptions = {
        endpoint: ENDPOINT,
        metadata: { filename: file.name, job_id: jobId, ...choices },
        fingerprint,
        chunkSize: PART_BYTES,
        removeFingerprintOnSuccess: true,
        retryDelays: Array.from({ length: RETRIES }, (_, i) => Math.min(RETRY_MAX_MS, 500 * 2 ** Math.min(i, 10))),
        onShouldRetry(error) {
          const mayRetry = isPassing(error)
          if (mayRetry) watch.onWaiting(true)
          return mayRetry
        },
        // From then on it goes on or it ends: a second one under the same id would be refused.
        onUploadUrlAvailable: () => upload.options.endpoint = null,
        onProgress(sentBytes) {
          watch.onWaiting(false)
          watch.onSent(sentBytes)
        },
        onSuccess: () => resolve(null),
        onError: error => reject(refusalOf(error)),
      }
      const upload = new Upload(file, goesOn ? { ...options, endpoint: null, uploadUrl: `${ENDPOINT}/${jobId}` } : options)
      if (goesOn && goesOn !== 'unknown') upload.resumeFromPreviousUpload(goesOn.previous)
      const forget = onNetworkChange(() => {
        watch.onWaiting(true)
        void upload.abort()
      }, () => upload.start())
      abort = () => {
        void upload.abort()
        reject(new RequestError(0, null))
      }
      void accepted.finally(forget).catch(() => undefined) // told to who asked for the upload
      upload.start()
    }, reject)
  })
  return { accepted, abort: () => abort() }
}

/** A request that is under way when the network goes may wait for minutes before it fails. @returns what ends the listening */
function onNetworkChange(lose: () => void, goOn: () => void): () => void {
  window.addEventListener('offline', lose)
  window.addEventListener('online', goOn)
  return () => {
    window.removeEventListener('offline', lose)
    window.removeEventListener('online', goOn)
  }
}

/** Null where the job can't be gone on with, undefined where the server does not say. */
async function resumableUntil(jobId: string): Promise<string | null | undefined> {
  try {
    return (await requestJson(StatusResult, `/api/v2/status/${encodeURIComponent(jobId)}`)).resumable_until
  }
  catch (error) {
    return error instanceof RequestError && error.status === 404 ? null : undefined
  }
}

/** Whether an upload began with these choices. */
function isSame({ filename: _, job_id: __, ...begun }: Record<string, string>, choices: UploadChoices): boolean {
  return JSON.stringify(Object.entries(begun).sort()) === JSON.stringify(Object.entries(choices).sort())
}

/** By what a file is known again when it is picked a second time. */
function fingerprint(file: File): Promise<string> {
  return Promise.resolve(['lograro', file.name, file.size, file.lastModified].join('-'))
}

/** Whether trying again helps: no answer, a server or proxy that starts or stops, or bytes that have come without our knowing. */
function isPassing(error: Error | DetailedError): boolean {
  const { status, problem } = refusalOf(error)
  return status === 0 || [502, 503, 504, 423].includes(status) || (status === 409 && problem?.code === 'wrong_offset')
}

function refusalOf(error: Error | DetailedError): RequestError {
  const response = 'originalResponse' in error ? error.originalResponse : null
  return new RequestError(response?.getStatus() ?? 0, parseProblem(response?.getBody() ?? ''))
}
