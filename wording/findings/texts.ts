import type { Signal, SignalKind } from '#shared/anomaly'
import type { Place } from '../places'

export type DetailOf<Kind extends SignalKind> = Extract<Signal, { kind: Kind }>['detail']

/** What a signal's numbers do not say themselves. */
export interface Context {
  /** The pattern of the finding, with `<*>` where values vary. */
  template: string
  /** With what the log is compared where a signal compares: known-good logs, or another part of the same log. */
  against: 'logs' | 'part'
}

/** The two forms of a kind of signal. Neither ends with a full stop. */
export interface SignalTexts<Kind extends SignalKind> {
  /** A few words with numbers, as `184.3 s, usually 6–64 ms`. */
  reason: (detail: DetailOf<Kind>, context: Context) => string
  /** A sentence that says the same to someone who does not see the line; the log's own words are between backticks. */
  sentence: (detail: DetailOf<Kind>, context: Context) => string
}

/** All that a language says of findings. A kind that is left out is a type error. */
export interface FindingTexts {
  signals: { [Kind in SignalKind]: SignalTexts<Kind> }
  /** What a list calls a place. @param unit of its numbers, as `s`; empty where they have none or are not numbers. */
  place: (place: Place, unit: string) => string
}

/** Values that are named as the usual ones. Chosen: what fits a line. */
const NAMED = 3

/** The usual values but for the odd one, and how many more the place has; `distinct` counts all usual ones. */
export function usualOf(
  usual: readonly { value: string }[],
  odd: string,
  distinct: number,
): { values: string[]; more: number } {
  const values = usual
    .map(({ value }) => value)
    .filter(value => value !== odd)
    .slice(0, NAMED)
  return { values, more: Math.max(0, distinct - values.length) }
}

/** From here on an expectation is a number; below it is next to none. */
export const EXPECTED_LEAST = 0.1
