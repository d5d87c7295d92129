import { z } from 'zod'
import { JobId } from './job'

const Count = z.number().int().nonnegative()

/** A message of the known-good log that does not come in this one: how often it came, and its first line there. */
const GoneTemplate = z.object({ template: z.string(), count: Count, first_line: z.number().int().positive() })

/** How a log compares with the known-good log it was given. */
export const ComparisonSummary = z.object({
  baseline: z.object({ job_id: JobId, filename: z.string() }),
  /** Events of the known-good log. */
  baseline_events: Count,
  /** Share of this log's lines whose message the known-good log has too, 0..1. */
  known_share: z.number().min(0).max(1),
  /** The most frequent first, at most 200 of `gone_total`. */
  gone: z.array(GoneTemplate),
  gone_total: Count,
})
export type ComparisonSummary = z.infer<typeof ComparisonSummary>

/** Null without a known-good log, and before the job has settled. */
export const Comparison = z.object({ comparison: ComparisonSummary.nullable() })
export type Comparison = z.infer<typeof Comparison>
