import type { AnomalyResult } from '#shared/anomaly'
import type { Report } from '#shared/report'
import type { ReportLanguage } from '#shared/results'
import { sayNote } from '#wording/notes/sayNote'
import { findingFacts, logFacts, rowsOf } from './reportRows'
import { explain } from '#wording/findings/explain'
import { formatText } from '#wording/logFormat'
import { REPORT_TEXTS } from '#wording/report'
import { WRITING } from '#wording/writing'

/** Characters of a line that are printed. Chosen: a line of a log as people write them; the whole one has its number. */
const LINE_MAX = 400
const INDENT = '      '

/** A job's report as plain text, at most some lines a finding: what broke first, then all findings, best first. */
export function reportPlain({ job, results, broke, normalTemplates }: Report, language: ReportLanguage): string {
  const { anomalies, total, settled } = results
  const texts = REPORT_TEXTS[language]
  const notes = job.notes.map(note => sayNote(note, language))
  const head = [job.filename, logFacts(job, language), ...job.format ? [formatText(job.format, language).join(', ')] : [], ...notes]
  const listed = rowsOf(anomalies).map(({ finding, under }) => [...findingLines(finding, language), ...under.length > 0 ? [`${INDENT}${texts.more(under.length)}`] : []].join('\n'))
  const parts = [
    head.join('\n'),
    ...broke ? [brokeLines(broke, language).join('\n')] : [],
    [texts.findings(total, anomalies.length, settled), ...normalTemplates > 0 ? [texts.normal(normalTemplates)] : []].join('\n'),
    ...listed.length > 0 ? listed : [texts.nothing],
  ]
  return parts.join('\n\n') + '\n'
}

const shortened = (line: string) => line.length > LINE_MAX ? `${line.slice(0, LINE_MAX)}…` : line

/** What says what broke, its line marked, and what else failed. */
function brokeLines({ what: { finding, trouble, also, differences }, lines }: NonNullable<Report['broke']>, language: ReportLanguage): string[] {
  const texts = REPORT_TEXTS[language]
  const { number, plain } = WRITING[language]
  const { line_number: first, line_count: count } = finding
  const width = number(first + count).length
  return [
    texts.broke(trouble !== null),
    ...lines.map(({ line_number: line, text }) => `${line >= first && line < first + count ? '>' : ' '} ${number(line).padStart(width)}  ${shortened(text)}`),
    plain(explain(finding, language)),
    ...also.length > 0 ? [texts.also(also)] : [],
    ...differences.length > 0 ? [texts.differences(differences)] : [],
  ]
}

function findingLines(finding: AnomalyResult, language: ReportLanguage): string[] {
  const { anomaly_score: score, log_entry: entry } = finding
  return [`${score.toFixed(2)}  ${findingFacts(finding, language)}`, `${INDENT}${shortened(entry.split('\n', 1)[0])}`, `${INDENT}${WRITING[language].plain(explain(finding, language))}`]
}
