import { z } from 'zod'
import { GoodRuns, NewNumberSignal, NewValueSignal } from './anomaly'
import { Baseline, BaselineIds } from './job'

const Count = z.number().int().nonnegative()

/** A message of the known-good log that does not come in this one: how often it came, and its first line there (of several logs, the lowest). */
const GoneTemplate = z.object({ template: z.string(), count: Count, first_line: z.number().int().positive(), runs: GoodRuns.optional() })
export type GoneTemplate = z.infer<typeof GoneTemplate>

/** How a log compares with the known-good log it was given, or with several that are taken together. */
export const ComparisonSummary = z.object({
  /** The first of `baselines`. */
  baseline: Baseline,
  baselines: z.array(Baseline),
  /** Events of the known-good logs. */
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

const Position = z.union([z.coerce.number().int().positive(), z.iso.datetime({ offset: true })])
const placeOf = (position: number | string) => typeof position === 'number' ? position : Date.parse(position)

/** Two parts of a log, each from `from` up to and without `to`: all four times, or all four line numbers. */
export const PartsQuery = z.object({ usual_from: Position, usual_to: Position, from: Position, to: Position })
  .refine(({ usual_from: a, usual_to: b, from: c, to: d }) => new Set([a, b, c, d].map(position => typeof position)).size === 1, { message: 'is a time where others are line numbers, or the other way round', path: ['from'] })
  .refine(({ from, to }) => placeOf(from) < placeOf(to), { message: 'is not after `from`', path: ['to'] })
  .refine(({ usual_from: from, usual_to: to }) => placeOf(from) < placeOf(to), { message: 'is not after `usual_from`', path: ['usual_to'] })
export type PartsQuery = z.infer<typeof PartsQuery>

const LogPart = z.object({ from: z.union([z.iso.datetime({ offset: true }), z.number().int()]), to: z.union([z.iso.datetime({ offset: true }), z.number().int()]), lines: Count })

/** A template in a part or a log and in the usual one: how often it comes in each, and what its share in the usual one leads to expect. */
const LogsTemplate = z.object({
  template: z.string(), count: Count, usual_count: Count, expected: z.number().nonnegative(),
  /** In the usual part or log where the other has none. */
  first_line: z.number().int().positive(),
  /** Where the other one is several known-good logs. */
  runs: GoodRuns.optional(),
})
export type LogsTemplate = z.infer<typeof LogsTemplate>
const PartsTemplate = LogsTemplate.extend({ template_id: z.string() })
export type PartsTemplate = z.infer<typeof PartsTemplate>

/** At most 200 of `total`. */
const PartsList = z.object({ total: Count, templates: z.array(PartsTemplate) })

/** How a part of a log differs from another one of it, which is taken for the usual. */
export const PartsComparison = z.object({
  by: z.enum(['time', 'line']),
  usual: LogPart,
  part: LogPart,
  /** Share of the part's lines whose template the usual part has too, 0..1. */
  known_share: z.number().min(0).max(1),
  /** The most frequent first. */
  added: PartsList,
  gone: PartsList,
  /** Far more or far less frequent than to be expected, the most surprising first. */
  changed: PartsList,
})
export type PartsComparison = z.infer<typeof PartsComparison>

/** A value, or a number, that a place of a template holds `count` times in the part and never in the usual one, which the signal calls the known-good log. */
const PartsValue = z.object({ template: z.string(), count: Count, first_line: z.number().int().positive(), signal: z.discriminatedUnion('kind', [NewValueSignal, NewNumberSignal]) })
export type PartsValue = z.infer<typeof PartsValue>

/** At most 200 of `total`, the most surprising first. */
export const PartsValues = z.object({ total: Count, values: z.array(PartsValue) })
export type PartsValues = z.infer<typeof PartsValues>

/** With which completed jobs' logs a log is compared. */
export const LogsQuery = z.object({ baseline: BaselineIds })

/** At most 200 of `total`. */
const LogsList = z.object({ total: Count, templates: z.array(LogsTemplate) })

/** How a log differs from another one, or from several taken together, chosen once all are analysed. Counts are events; those of `added`, lines. */
export const LogsComparison = z.object({
  /** The first of `baselines`, with the events of all. */
  baseline: Baseline.extend({ events: Count }),
  baselines: z.array(Baseline),
  events: Count,
  /** Share of the log's lines whose template the other log has too, 0..1. */
  known_share: z.number().min(0).max(1),
  /** Whether the two logs seem to be of different kinds: what is new is then not listed. */
  is_other_kind: z.boolean(),
  /** The most surprising first. */
  added: LogsList,
  /** The most frequent first; `first_line` is one of the other log. */
  gone: LogsList,
  /** Far more or far less frequent than to be expected, the most surprising first. */
  changed: LogsList,
  values: PartsValues,
})
export type LogsComparison = z.infer<typeof LogsComparison>
