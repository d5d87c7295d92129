import { z } from 'zod'

/** Where a mark holds: in one job (its id), in files whose name fits a pattern (`*` for anything), or everywhere. */
const MarkScope = z.enum(['job', 'file', 'all'])

export const NewMark = z.object({
  scope: MarkScope,
  /** The job's id, the file name pattern, or empty. */
  value: z.string().max(500),
  template_id: z.string().min(1).max(100),
  template: z.string().max(10_000),
}).refine(({ scope, value }) => (scope === 'all') === (value === ''), { message: 'names where the mark holds, and is empty for "all"', path: ['value'] })
export type NewMark = z.infer<typeof NewMark>

/** A pattern that a person calls normal: its findings are hidden where the mark holds. */
export const Mark = z.object({ mark_id: z.uuid(), scope: MarkScope, value: z.string(), template_id: z.string(), template: z.string(), created_at: z.iso.datetime() })
export type Mark = z.infer<typeof Mark>
export const MarksPage = z.object({ marks: z.array(Mark) })
export type MarksPage = z.infer<typeof MarksPage>

/** Marks as they are taken from a file: what the server makes of its own, such as ids, is left out. */
export const MarksImport = z.object({ marks: z.array(NewMark).max(5000) })
export type MarksImport = z.infer<typeof MarksImport>

/** Ids of the templates that are normal in a job of a file of this name. */
export function normalTemplates(marks: readonly Pick<Mark, 'scope' | 'value' | 'template_id'>[], jobId: string, filename: string): Set<string> {
  const holds = ({ scope, value }: Pick<Mark, 'scope' | 'value'>) => scope === 'all' || (scope === 'job' ? value === jobId : fitsPattern(filename, value))
  return new Set(marks.filter(holds).map(mark => mark.template_id))
}

/** Whether a name fits a pattern in which `*` stands for anything. */
function fitsPattern(name: string, pattern: string): boolean {
  const [head = '', ...parts] = pattern.split('*')
  const tail = parts.pop()
  if (tail === undefined) return name === pattern
  if (!name.startsWith(head) || !name.endsWith(tail) || name.length < head.length + tail.length) return false
  let at = head.length
  return parts.every((part) => {
    const found = name.indexOf(part, at)
    at = found + part.length
    return found >= 0 && at <= name.length - tail.length
  })
}
