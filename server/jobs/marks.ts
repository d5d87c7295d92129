import { randomUUID } from 'node:crypto'
import type { Mark, MarksPage, NewMark } from '#shared/mark'
import type { Backends } from '../ports/backends'
import { MarkUnknown } from './errors'

/** What is marked as normal, oldest first. */
export async function listMarks(backends: Backends): Promise<MarksPage> {
  return { marks: await backends.marks.list() }
}

/** Keeps a mark. */
export async function addMark(backends: Backends, wanted: NewMark): Promise<Mark> {
  const mark = { ...wanted, mark_id: randomUUID(), created_at: new Date().toISOString() }
  await backends.marks.add(mark)
  return mark
}

/** Takes a mark back. @throws MarkUnknown */
export async function removeMark(backends: Backends, markId: string): Promise<void> {
  if (!await backends.marks.remove(markId)) throw new MarkUnknown('There is no mark with this id.')
}
