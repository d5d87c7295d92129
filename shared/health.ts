import { z } from 'zod'

export const Live = z.object({ status: z.literal('ok'), version: z.string() })
export type Live = z.infer<typeof Live>

/** Per store: whether it answers. */
export const Ready = z.object({ status: z.enum(['ok', 'unavailable']), stores: z.record(z.string(), z.boolean()) })
export type Ready = z.infer<typeof Ready>
