import { z } from 'zod'

/** Ordered from least to most severe; `null` where a line states none. */
export const SEVERITIES = ['trace', 'debug', 'info', 'notice', 'warning', 'error', 'critical', 'fatal'] as const
export const Severity = z.enum(SEVERITIES)
export type Severity = z.infer<typeof Severity>

const Count = z.number().int().nonnegative()
const LineNumber = z.number().int().positive()

const ValueCount = z.object({ value: z.string(), count: Count })

/** A template that few events follow. `count` events of `total`; `rank_count` events follow a template at least as rare. */
const RareTemplateDetail = z.object({ count: Count, total: Count, rank_count: Count })
/** A value that is unusual in its place. `usual` lists the most frequent values of that place, at most five. */
const RareValueDetail = z.object({ slot: z.string(), value: z.string(), count: Count, total: Count, distinct: Count, usual: z.array(ValueCount) })
/**
 * A number outside its usual range: 1 % and 99 % quantile, median, of those of the `total` numbers in that place that are not as odd. All in `unit` (`s` for any duration,
 * `B` for any size, empty for plain numbers); `shown` as a person writes them.
 */
const NumberRangeDetail = z.object({
  slot: z.string(), value: z.number(), low: z.number(), median: z.number(), high: z.number(), total: Count, unit: z.string(),
  shown: z.object({ value: z.string(), low: z.string(), median: z.string(), high: z.string() }),
})
/**
 * Numbers of a place that are others for a while: about `value` (a geometric mean) in the `count` of `total` from `first_line` to `last_line`,
 * where `usual` is that of all others. In `unit`, and as a person writes them, as in NumberRangeDetail. The lines are known to within the first and last
 * few of the stretch.
 */
const DriftDetail = z.object({
  slot: z.string(), value: z.number(), usual: z.number(), unit: z.string(), shown: z.object({ value: z.string(), usual: z.string() }),
  first_line: LineNumber, last_line: LineNumber, count: Count, total: Count,
})
/**
 * A session (the lines of one request, block or process) with steps that few have, without ones that most have, with one far too
 * often, or with one that came before another that it mostly comes after: `events` in it, of `sessions` in the log that are like it; `rank_count` have a set of steps at least as rare. `share` of the
 * sessions that have the step (that often), at most three; `usual` is the count that hardly any session exceeds. `leading` says which list the
 * most telling step is in, at its start. Findings of earlier versions have no `swapped`.
 */
const Step = z.object({ template: z.string(), share: z.number() })
const SwappedStep = Step.extend({ before: z.string() })
const RepeatedStep = Step.extend({ count: Count, usual: Count })
const SessionDetail = z.object({ events: Count, sessions: Count, rank_count: Count, unusual: z.array(Step), missing: z.array(Step), repeated: z.array(RepeatedStep), swapped: z.array(SwappedStep).default([]), leading: z.enum(['unusual', 'missing', 'repeated', 'swapped']) })
/** Many events of a template at once: `count` in `seconds` from `from` on, where `usual` (a mean) come in as long. */
const BurstDetail = z.object({ from: z.iso.datetime().nullable(), seconds: z.number().positive(), count: Count, usual: z.number().nonnegative() })
/** Hardly any events of a template, or none, for a while: `count` in `seconds` from `from` on, where `usual` were to be expected. */
const SilenceDetail = z.object({ from: z.iso.datetime().nullable(), seconds: z.number().positive(), count: Count, usual: z.number().nonnegative() })
/** A severity that few events have: `count` of `total` are at least as severe. */
const SeverityDetail = z.object({ severity: Severity, count: Count, total: Count })

/**
 * Lines that stand together and say what broke in a run that failed: `lines` of `first_line` … `last_line`; `alike` more places say the same.
 * `step` is how the line that began its step reads, with `<*>` for what varies; `failed_line` is the ending before which this was said last.
 */
const TroubleDetail = z.object({ first_line: LineNumber, last_line: LineNumber, lines: Count, alike: Count, step: z.string().nullable(), step_line: LineNumber.nullable(), failed_line: LineNumber.nullable() })

/** Of several known-good logs, taken together as one, how many have the message. */
export const GoodRuns = z.object({ with: Count, of: Count })
export type GoodRuns = z.infer<typeof GoodRuns>
/**
 * A message that the known-good log (of `baseline_events` events) does not have. `new_words` stand nowhere in it, at most five;
 * `distance` is how unlike every message of it this one is, 0..1. `block` are the lines with new messages that stand together, from this
 * one on, or null where they are many and spread.
 */
const NewTemplateDetail = z.object({ count: Count, baseline_events: Count, distance: z.number().min(0).max(1), new_words: z.array(z.string()), block: z.object({ first_line: LineNumber, last_line: LineNumber, lines: Count }).nullable(), runs: GoodRuns.optional() })
/** A value that a place never has in the known-good log, where it holds `baseline_total` values, `distinct` different ones. */
const NewValueDetail = z.object({ slot: z.string(), value: z.string(), count: Count, total: Count, baseline_total: Count, distinct: Count, usual: z.array(ValueCount), runs: GoodRuns.optional() })
/** How often a message comes, against the known-good log: `expected` is what its share there would lead to here. */
const FrequencyDetail = z.object({ count: Count, total: Count, baseline_count: Count, baseline_total: Count, expected: z.number().nonnegative(), runs: GoodRuns.optional() })
/** A message that comes `baseline_count` times in the known-good log and not once here, where `expected` were likely; `templates` such there are. */
const GoneDetail = z.object({ template: z.string(), templates: Count, baseline_count: Count, baseline_total: Count, expected: z.number().nonnegative(), runs: GoodRuns.optional() })

export const NewValueSignal = z.object({ kind: z.literal('new_value'), strength: z.number().nonnegative(), detail: NewValueDetail })
export const NewNumberSignal = z.object({ kind: z.literal('new_number'), strength: z.number().nonnegative(), detail: NumberRangeDetail.extend({ runs: GoodRuns.optional() }) })

/** One piece of evidence. `strength` is a surprise in nats, above 0; `detail` holds the numbers behind the sentence. */
export const Signal = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rare_template'), strength: z.number().nonnegative(), detail: RareTemplateDetail }),
  z.object({ kind: z.literal('rare_value'), strength: z.number().nonnegative(), detail: RareValueDetail }),
  z.object({ kind: z.literal('number_range'), strength: z.number().nonnegative(), detail: NumberRangeDetail }),
  z.object({ kind: z.literal('drift'), strength: z.number().nonnegative(), detail: DriftDetail }),
  z.object({ kind: z.literal('session'), strength: z.number().nonnegative(), detail: SessionDetail }),
  z.object({ kind: z.literal('burst'), strength: z.number().nonnegative(), detail: BurstDetail }),
  z.object({ kind: z.literal('silence'), strength: z.number().nonnegative(), detail: SilenceDetail }),
  z.object({ kind: z.literal('new_template'), strength: z.number().nonnegative(), detail: NewTemplateDetail }),
  NewValueSignal,
  NewNumberSignal,
  z.object({ kind: z.literal('frequency'), strength: z.number().nonnegative(), detail: FrequencyDetail }),
  z.object({ kind: z.literal('gone'), strength: z.number().nonnegative(), detail: GoneDetail }),
  z.object({ kind: z.literal('trouble'), strength: z.number().nonnegative(), detail: TroubleDetail }),
  z.object({ kind: z.literal('severity'), strength: z.number().nonnegative(), detail: SeverityDetail }),
])
export type Signal = z.infer<typeof Signal>
export const SignalKind = z.enum(Signal.options.map(option => option.shape.kind.value))
export type SignalKind = Signal['kind']

/** One odd event, or the first of several equal ones. */
export const AnomalyResult = z.object({
  /** The text as shown, cut at 8 KiB with a mark. */
  log_entry: z.string(),
  /** 0..1, 1 the oddest; engine/deciding/score.ts states the meaning. */
  anomaly_score: z.number().min(0).max(1),
  is_anomaly: z.boolean(),
  /** Sentences for a person, in English; the log's own words are between backticks. */
  explanation: z.string(),
  /** The same in a few words with numbers, as `184.3 s, usually 6–64 ms`. Findings of earlier versions have none. */
  reason: z.string().default(''),
  chunk_id: z.string(),
  line_number: LineNumber,
  /** Lines of the event, from `line_number` on. */
  line_count: z.number().int().positive(),
  byte_offset: Count,
  timestamp: z.iso.datetime().nullable(),
  severity: Severity.nullable(),
  template_id: z.string(),
  template: z.string(),
  /** Strongest first. */
  signals: z.array(Signal),
  /** Events folded into this row, itself included. */
  occurrences: z.number().int().positive(),
  /** Line number of the last of them. */
  last_line: LineNumber,
  /** Line number of the finding under which it is told, since it says the same thing or is one rare message of many; null where it is a row of its own. */
  folded_into: LineNumber.nullable().default(null),
  /** How many findings are told under it. */
  folded: Count.default(0),
  /** In a job of several files: the name of the file, and the number of the line in it. */
  member: z.string().optional(),
  member_line_number: LineNumber.optional(),
})
export type AnomalyResult = z.infer<typeof AnomalyResult>

/**
 * What one chunk has given. `processing_time` in seconds.
 * @public
 */
export const ChunkResult = z.object({
  chunk_id: z.string(),
  anomalies: z.array(AnomalyResult),
  processing_time: z.number().nonnegative(),
  created_at: z.iso.datetime(),
})
export type ChunkResult = z.infer<typeof ChunkResult>
