import { ProcessAccepted, type UploadChoices } from '#shared/job'
import { RequestError, parseProblem } from './requestJson'

export interface RunningUpload {
  /** Settles when the server has the whole file. Rejects with RequestError; its status is 0 if the connection broke. */
  accepted: Promise<unknown>
  abort: () => void
}

/** Is told how a running upload comes on. */
export interface UploadWatch {
  onSent: (sentBytes: number) => void
  /** Whether the connection is lost, and the upload goes on by itself when it is back. */
  onWaiting: (isWaiting: boolean) => void
}

/** Posts a file as the job `jobId`. XMLHttpRequest, because fetch tells no progress of what it sends. */
export function uploadFile(file: File, jobId: string, choices: UploadChoices, { onSent }: UploadWatch): RunningUpload {
  const request = new XMLHttpRequest()
  const accepted = new Promise<ProcessAccepted>((resolve, reject) => {
    request.upload.addEventListener('progress', event => onSent(event.loaded))
    for (const event of ['error', 'abort', 'timeout']) {
      request.addEventListener(event, () => reject(new RequestError(0, null)))
    }
    request.addEventListener('load', () => {
      const parsed = request.status === 202 ? ProcessAccepted.safeParse(JSON.parse(request.responseText)) : null
      if (parsed?.success) resolve(parsed.data)
      else reject(new RequestError(request.status, parseProblem(request.responseText)))
    })
  })
  const form = new FormData()
  form.append('file', file)
  request.open('POST', `/api/v2/process?${new URLSearchParams({ job_id: jobId, ...choices })}`)
  request.setRequestHeader('accept', 'application/json')
  request.send(form)
  return { accepted, abort: () => request.abort() }
}
