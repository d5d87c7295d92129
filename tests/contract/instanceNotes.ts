import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { InstanceNotes } from '../../server/ports/instanceNotes'

/** @param open notes of which nothing is noted yet */
export function instanceNotesContract(open: () => Promise<InstanceNotes>): void {
  describe('InstanceNotes', () => {
    it('keeps the first id, and a copy of the marks', async () => {
      const notes = await open()
      expect([await notes.id(), await notes.marks()]).toEqual([null, null])
      const [first, second] = [randomUUID(), randomUUID()]
      expect(await notes.adopt(first)).toBe(first)
      expect(await notes.adopt(second)).toBe(first)
      expect(await notes.id()).toBe(first)
      const mark = { mark_id: randomUUID(), scope: 'file', value: '*.log', template_id: 't', template: '„a“ <*>', created_at: '2026-01-02T03:04:05.000Z' } as const
      await notes.putMarks([mark])
      expect(await notes.marks()).toEqual([mark])
      await notes.putMarks([])
      expect(await notes.marks()).toEqual([])
    })
  })
}
