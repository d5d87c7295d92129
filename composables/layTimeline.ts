import type { AnomalyResult, Severity } from '#shared/anomaly'
import type { Timeline } from '#shared/timeline'

/** Severities as they are told apart in a chart, from the bottom of a bar up. */
export const TIMELINE_LOOKS = ['severe', 'warning', 'calm'] as const
type TimelineLook = typeof TIMELINE_LOOKS[number]

export interface TimelineMark { kind: 'burst' | 'silence', from: number, to: number, line: number }

/** A timeline as a chart draws it. Positions are epoch seconds or line numbers. */
export interface LaidTimeline {
  by: 'time' | 'line'
  from: number
  to: number
  starts: number[]
  /** All lines of each bucket; those of warnings and of errors; and of errors alone. */
  lines: { all: number[], warning: number[], severe: number[] }
  /** Findings that begin in each bucket: those of the look and of those below it in the bar. */
  stacked: Record<TimelineLook, number[]>
  /** Stretches in which a template came often, or not at all, and the line of the finding that tells of it; by their beginning. */
  marks: TimelineMark[]
}

const SEVERE: ReadonlySet<Severity | null> = new Set<Severity>(['error', 'critical', 'fatal'])

export function layTimeline({ by, buckets }: Timeline, findings: readonly AnomalyResult[]): LaidTimeline {
  const position = (value: string | number) => typeof value === 'number' ? value : Date.parse(value) / 1000
  const starts = buckets.map(bucket => position(bucket.from))
  const from = starts[0] ?? 0
  const to = position(buckets.at(-1)?.to ?? 0)
  const step = (to - from) / Math.max(1, buckets.length)
  const counts: Record<TimelineLook, number[]> = { severe: starts.map(() => 0), warning: starts.map(() => 0), calm: starts.map(() => 0) }
  const marks: LaidTimeline['marks'] = []
  for (const { timestamp, line_number: line, severity, signals } of findings) {
    const at = by === 'line' ? line : timestamp === null ? NaN : Date.parse(timestamp) / 1000
    const own = counts[SEVERE.has(severity) ? 'severe' : severity === 'warning' ? 'warning' : 'calm']
    const bucket = Math.floor((at - from) / step)
    if (bucket >= 0 && bucket < own.length) own[bucket] = (own[bucket] ?? 0) + 1
    for (const { kind, detail } of signals) {
      if ((kind !== 'burst' && kind !== 'silence') || by === 'line' || !detail.from) continue
      const begin = Date.parse(detail.from) / 1000
      marks.push({ kind, from: begin, to: begin + detail.seconds, line })
    }
  }
  marks.sort((a, b) => a.from - b.from || a.line - b.line)
  const warning = counts.severe.map((count, i) => count + (counts.warning[i] ?? 0))
  return {
    by, from, to, starts, marks,
    lines: {
      all: buckets.map(bucket => bucket.lines),
      warning: buckets.map(bucket => bucket.warnings + bucket.errors),
      severe: buckets.map(bucket => bucket.errors),
    },
    stacked: { severe: counts.severe, warning, calm: warning.map((count, i) => count + (counts.calm[i] ?? 0)) },
  }
}
