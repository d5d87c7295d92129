import { z } from 'zod'
import { NOTE_FIELDS } from './note'

const { code, args } = NOTE_FIELDS

/**
 * An error as RFC 9457 has it. `status` repeats the HTTP status code; `code` and `args` say by code what `detail` says in
 * English. Both are missing in what another server on the way answers.
 */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  code: code.optional(),
  args: args.optional(),
})
export type Problem = z.infer<typeof Problem>
