import { randomUUID } from 'node:crypto'
import { normalTemplates } from '#shared/mark'
import type { Mark, MarksImport, MarksPage, NewMark } from '#shared/mark'
import type { Backends } from '../../ports/backends'
import type { Job } from '../../ports/jobStore'
import { MarkUnknown } from '../errors'
import { keepMarks } from '../keepMarks'

/** What is marked as normal, oldest first. */
export async function listMarks(backends: Backends): Promise<MarksPage> {
  return { marks: await backends.marks.list() }
}

/** Keeps a mark. */
export async function addMark(backends: Backends, wanted: NewMark): Promise<Mark> {
  const mark = await storeMark(backends, wanted)
  await keepMarks(backends)
  return mark
}

/** Takes a mark back. @throws MarkUnknown */
export async function removeMark(backends: Backends, markId: string): Promise<void> {
  if (!await backends.marks.remove(markId)) throw new MarkUnknown({ code: 'no_mark', args: {} })
  await keepMarks(backends)
}

/** Adds marks that are not there yet; those of a job only where there is the job. @returns all marks, oldest first. */
export async function importMarks(backends: Backends, { marks }: MarksImport): Promise<MarksPage> {
  const nameOf = ({ scope, value, template_id: id }: NewMark) => JSON.stringify([scope, value, id])
  const known = new Set((await backends.marks.list()).map(nameOf))
  for (const mark of marks) {
    if (known.has(nameOf(mark)) || (mark.scope === 'job' && !await backends.jobs.find(mark.value))) continue
    known.add(nameOf(mark))
    await storeMark(backends, mark)
  }
  await keepMarks(backends) // once for all of them
  return listMarks(backends)
}

/** Ids of the templates that are marked as normal in a job. */
export async function normalIn(backends: Backends, { id, filename }: Job): Promise<string[]> {
  return [...normalTemplates(await backends.marks.list(), id, filename)]
}

async function storeMark(backends: Backends, wanted: NewMark): Promise<Mark> {
  const mark = { ...wanted, mark_id: randomUUID(), created_at: new Date().toISOString() }
  await backends.marks.add(mark)
  return mark
}
