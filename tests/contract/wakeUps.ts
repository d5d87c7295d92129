import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { WakeUps } from '../../server/ports/wakeUps'
import { letPass } from '../letPass'

export function wakeUpsContract(open: () => Promise<WakeUps>): void {
  describe('WakeUps', () => {
    let wakeUps: WakeUps
    let jobId: string
    beforeEach(async () => {
      wakeUps = await open()
      jobId = randomUUID()
    })

    it('answers', async () => {
      expect(await wakeUps.isReady()).toBe(true)
    })

    it('wakes every listener of the job after a notice, and no other', async () => {
      const [first, second, stranger] = [vi.fn(), vi.fn(), vi.fn()]
      const ends = await Promise.all([wakeUps.listen(jobId, first), wakeUps.listen(jobId, second), wakeUps.listen(randomUUID(), stranger)])
      await wakeUps.notify(jobId)
      await vi.waitFor(() => {
        expect(first).toHaveBeenCalled()
        expect(second).toHaveBeenCalled()
      })
      expect(stranger).not.toHaveBeenCalled()
      await Promise.all(ends.map(end => end()))
    })

    it('wakes again after a notice that came during a call', async () => {
      const calls: number[] = []
      const end = await wakeUps.listen(jobId, () => {
        calls.push(calls.length)
        if (calls.length === 1) void wakeUps.notify(jobId)
      })
      await wakeUps.notify(jobId)
      await vi.waitFor(() => expect(calls.length).toBeGreaterThanOrEqual(2))
      await end()
    })

    it('does not call once for each of very many notices', async () => {
      const wake = vi.fn()
      const end = await wakeUps.listen(jobId, wake)
      await Promise.all(Array.from({ length: 1000 }, () => wakeUps.notify(jobId)))
      await vi.waitFor(() => expect(wake).toHaveBeenCalled())
      await letPass(50, 'calls that are too many would come now')
      expect(wake.mock.calls.length).toBeLessThan(500)
      await end()
    })

    it('is quiet after the end', async () => {
      const wake = vi.fn()
      const end = await wakeUps.listen(jobId, wake)
      void wakeUps.notify(jobId)
      await end()
      await end()
      const called = wake.mock.calls.length
      await wakeUps.notify(jobId)
      await letPass(50, 'a call that must not come would come now')
      expect(wake.mock.calls.length).toBe(called)
    })

    it('takes a notice that nobody hears', async () => {
      await wakeUps.notify(jobId)
    })
  })
}
