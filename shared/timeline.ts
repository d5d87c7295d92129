import { z } from 'zod'

const Count = z.number().int().nonnegative()

/** What a timeline runs over: the times in the log, or its line numbers. */
const TimelineAxis = z.enum(['time', 'line'])

export const TimelineQuery = z.object({
  /** Time where the log has times, else line numbers; `line` asks for these. */
  by: TimelineAxis.default('time'),
})

/** `from` up to and without `to`: times in ISO 8601 UTC, or line numbers. */
const TimelineBucket = z.object({
  from: z.union([z.iso.datetime(), z.number().int()]),
  to: z.union([z.iso.datetime(), z.number().int()]),
  lines: Count,
  /** Lines of odd events, those folded into another finding too. */
  anomalies: Count,
  /** Lines of events that state a warning, and of those that state an error or worse. */
  warnings: Count.default(0),
  errors: Count.default(0),
})

/** Buckets of equal length over the whole log, without gaps. */
export const Timeline = z.object({
  by: TimelineAxis,
  /** False while findings are provisional: then it runs over line numbers. */
  settled: z.boolean(),
  buckets: z.array(TimelineBucket),
  /** Lines before the first time of their part of the log: in no bucket. */
  untimed_lines: Count,
})
export type Timeline = z.infer<typeof Timeline>
