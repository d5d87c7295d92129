import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { fitOf, type Fit, type Sides } from '../../../../../server/jobs/keeping/fitOf'
import { toRecord } from '../../../../../server/jobs/jobRecord'
import type { Job } from '../../../../../server/ports/jobStore'
import { someJob } from '../../../../contract/given'

const INSTANCE = { id: randomUUID(), revision: 7 }
const done: Partial<Job> = { status: 'completed', phase: 'done', sealed: true, sequence: 9, totalChunks: 2, revision: 5 }
const running: Partial<Job> = { status: 'processing', sealed: true, sequence: 4, totalChunks: 2, revision: 5 }
const arriving: Partial<Job> = { status: 'processing', sealed: false, sequence: 1, totalChunks: 1 }

/** The row says one state of the job, the record another; null for none. */
function sides(row: Partial<Job> | null, record: Partial<Job> | null, more: Partial<Sides> & { of?: string, condemned?: boolean, trash?: boolean } = {}): Sides {
  const { of = INSTANCE.id, condemned = false, trash = false, ...rest } = more
  const job = someJob({})
  return {
    instance: INSTANCE,
    state: row && { ...job, ...row },
    kept: record && { jobId: job.id, record: toRecord({ ...job, ...record }, of), isCondemned: condemned, discardedAtMs: trash ? 1 : null },
    hasBytes: true,
    wasRemoved: false,
    ...rest,
  }
}

describe('fitOf', () => {
  it.each<[Fit, string, Sides]>([
    ['fits', 'a complete job', sides(done, done)],
    ['fits', 'a failed upload, of which only the row stays', sides({ status: 'failed', sealed: false }, null, { hasBytes: false })],
    ['fits', 'an upload that has just begun', sides({ status: 'pending' }, null, { hasBytes: false })],
    ['behind', 'a job from before there were records', sides(done, null)],
    ['behind', 'a row that is ahead', sides(done, running)],
    ['behind', 'a running job whose row lost a commit', sides(running, { ...running, sequence: 6 })],
    ['behind', 'a job that failed while its record was written', sides({ ...running, status: 'failed', sequence: 5 }, running)],
    ['ahead', 'a record of a complete job, a row of a running one', sides(running, done)],
    ['ahead', 'a record of a complete upload', sides(arriving, running)],
    ['ahead', 'the same where the bytes are gone', sides(arriving, running, { hasBytes: false })],
    ['missing', 'a complete job without bytes', sides(done, null, { hasBytes: false })],
    ['missing', 'a complete upload without bytes', sides(running, null, { hasBytes: false })],
    ['spared', 'a removal that did not get to the row', sides(done, done, { condemned: true })],
    ['discarded', 'what a row names and the trash has', sides(done, done, { trash: true, hasBytes: false })],
    ['resting', 'what no row names and the trash has', sides(null, done, { trash: true, hasBytes: false })],
    ['condemned', 'a removal that was cut short', sides(null, done, { condemned: true, wasRemoved: true })],
    ['refused', 'an upload that was refused', sides(null, arriving, { wasRemoved: true })],
    ['leftover', 'an upload that these tables never knew', sides(null, arriving)],
    ['leftover', 'what was written while the job was removed', sides(null, null, { wasRemoved: true })],
    ['unnamed', 'a complete log whose row was there once', sides(null, done)],
    ['unnamed', 'a deleted log that was put back from a copy', sides(null, done, { wasRemoved: true })],
    ['unknown', 'a complete log that came after all that the tables have seen', sides(null, { ...done, revision: 8 })],
    ['foreign', 'a complete log of another instance', sides(null, done, { of: randomUUID() })],
    ['foreign', 'a complete log beside tables of no instance', sides(null, done, { instance: null })],
    ['undescribed', 'bytes of which nothing is known', sides(null, null)],
  ])('%s: %s', (fit, _, given) => {
    expect(fitOf(given)).toBe(fit)
  })
})
