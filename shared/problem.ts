import { z } from 'zod'

/** An error as RFC 9457 has it. `status` repeats the HTTP status code. */
export const Problem = z.object({ type: z.string(), title: z.string(), status: z.number().int(), detail: z.string() })
export type Problem = z.infer<typeof Problem>
