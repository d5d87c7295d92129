import { beforeAll, describe, expect, it } from 'vitest'
import { noteOfSentence } from '#shared/note'
import type { JobStore } from '../../server/ports/jobStore'
import type { StepStore } from '../../server/ports/stepStore'
import { bringTo, finished, learnt, learnTask, newJob, numbers, openJob, received, scored, sealedJob, settled } from './given'
import type { JobsAndSteps } from './given'

export function stepStoreContract(open: () => Promise<JobsAndSteps>): void {
  describe('StepStore', () => {
    let stores: JobsAndSteps
    let jobs: JobStore
    let steps: StepStore
    beforeAll(async () => {
      stores = await open()
      jobs = stores.jobs
      steps = stores.steps
    })

    it('commits a step and tells the job afterwards', async () => {
      const jobId = await openJob(stores, 2, { expectedSizeBytes: 4000 })
      const { committed, job } = await steps.commit(learnt(jobId, 1, 4))
      expect(committed).toBe(true)
      expect(job).toMatchObject({ sequence: 1, chunksProcessed: 1, learntBytes: 1000, anomaliesFound: 2, phase: 'learn', progress: 0.125 })
      expect(job).toEqual(await jobs.find(jobId))
      const step = await steps.find(jobId, 1, 'learn')
      expect(step).toMatchObject({ chunkNumber: 1, phase: 'learn', attempt: 4, anomaliesFound: 2, processingTimeMs: 7.5, sequence: 1 })
      expect(Math.abs((step?.createdAtMs ?? 0) - Date.now())).toBeLessThan(60_000)
      expect(await steps.find(jobId, 0, 'learn')).toBeNull()
      expect(await steps.find(jobId, 1, 'score')).toBeNull()
    })

    it('I3: counts a chunk once a phase, however often it is delivered', async () => {
      const jobId = await openJob(stores, 3)
      const answers = await Promise.all(numbers(1, 21).map(attempt => steps.commit(learnt(jobId, 2, attempt))))
      const again = await steps.commit(learnt(jobId, 2, 99))
      expect(answers.filter(({ committed }) => committed)).toHaveLength(1)
      expect(again.committed).toBe(false)
      expect(again.job).toMatchObject({ sequence: 1, chunksProcessed: 1, learntBytes: 1000, anomaliesFound: 2 })
      const winner = answers.findIndex(({ committed }) => committed) + 1
      expect(await steps.find(jobId, 2, 'learn')).toMatchObject({ attempt: winner })
    })

    it('numbers commits of a job without a gap, in order, also when many come at once', async () => {
      const jobIds = await Promise.all([openJob(stores, 150), openJob(stores, 150)])
      const delivered = jobIds.flatMap(jobId => numbers(0, 150).flatMap(number => [learnt(jobId, number, 1), learnt(jobId, number, 2)]))
      const shuffled = delivered.map((outcome, index) => ({ outcome, order: (index * 7919) % delivered.length })).sort((a, b) => a.order - b.order)
      await Promise.all(shuffled.map(({ outcome }) => steps.commit(outcome)))
      for (const jobId of jobIds) {
        const all = await steps.after(jobId, 0, 1000)
        expect(all.map(step => step.sequence)).toEqual(numbers(1, 151))
        expect(new Set(all.map(step => step.chunkNumber)).size).toBe(150)
        expect(await jobs.find(jobId)).toMatchObject({ sequence: 150, chunksProcessed: 150, learntBytes: 150_000 })
      }
    })

    it('tells steps after a sequence, lowest first', async () => {
      const jobId = await openJob(stores, 5)
      for (const number of [4, 0, 3, 1, 2]) await steps.commit(learnt(jobId, number))
      expect((await steps.after(jobId, 2, 2)).map(step => [step.sequence, step.chunkNumber])).toEqual([[3, 3], [4, 1]])
      expect(await steps.after(jobId, 5, 10)).toEqual([])
    })

    it('I6: commits nothing of a job that has ended or is gone', async () => {
      const jobId = await openJob(stores, 3)
      await steps.commit(learnt(jobId, 0))
      await jobs.end(jobId, 'cancelled', noteOfSentence('c'), 1)
      expect(await steps.commit(learnt(jobId, 1))).toMatchObject({ committed: false, job: { status: 'cancelled', sequence: 2, chunksProcessed: 1 } })
      await jobs.remove(jobId, Date.now())
      expect(await steps.commit(learnt(jobId, 2))).toEqual({ committed: false, job: null })
      expect(await steps.after(jobId, 0, 10)).toEqual([])
    })

    it('I6: what a cancel leaves is what it said, with commits under way', async () => {
      const jobId = await openJob(stores, 200)
      const commits = numbers(0, 200).map(number => steps.commit(learnt(jobId, number)))
      const ended = await jobs.end(jobId, 'cancelled', noteOfSentence('c'), 1)
      const committed = (await Promise.all(commits)).filter(answer => answer.committed).length
      const after = await jobs.find(jobId)
      expect(after).toEqual(ended?.job)
      expect(after?.sequence).toBe(committed + 1)
      expect(await steps.after(jobId, 0, 1000)).toHaveLength(committed)
    })

    it('commits nothing in another phase', async () => {
      const jobId = await sealedJob(stores, 2)
      for (const outcome of [settled(jobId), scored(jobId, 0, 2), finished(jobId, 2, 1)]) {
        expect((await steps.commit(outcome)).committed).toBe(false)
      }
      await bringTo(stores, jobId, 2, 'score')
      expect((await steps.commit(learnt(jobId, 0, 9))).committed).toBe(false)
      expect((await steps.commit(settled(jobId))).committed).toBe(false)
    })

    it('goes from phase to phase, and only the completing commit tells of the next', async () => {
      const jobId = await sealedJob(stores, 4)
      const learning = await Promise.all(numbers(0, 4).map(number => steps.commit(learnt(jobId, number))))
      expect(learning.map(({ job }) => job?.phase).sort()).toEqual(['learn', 'learn', 'learn', 'settle'])
      const settling = await steps.commit(settled(jobId, { notes: [noteOfSentence('from settle')] }))
      expect(settling.job).toMatchObject({ phase: 'score', firstTimeMs: 5, lastTimeMs: 9, notes: [noteOfSentence('from settle')], sequence: 5 })
      const scoring = await Promise.all([steps.commit(scored(jobId, 0, 3)), steps.commit(scored(jobId, 3, 4))])
      expect(scoring.map(({ job }) => job?.phase).sort()).toEqual(['finish', 'score'])
      expect(await jobs.find(jobId)).toMatchObject({ chunksSettled: 4, sequence: 9, anomaliesFound: 8 })
      const { job } = await steps.commit({ ...finished(jobId, 4, 17), notes: [noteOfSentence('from finish'), noteOfSentence('from settle')] })
      expect(job?.notes).toEqual([noteOfSentence('from settle'), noteOfSentence('from finish')])
      expect(job).toMatchObject({ status: 'completed', phase: 'done', progress: 1, anomaliesFound: 17, sequence: 14 })
      expect(Math.abs((job?.completedAtMs ?? 0) - Date.now())).toBeLessThan(60_000)
      expect((await steps.after(jobId, 9, 10)).map(step => step.chunkNumber)).toEqual([0, 1, 2, 3, -1])
      expect(await steps.find(jobId, -1, 'finish')).toMatchObject({ sequence: 14 })
    })

    it('finishes a job without chunks', async () => {
      const jobId = await sealedJob(stores, 0)
      expect((await steps.commit(settled(jobId, { firstTimeMs: null, lastTimeMs: null }))).job).toMatchObject({ phase: 'finish', firstTimeMs: null })
      expect((await steps.commit(finished(jobId, 0, 0))).job).toMatchObject({ status: 'completed', progress: 1, anomaliesFound: 0, sequence: 2 })
    })

    it('finishes a job of very many chunks', async () => {
      const chunks = 5000
      const jobId = await sealedJob(stores, chunks)
      for (let from = 0; from < chunks; from += 500) {
        await steps.commit({ ...learnt(jobId, from), rows: numbers(from, from + 500).map(chunkNumber => ({ chunkNumber, processingTimeMs: 1, anomaliesFound: 0 })) })
      }
      await steps.commit(settled(jobId))
      await steps.commit(scored(jobId, 0, chunks))
      expect((await steps.commit(finished(jobId, chunks, 1))).job).toMatchObject({ status: 'completed', sequence: 3 * chunks + 2 })
    })

    it('counts only what was not there of a run', async () => {
      const jobId = await sealedJob(stores, 4)
      await bringTo(stores, jobId, 4, 'score')
      await steps.commit(scored(jobId, 1, 3))
      expect(await steps.commit(scored(jobId, 0, 4))).toMatchObject({ committed: true, job: { chunksSettled: 4, phase: 'finish' } })
      expect(await steps.list(jobId, 'score', 0, 10)).toHaveLength(4)
    })

    it('I4: progress never falls, is below 1 until the end, and half of it is learning', async () => {
      const jobId = await openJob(stores, 4, { expectedSizeBytes: 3000 })
      const seen: number[] = []
      const see = (progress: number | undefined) => seen.push(progress ?? -1)
      for (const number of numbers(0, 4)) see((await steps.commit(learnt(jobId, number))).job?.progress)
      expect(seen).toEqual([1 / 6, 1 / 3, 0.5, 0.5])
      // More than was announced.
      see((await jobs.receive(jobId, received(4)))?.progress)
      see((await jobs.seal(jobId, received(0)))?.progress)
      for (const number of numbers(4, 8)) see((await steps.commit(learnt(jobId, number))).job?.progress)
      see((await steps.commit(settled(jobId))).job?.progress)
      expect(seen.at(-1)).toBe(0.5)
      for (const number of numbers(0, 8)) see((await steps.commit(scored(jobId, number, number + 1))).job?.progress)
      expect(seen.at(-1)).toBe(0.99)
      see((await steps.commit(finished(jobId, 8, 0))).job?.progress)
      expect(seen.at(-1)).toBe(1)
      expect(seen).toEqual([...seen].sort((a, b) => a - b))
    })

    it('lists steps of a phase by chunk, and those that are missing', async () => {
      const jobId = await openJob(stores, 8)
      for (const number of [6, 0, 1, 4]) await steps.commit(learnt(jobId, number))
      expect((await steps.list(jobId, 'learn', 1, 2)).map(step => step.chunkNumber)).toEqual([1, 4])
      expect(await steps.missing(jobId, 'learn', 8, 10)).toEqual([2, 3, 5, 7])
      expect(await steps.missing(jobId, 'learn', 8, 2)).toEqual([2, 3])
      expect(await steps.missing(jobId, 'score', 3, 10)).toEqual([0, 1, 2])
      for (const number of [2, 3, 5, 7]) await steps.commit(learnt(jobId, number))
      expect(await steps.missing(jobId, 'learn', 8, 10)).toEqual([])
      // More has come in since.
      expect(await steps.missing(jobId, 'learn', 10, 10)).toEqual([8, 9])
      expect(await steps.missing(jobId, 'learn', 0, 10)).toEqual([])
    })

    it('counts attempts of each chunk and phase, from 1', async () => {
      const jobId = await openJob(stores, 3)
      const tasks = numbers(0, 3).map(number => learnTask(jobId, number))
      expect(await steps.begin(tasks)).toEqual(tasks.map(task => ({ task, attempt: 1, lost: false })))
      expect(await steps.begin([learnTask(jobId, 1)])).toMatchObject([{ attempt: 2 }])
      const twice = await Promise.all([steps.begin([learnTask(jobId, 1)]), steps.begin([learnTask(jobId, 1)]), steps.begin([learnTask(jobId, 1)])])
      expect(twice.flat().map(({ attempt }) => attempt).sort()).toEqual([3, 4, 5])
      expect(await steps.begin([])).toEqual([])
    })

    it('begins nothing of a job that has ended, is gone, or is in another phase', async () => {
      const going = await openJob(stores, 1)
      const ended = await openJob(stores, 1)
      await jobs.end(ended, 'failed', noteOfSentence('f'), 1)
      const begun = await steps.begin([learnTask(ended, 0), learnTask(newJob().id, 0), learnTask(going, 0), { ...learnTask(going, 0), phase: 'score' }])
      expect(begun.map(({ task }) => task)).toEqual([learnTask(going, 0)])
    })

    it('is lost after the third crash of its thread', async () => {
      const jobId = await openJob(stores, 2)
      for (const lost of [false, false, false, true]) {
        expect(await steps.begin([learnTask(jobId, 0)])).toMatchObject([{ lost }])
        if (!lost) await steps.crashed(learnTask(jobId, 0))
      }
      expect(await steps.begin([learnTask(jobId, 1)])).toMatchObject([{ lost: false, attempt: 1 }])
    })

    it('is lost after forty attempts that ended with no word, not before', async () => {
      const jobId = await openJob(stores, 1)
      const lost: (boolean | undefined)[] = []
      for (let attempt = 1; attempt <= 41; attempt++) lost.push((await steps.begin([learnTask(jobId, 0)]))[0]?.lost)
      expect(lost).toEqual([...Array.from({ length: 40 }, () => false), true])
    })

    it('holds no attempt against a task that ended because a store was away', async () => {
      const jobId = await openJob(stores, 1)
      for (let attempt = 1; attempt <= 60; attempt++) {
        expect(await steps.begin([learnTask(jobId, 0)])).toMatchObject([{ attempt, lost: false }])
        await steps.excuse(learnTask(jobId, 0))
      }
    })

    it('names ended jobs of which attempts are noted, until they are forgotten', async () => {
      const [ended, running, clean] = [await openJob(stores, 1), await openJob(stores, 1), await openJob(stores, 1)]
      await steps.begin([learnTask(ended, 0), learnTask(running, 0)])
      await jobs.end(ended, 'failed', noteOfSentence('f'), 5000)
      await jobs.end(clean, 'failed', noteOfSentence('f'), 5000)
      expect(await steps.withAttempts(4999, 1000)).not.toContain(ended)
      const named = await steps.withAttempts(5000, 1000)
      expect(named).toContain(ended)
      expect(named).not.toContain(running)
      expect(named).not.toContain(clean)
      await steps.forgetAttempts(ended)
      expect(await steps.withAttempts(5000, 1000)).not.toContain(ended)
    })

    it('counts committed chunk steps by phase', async () => {
      const before = await steps.countByPhase()
      const jobId = await sealedJob(stores, 3)
      await bringTo(stores, jobId, 3, 'done')
      await steps.commit(learnt(jobId, 0))
      const after = await steps.countByPhase()
      expect((after.learn ?? 0) - (before.learn ?? 0)).toBe(3)
      expect((after.score ?? 0) - (before.score ?? 0)).toBe(3)
    })
  })
}
