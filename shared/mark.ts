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
