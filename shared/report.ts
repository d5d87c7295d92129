import type { StatusResult } from './job'
import type { LineResult, ResultsPage, TemplateResult } from './results'
import type { Timeline } from './timeline'
import type { WhatBroke } from './whatBroke'

/** All that a report of a job tells. */
export interface Report {
  job: StatusResult
  results: ResultsPage
  /** What broke, and the lines that say it with one before and after; null where nobody knows of anything that did, or only some findings are told. */
  broke: { what: WhatBroke, lines: LineResult[] } | null
  timeline: Timeline
  /** The most frequent. */
  templates: TemplateResult[]
  /** Patterns marked as normal, whose findings are left out. */
  normalTemplates: number
}
