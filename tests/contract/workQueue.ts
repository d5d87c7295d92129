import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Attempt, WorkQueue } from '../../server/ports/workQueue'
import { letPass } from '../letPass'
import { learnTask, numbers } from './given'

export function workQueueContract(open: () => Promise<WorkQueue>): void {
  describe('WorkQueue', () => {
    let queue: WorkQueue
    let jobId: string
    beforeEach(async () => {
      queue = await open()
      jobId = randomUUID()
    })

    const attempt = (number: number, ofJob = jobId): Attempt => ({ task: learnTask(ofJob, number), attempt: 1 })

    it('answers', async () => {
      expect(await queue.isReady()).toBe(true)
    })

    it('hands out each task once, as it was pushed', async () => {
      const worked: Attempt[] = []
      await queue.push([{ task: learnTask(jobId, 0), attempt: 3 }, attempt(1)])
      const stop = queue.consume(2, async (one) => {
        worked.push(one)
      })
      await queue.push([attempt(2)])
      await vi.waitFor(() => expect(worked).toEqual([{ task: learnTask(jobId, 0), attempt: 3 }, attempt(1), attempt(2)]))
      await vi.waitFor(async () => expect(await queue.pending(jobId)).toEqual([]))
      await stop()
    })

    it('does not add a task that waits already', async () => {
      await queue.push([attempt(0), attempt(0)])
      await queue.push([attempt(0), attempt(1), { task: { ...learnTask(jobId, 0), phase: 'score' }, attempt: 1 }])
      expect(await queue.depth()).toBe(3)
      const waited = await queue.nextWaitedMs()
      await letPass(50, 'what waits grows older')
      expect(await queue.nextWaitedMs()).toBeGreaterThan(waited + 30)
      expect(await queue.pending(jobId)).toHaveLength(3)
      await queue.removeJob(jobId)
    })

    it('works on at most as many as allowed, and tells what waits and is in work', async () => {
      const gates: (() => void)[] = []
      let most = 0
      let now = 0
      const stop = queue.consume(3, async () => {
        most = Math.max(most, ++now)
        await new Promise<void>(resolve => gates.push(resolve))
        now--
      })
      await queue.push(numbers(0, 8).map(number => attempt(number)))
      await vi.waitFor(() => expect(gates).toHaveLength(3))
      expect(await queue.depth()).toBe(5)
      expect((await queue.pending(jobId)).map(task => task.from)).toEqual(numbers(0, 8))
      for (let done = 0; done < 8; done++) {
        await vi.waitFor(() => expect(gates.length).toBeGreaterThan(done))
        gates[done]()
      }
      await vi.waitFor(async () => expect(await queue.pending(jobId)).toEqual([]))
      expect(most).toBe(3)
      await stop()
    })

    it('takes jobs in turn', async () => {
      const [second, third] = [randomUUID(), randomUUID()]
      await queue.push(numbers(0, 50).map(number => attempt(number)))
      await queue.push([attempt(0, second), attempt(1, second), attempt(0, third)])
      const order: string[] = []
      const stop = queue.consume(1, async ({ task }) => {
        order.push(task.jobId)
      })
      await vi.waitFor(() => expect(order).toHaveLength(53))
      expect(order.slice(0, 6)).toEqual([jobId, second, third, jobId, second, jobId])
      await stop()
    })

    it('drops what waits of a removed job and aborts what is in work, of that job only', async () => {
      const other = randomUUID()
      const aborted: string[] = []
      const begun: string[] = []
      let release: () => void = () => undefined
      const released = new Promise<void>(resolve => release = resolve)
      const stop = queue.consume(2, async ({ task }, signal) => {
        begun.push(task.jobId)
        await Promise.race([released, new Promise(resolve => signal.addEventListener('abort', resolve))])
        if (signal.aborted) aborted.push(task.jobId)
      })
      await queue.push([attempt(0), attempt(0, other), attempt(1), attempt(2)])
      await vi.waitFor(() => expect(begun).toEqual(expect.arrayContaining([jobId, other])))
      await queue.removeJob(jobId)
      await vi.waitFor(() => expect(aborted).toEqual([jobId]))
      await vi.waitFor(async () => expect(await queue.pending(jobId)).toEqual([]))
      expect(await queue.pending(other)).toHaveLength(1)
      release()
      await stop()
      expect(aborted).toEqual([jobId])
    })

    it('stops: waits for what is in work, begins nothing more', async () => {
      let begun = 0
      let ended = 0
      let open: () => void = () => undefined
      const gate = new Promise<void>(resolve => open = resolve)
      const stop = queue.consume(1, async () => {
        begun++
        await gate
        ended++
      })
      await queue.push([attempt(0), attempt(1)])
      await vi.waitFor(() => expect(begun).toBe(1))
      const stopped = stop()
      await letPass(20, 'a second task must not begin')
      open()
      await stopped
      expect([begun, ended]).toEqual([1, 1])
      expect(await queue.depth()).toBe(1)
      await queue.removeJob(jobId)
      expect([await queue.depth(), await queue.nextWaitedMs()]).toEqual([0, 0])
    })
  })
}
