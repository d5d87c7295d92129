import { describe, expect, it } from 'vitest'
import { toJob } from '../../../../../server/adapters/relational/jobRow'
import { watchInFlight } from '../../../../../server/adapters/relational/inFlight'
import type { Task } from '../../../../../server/ports/workQueue'

const task = (phase: Task['phase'], from: number): Task => ({ jobId: 'a', phase, from, to: from + 1 })
const sealed = toJob({
  id: 'a', filename: 'f', status: 'processing', phase: 'learn', progress: 0, totalSizeBytes: 0, expectedSizeBytes: null, storedBytes: 0, learntBytes: 0,
  lines: 0, totalChunks: 2, chunksProcessed: 0, chunksSettled: 0, sealed: true, anomaliesFound: 0, sequence: 0, encoding: null, assumedUtc: false,
  framing: null, moreFramings: [], members: [], notes: [], reason: null, errorMessage: null, fittingLines: null, firstTimeMs: null, lastTimeMs: null, createdAt: new Date(0), startedAt: new Date(0),
  completedAt: null, leaseUntil: null, baselineJobId: null, baselineFilename: null, moreBaselines: [], revision: 0,
})

describe('watchInFlight', () => {
  it('does not hurry commits of an upload that goes on', () => {
    const inFlight = watchInFlight()
    inFlight.begun(task('learn', 0))
    expect(inFlight.ended(task('learn', 0))).toBe(false)
  })

  it('hurries the last learn in flight once the upload has ended', () => {
    const inFlight = watchInFlight()
    inFlight.seen(sealed)
    inFlight.begun(task('learn', 0))
    inFlight.begun(task('learn', 1))
    expect(inFlight.ended(task('learn', 1))).toBe(false)
    expect(inFlight.ended(task('learn', 0))).toBe(true)
  })

  it('hurries the last score in flight, and steps of the whole job', () => {
    const inFlight = watchInFlight()
    inFlight.begun(task('score', 0))
    inFlight.begun(task('score', 8))
    expect(inFlight.ended(task('score', 0))).toBe(false)
    expect(inFlight.ended(task('score', 8))).toBe(true)
    expect(inFlight.ended(task('settle', -1))).toBe(true)
    expect(inFlight.ended(task('finish', -1))).toBe(true)
  })

  it('forgets a job that has ended', () => {
    const inFlight = watchInFlight()
    inFlight.seen(sealed)
    inFlight.begun(task('learn', 0))
    inFlight.seen({ ...sealed, status: 'cancelled' })
    inFlight.begun(task('learn', 1))
    expect(inFlight.ended(task('learn', 1))).toBe(false)
  })
})
