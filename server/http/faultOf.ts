import type { z } from 'zod'
import type { NewNote } from '#shared/note'

/** Where what came differs from its schema for the first time, and how, as zod says it. */
export function faultOf({ issues: [issue] }: z.ZodError): { name: string, why: string | NewNote } {
  return { name: issue?.path.join('.') ?? '', why: issue?.message ?? { code: 'malformed', args: {} } }
}
