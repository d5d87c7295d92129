import { AsyncLocalStorage } from 'node:async_hooks'
import type { IncomingMessage } from 'node:http'
import { PassThrough, Readable } from 'node:stream'
import { DataStore, ERRORS, Server, Upload, type Locker, type RequestRelease } from '@tus/server'
import { getRequestURL, setResponseHeaders, setResponseStatus, type H3Event } from 'h3'
import type { z } from 'zod'
import { BaselineIds, JobId } from '#shared/job'
import type { NewNote } from '#shared/note'
import type { Problem } from '#shared/problem'
import { Reading, READING_FIELDS } from '#shared/reading'
import { pieceChecksum, PIECE_ALGORITHMS, type Checksums } from './checksums'
import { BadRequest, UploadLost } from './errors'
import { shownName } from './fileName'
import { drainRequest } from './drainRequest'
import { faultOf } from './faultOf'
import { problemWith, refusalNote, saying, sendProblem } from './problem'

/** Where the bytes of resumable uploads go, by the id of the job that each becomes. What these throw is answered as a problem. */
export interface UploadTarget {
  create(upload: { jobId: string, filename: string, sizeBytes: number, baselineIds?: string[], reading?: Reading }): Promise<void>
  find(jobId: string): { filename: string, sizeBytes: number, offsetBytes: number, lastByteMs: number } | null
  append(jobId: string, pieces: AsyncIterable<Uint8Array>, check: Checksums | null): Promise<number>
  finish(jobId: string): Promise<void>
  cancel(jobId: string): Promise<void>
}

export interface TusLimits {
  maxUploadBytes: number | null
  resumeMs: number
  newJobId(): string
}

/** Answers a request of the tus protocol, version 1.0.0 (tus.io/protocols/resumable-upload). */
export type Tus = (event: H3Event) => Promise<string>

const PATH = '/api/v2/uploads'
/** Who goes on from another connection waits so long for the old one, which mostly is lost already. Chosen. */
const OLD_REQUEST_MS = 300
const LOCK_WAIT_MS = 30_000
/** What the protocol's server refuses by itself, by status. */
const REFUSALS: Record<number, NewNote> = {
  403: { code: 'part_headers', args: {} },
  404: { code: 'no_upload', args: {} },
  409: { code: 'wrong_offset', args: {} },
  410: { code: 'not_resumed', args: {} },
  412: { code: 'other_protocol', args: {} },
  413: { code: 'too_large_or_other', args: {} },
  423: { code: 'upload_in_use', args: {} },
}

export function openTus(target: UploadTarget, { maxUploadBytes, resumeMs, newJobId }: TusLimits): Tus {
  const failures = new WeakMap<Request, unknown>()
  const server = new Server({
    path: PATH,
    relativeLocation: true,
    datastore: new Uploads(target, resumeMs),
    maxSize: maxUploadBytes ?? 0,
    locker: openLocker(),
    lockDrainTimeout: OLD_REQUEST_MS,
    namingFunction: (_, metadata) => idIn(metadata) ?? newJobId(),
    getFileIdFromRequest: (_, lastPart) => JobId.safeParse(lastPart).data?.toLowerCase(),
    async onUploadFinish(_, { id }) {
      await target.finish(id)
      return {}
    },
    onResponseError(request, error) {
      failures.set(request, error)
      return error === ERRORS.ERR_LOCK_TIMEOUT ? { status_code: 423, body: '' } : undefined
    },
  })
  return async (event) => {
    const request = webRequest(event)
    const own: OwnState = { check: pieceChecksum(event.node.req.headers), failure: null }
    const response = await answering.run(own, () => server.handleWeb(request))
    const failure = own.failure ?? failures.get(request)
    if (failure instanceof Error) throw failure
    const headers = [...response.headers].filter(([name]) => !/^(?:access-control-|connection|content-length)/.test(name))
    setResponseHeaders(event, { ...Object.fromEntries(headers), 'tus-checksum-algorithm': PIECE_ALGORITHMS.join(',') })
    setResponseStatus(event, response.status)
    if (response.status < 400) return ''
    drainRequest(event.node.req)
    return sendProblem(event, await refusalOf(response))
  }
}

async function refusalOf(response: Response): Promise<Problem> {
  const { status } = response
  const refusal = REFUSALS[status]
  const known = refusal ? problemWith(refusal) : null
  if (known) return known
  return saying(refusalNote((await response.text()).trim()), { title: 'Refused', status })
}

/** What the protocol's server does not hand through, of the request that is being answered. */
interface OwnState {
  check: Checksums | null
  /** Why its part could not be taken: told as one that was aborted otherwise. */
  failure: unknown
}
const answering = new AsyncLocalStorage<OwnState>()

class Uploads extends DataStore {
  override extensions = ['creation', 'creation-with-upload', 'termination', 'expiration', 'checksum']
  constructor(private readonly target: UploadTarget, private readonly resumeMs: number) { super() }

  override async create(upload: Upload): Promise<Upload> {
    const { filename, name } = upload.metadata ?? {}
    await this.target.create({ jobId: upload.id, filename: shownName(filename ?? name ?? ''), sizeBytes: upload.size ?? 0, baselineIds: baselinesIn(upload.metadata), reading: readingIn(upload.metadata) })
    return upload
  }

  override async getUpload(id: string): Promise<Upload> {
    const state = this.target.find(id)
    if (!state) throw ERRORS.FILE_NOT_FOUND
    // The protocol's server reckons from here when it expires.
    return new Upload({ id, size: state.sizeBytes, offset: state.offsetBytes, metadata: { filename: state.filename }, creation_date: new Date(state.lastByteMs).toISOString() })
  }

  override async write(stream: Readable, id: string): Promise<number> {
    const own = answering.getStore()
    try {
      // Destroyed by who stops reading, it would be told of before the reason is.
      return await this.target.append(id, stream.iterator({ destroyOnReturn: false }), own?.check ?? null)
    }
    catch (error) {
      if (own) own.failure = error
      throw error
    }
  }

  override remove(id: string): Promise<void> {
    if (!this.target.find(id)) throw ERRORS.FILE_NOT_FOUND
    return this.target.cancel(id)
  }

  override getExpiration(): number {
    return this.resumeMs
  }
}

function idIn(metadata: Record<string, string | null> | undefined): string | undefined {
  return valueIn(metadata, 'job_id', JobId)?.toLowerCase()
}

function baselinesIn(metadata: Record<string, string | null> | undefined): string[] | undefined {
  return valueIn(metadata, 'baseline', BaselineIds)
}

function valueIn<S extends z.ZodType>(metadata: Record<string, string | null> | undefined, key: 'job_id' | 'baseline', schema: S): z.output<S> | undefined {
  const given = metadata?.[key]
  if (given === undefined || given === null) return undefined
  const parsed = schema.safeParse(given)
  if (!parsed.success) throw new BadRequest({ code: 'bad_metadata', args: { ...faultOf(parsed.error), name: key } })
  return parsed.data
}

function readingIn(metadata: Record<string, string | null> | undefined): Reading {
  const given = Object.entries(metadata ?? {}).filter(([key, value]) => key in READING_FIELDS && value !== null)
  const parsed = Reading.safeParse(Object.fromEntries(given))
  if (parsed.success) return parsed.data
  throw new BadRequest({ code: 'bad_metadata', args: faultOf(parsed.error) })
}

/** The request in the form that the protocol's server takes. Its body is a stream of its own: ending the request's would cut the answer off. */
function webRequest(event: H3Event): Request {
  const { req } = event.node
  const hasBody = event.method === 'PATCH' || event.method === 'POST'
  const headers = Object.entries(req.headers).map(([name, value]): [string, string] => [name, [value ?? ''].flat().join(', ')])
  return new Request(getRequestURL(event), { method: event.method, headers, ...hasBody ? { body: bodyOf(req), duplex: 'half' } : {} })
}

function bodyOf(request: IncomingMessage): ReadableStream {
  const body = new PassThrough()
  body.on('error', () => {}) // told to who reads it
  request.once('close', () => {
    if (!request.complete) body.destroy(new UploadLost({ code: 'connection', args: {} }))
  })
  request.pipe(body)
  return Readable.toWeb(body)
}

/** One request at a time for an upload. A new one asks the one before to end: its client has gone, as a rule. */
function openLocker(): Locker {
  const held = new Map<string, { askRelease: RequestRelease, freed: Promise<void>, free: () => void }>()
  return {
    newLock: id => ({
      async lock(signal, askRelease) {
        const untilMs = Date.now() + LOCK_WAIT_MS
        for (let other = held.get(id); other; other = held.get(id)) {
          await other.askRelease()
          await Promise.race([other.freed, new Promise(resolve => setTimeout(resolve, LOCK_WAIT_MS).unref())])
          if (signal.aborted || Date.now() >= untilMs) throw ERRORS.ERR_LOCK_TIMEOUT
        }
        let free = () => {}
        const freed = new Promise<void>((resolve) => {
          free = resolve
        })
        held.set(id, { askRelease, freed, free })
      },
      async unlock() {
        held.get(id)?.free()
        held.delete(id)
      },
    }),
  }
}
