export const INCIDENT_KINDS = ['rare_template', 'rare_value', 'number', 'severe'] as const
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
}

export interface PlannedIncident {
  kind: IncidentKind
  odd: string
  /** How often it happens. */
  times: number
  /** One line with the time of now. */
  write(): string
}
