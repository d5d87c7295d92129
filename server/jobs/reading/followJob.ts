import type { AnomalyResult } from '#shared/anomaly'
import type { Note } from '#shared/note'
import type { StreamEvent, StreamResult } from '#shared/stream'
import { saidNote } from '#wording/notes/sayNote'
import type { Backends } from '../../ports/backends'
import { hasEnded, type Job } from '../../ports/jobStore'
import { WHOLE_JOB, type Step } from '../../ports/stepStore'
import { JobUnknown } from '../errors'
import { withMember } from './memberOf'
import { provisionalOf } from './provisionalOf'
import { shareReads, STEPS_READ } from './sharedReads'

/** One event of a job's stream; `id` null where a reconnect can't name it. */
export interface JobEvent { type: StreamEvent, id: string | null, data: StreamResult }

/** Findings in one event at most; a chunk with more comes in parts. */
const PART_FINDINGS = 500
/** The store is read again after this time also without a wake-up, which may be lost; and not more often than this. */
const READ_AGAIN_MS = 3000
const PAUSE_MS = 100
const PROGRESS_MS = 250

/** Where a listener stands: after this part (0: none) of this commit of the job. */
interface Position { sequence: number, part: number }

/**
 * Where a listener that saw this id last goes on; from the start if the id is unknown, unreadable or beyond the end. Null
 * where it has seen the end: there is nothing more. @throws JobUnknown
 */
export async function positionAfter(backends: Backends, jobId: string, lastEventId: string | undefined): Promise<Position | null> {
  const job = await backends.jobs.find(jobId)
  if (!job) throw new JobUnknown()
  const [, sequenceText, partText] = /^(\d{1,15})(?:\.(\d{1,9}))?$/.exec(lastEventId ?? '') ?? []
  const sequence = Number(sequenceText ?? 0)
  if (sequence > job.sequence) return { sequence: 0, part: 0 }
  if (sequence > 0 && sequence === job.sequence && hasEnded(job) && !partText) return null
  return partText ? { sequence: sequence - 1, part: Number(partText) } : { sequence, part: 0 }
}

/**
 * A job's events after a position, until its end or until `signal` aborts. Subscribes, replays what is committed, then
 * reads on at each wake-up: the other order would lose what is committed in between. What is superseded is skipped.
 * Listeners of this process get the same objects where they are at the same place: they must not be changed.
 */
export async function* followJob(backends: Backends, jobId: string, from: Position, signal: AbortSignal): AsyncGenerator<JobEvent> {
  const reads = shareReads<JobEvent>(backends, jobId)
  const wakes = openWakes(signal, reads.now)
  let unlisten = async () => {}
  try {
    unlisten = await backends.wakeUps.listen(jobId, wakes.wake)
    let position = from
    let lastProgress = { value: -1, chunks: -1, atMs: 0 }
    let known: Job | null = null
    let lastRead = 0
    while (!signal.aborted) {
      const { read, steps, job } = await reads.news(position.sequence, Math.max(lastRead, wakes.since()))
      lastRead = read
      if (!job) {
        yield endEvent('failed', known, null, { code: 'deleted', args: {} })
        return
      }
      known = job
      for (const step of steps) {
        const partsSeen = step.sequence === position.sequence + 1 ? position.part : 0
        for (const part of partsAfter(partsSeen, job, step)) yield await reads.event(`${read} ${step.sequence}.${part}`, () => chunkEvent(backends, job, step, part))
        position = { sequence: step.sequence, part: 0 }
      }
      if (steps.length === STEPS_READ) continue
      if (hasEnded(job) && position.sequence >= stepsBefore(job)) {
        const type = job.status === 'completed' ? 'complete' : job.status === 'cancelled' ? 'cancelled' : 'failed'
        yield endEvent(type, job, String(job.sequence), endOf(job))
        return
      }
      const nowMs = Date.now()
      const isNews = job.progress !== lastProgress.value || job.totalChunks !== lastProgress.chunks
      if (isNews && nowMs - lastProgress.atMs >= PROGRESS_MS) {
        lastProgress = { value: job.progress, chunks: job.totalChunks, atMs: nowMs }
        yield await reads.event(`${read} progress`, async () => ({ type: 'progress', id: null, data: dataOf(job, { chunk_number: job.totalChunks - 1 }) }))
      }
      await wakes.next(hasEnded(job) ? PAUSE_MS : isNews ? PROGRESS_MS : READ_AGAIN_MS)
    }
  }
  finally {
    reads.leave()
    await unlisten()
  }
}

/** The last sequence that a step can have: an end that is no step has a number of its own. */
function stepsBefore(job: Job): number {
  return job.status === 'completed' ? job.sequence : job.sequence - 1
}

/** Numbers of the events in which the step is told, after those that were seen; none for what is superseded or no chunk's. */
function partsAfter(seen: number, job: Job, step: Step): number[] {
  if (step.chunkNumber === WHOLE_JOB || step.phase !== (job.status === 'completed' ? 'finish' : 'learn')) return []
  const first = step.phase === 'learn' ? 1 : seen + 1
  return Array.from({ length: partsOf(step) + 1 - first }, (_, index) => first + index)
}

/** Provisional findings are few. */
function partsOf(step: Step): number {
  return step.phase === 'learn' ? 1 : Math.max(1, Math.ceil(step.anomaliesFound / PART_FINDINGS))
}

async function chunkEvent(backends: Backends, job: Job, step: Step, part: number): Promise<JobEvent> {
  const parts = partsOf(step)
  const settled = step.phase === 'finish'
  const findings = settled ? await settledOf(backends, job, step, part) : await provisionalOf(backends, job.id, step)
  const anomalies = findings.map(finding => withMember(finding, job.members))
  const id = parts === 1 ? String(step.sequence) : `${step.sequence}.${part}`
  return { type: 'chunk', id, data: dataOf(job, { chunk_number: step.chunkNumber, anomalies, revision: settled ? 2 : 1, settled, part, parts }) }
}

async function settledOf(backends: Backends, job: Job, step: Step, part: number): Promise<AnomalyResult[]> {
  if (step.anomaliesFound === 0) return []
  const { findings } = await backends.results.findings(job.id, step.attempt, { sort: 'line', chunkNumber: step.chunkNumber, after: (part - 1) * PART_FINDINGS, limit: PART_FINDINGS })
  return findings
}

function endEvent(type: 'complete' | 'failed' | 'cancelled', job: Job | null, id: string | null, note: Note): JobEvent {
  const status = type === 'complete' ? 'completed' : type
  const base = { chunk_number: (job?.totalChunks ?? 0) - 1, anomalies: [], revision: 0, settled: type === 'complete', part: 1, parts: 1 }
  return { type, id, data: { ...base, progress: job?.progress ?? 0, is_complete: true, status, ...saidNote(note) } }
}

function endOf({ status, anomaliesFound: findings, lines, reason }: Job): Note {
  if (status === 'completed') return { code: 'completed', args: { findings, lines } }
  return reason ?? { code: 'unknown_reason', args: {} }
}

function dataOf(job: Job, more: Partial<StreamResult> & { chunk_number: number }): StreamResult {
  return {
    anomalies: [], progress: job.progress, is_complete: false, revision: 0, settled: false, part: 1, parts: 1,
    status: job.status, message: null, note: null, ...more,
  }
}

/** Wake-ups that came while nobody waited are not lost, and many at once are one. */
function openWakes(signal: AbortSignal, now: () => number) {
  let isAwake = false
  let sinceRead = now()
  let rouse = () => {}
  const wake = () => {
    isAwake = true
    sinceRead = now()
    rouse()
  }
  signal.addEventListener('abort', wake, { once: true })
  const sleep = (ms: number) => new Promise<void>((resolve) => {
    const timer = setTimeout(() => {
      sinceRead = now()
      resolve()
    }, ms)
    rouse = () => {
      clearTimeout(timer)
      resolve()
    }
  })
  return {
    wake,
    /** Only a read that began after this one tells what there is to be told. */
    since: () => sinceRead,
    /** Waits for a wake-up, at most so long, and at least the pause. */
    async next(atMostMs: number) {
      if (!isAwake) await sleep(atMostMs)
      rouse = () => {}
      isAwake = false
      if (!signal.aborted) await new Promise(resolve => setTimeout(resolve, PAUSE_MS))
    },
  }
}
