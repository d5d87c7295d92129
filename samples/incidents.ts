/**
 * rare_template, novel_error, novel_quiet: a message that the log does not have otherwise, with a word for failure or
 * without. rare_value: a new value in a field of few values. number: far out of range. severe: of a severity seldom seen.
 * burst: a hundred lines at once. silence: a regular line stopped for long; the line is the first after that. session: one
 * that lacks its last steps, or has one far too often; the line is its last.
 */
export const INCIDENT_KINDS = ['rare_template', 'rare_value', 'number', 'severe', 'novel_error', 'novel_quiet', 'burst', 'silence', 'session'] as const
export type IncidentKind = (typeof INCIDENT_KINDS)[number]

/** An odd thing put into a log on purpose. Line numbers start at 1. */
export interface Incident {
  kind: IncidentKind
  /** The first of `lines`. */
  line: number
  /** Every line it stands in. */
  lines: number[]
  /** What is odd, as it stands in the line. */
  odd: string
}

/** What is known about a log that was generated. */
export interface SampleTruth {
  /** Lines of the log. */
  lines: number
  /** In order of their first line. */
  incidents: Incident[]
}

/** Writes one log: `next` gives the next event, one or more whole lines. */
export interface LogWriter {
  next(): string
  /** Odd events of known kind to be strewn in, each written when its turn has come. */
  incidents: readonly PlannedIncident[]
  /** Whether they keep apart, each in its own part of the log. */
  isSpaced?: boolean
  /** The incident that the last event of `next` belongs to; null for a usual event. */
  happening?(): PlannedIncident | null
}

export interface PlannedIncident {
  kind: IncidentKind
  odd: string
  /** How often it happens. */
  times: number
  /** Its lines with the time of now; null where it shows in lines that `next` gives from now on. */
  write(): string | null
}
