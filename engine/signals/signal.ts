import type { Signal } from '#shared/anomaly'
import type { SessionProfile, SessionStep } from '../sessions/profile'
import type { Cluster } from '../templates/clusters'

/** What a signal may look at: the templates of the whole log (or of what is known of it so far). */
export interface Evidence {
  clusters: readonly Cluster[]
  /** Events of the log. */
  events: number
  /** Its sessions, or a sample of them; none where lines name none. */
  sessions: readonly SessionProfile[]
  /** Those of a known-good log, of the same steps; none where there is no such log. */
  usualSessions?: readonly SessionProfile[]
  /** What they are made of; without it, the templates. */
  steps?: readonly SessionStep[]
}

/** Odd events that a signal has found: all events of the template, or those that begin in `lines`. */
export interface Candidate {
  /** Index of the template in the evidence. */
  cluster: number
  signal: Signal
  /** The place of the template that is meant; empty where it is the template itself. */
  slot: string
  /** Nats by which the strength exceeds what chance makes likely somewhere in a log like this; below 0: no finding. */
  margin: number
  /** Null: every event of the template (in the window, where there is one). Else lines in which the events begin, ascending. */
  lines: number[] | null
  /** Epoch milliseconds `[from, to)`: only events of the template in this time. */
  window?: [number, number]
  /** Events meant. `lines` may name fewer. */
  events: number
}

/** One kind of oddness. Pure; the same candidates for the same evidence, in an order of its own. */
export type FindCandidates = (evidence: Evidence) => Candidate[]

/**
 * Needed beyond ln(tests): a false finding in ten at most. Source: Benjamini, Hochberg, "Controlling the False Discovery
 * Rate", 1995, at q = 0.1.
 */
export const FALSE_SHARE_NATS = Math.log(10)

/** A frequency that differs from a known-good log's by less than this factor is no news. Chosen. */
export const NEWS_FACTOR_MIN = 4

/** The greatest count that can be rare among `total`: 3 for small logs, growing by one with every factor of 16. Chosen. */
export function rareCountMax(total: number): number {
  return Math.max(3, Math.floor(Math.log2(Math.max(1, total)) / 4))
}

/** Candidates for single lines with a lower margin are forgotten: they would not even change an order. Chosen. */
export const FAR_BELOW = -4
