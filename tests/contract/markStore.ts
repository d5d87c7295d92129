import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Mark } from '#shared/mark'
import type { MarkStore } from '../../server/ports/markStore'

const mark = (changes: Partial<Mark> = {}): Mark => ({
  mark_id: randomUUID(), scope: 'all', value: '', template_id: '0a', template: 'disk <*> „full“ <b>', created_at: '2026-01-02T03:04:05.678Z', ...changes,
})

export function markStoreContract(open: () => Promise<MarkStore>): void {
  describe('MarkStore', () => {
    it('gives marks back as they were, oldest first, until they are removed', async () => {
      const marks = await open()
      const late = mark({ created_at: '2026-05-01T00:00:00.000Z' })
      const early = mark({ scope: 'file', value: 'app-*.log' })
      for (const each of [late, early]) await marks.add(each)
      const own = async () => (await marks.list()).filter(({ mark_id: id }) => [late.mark_id, early.mark_id].includes(id))
      expect(await own()).toEqual([early, late])
      expect(await marks.remove(early.mark_id)).toBe(true)
      expect(await marks.remove(early.mark_id)).toBe(false)
      expect(await own()).toEqual([late])
    })

    it('removes those of a job, and only those', async () => {
      const marks = await open()
      const jobId = randomUUID()
      const [own, file, other] = [mark({ scope: 'job', value: jobId }), mark({ scope: 'file', value: jobId }), mark({ scope: 'job', value: randomUUID() })]
      for (const each of [own, file, other]) await marks.add(each)
      await marks.removeOfJob(jobId)
      const left = (await marks.list()).map(({ mark_id: id }) => id)
      expect(left).toEqual(expect.arrayContaining([file.mark_id, other.mark_id]))
      expect(left).not.toContain(own.mark_id)
    })
  })
}
