import type { AnomalyResult } from '#shared/anomaly'
import type { Note } from '#shared/note'
import type { Report } from '#shared/report'
import type { ReportLanguage } from '#shared/results'
import type { Timeline } from '#shared/timeline'
import { sayNote } from '#wording/notes/sayNote'
import { findingFacts, logFacts, rowsOf, type Row } from './reportRows'
import { explain, reasonOf } from '#wording/findings/explain'
import { formatText } from '#wording/logFormat'
import { REPORT_TEXTS, type ReportTexts } from '#wording/report'
import { WORDS } from '#wording/vocabulary'
import { WRITING } from '#wording/writing'

const STYLE = `
body{font:15px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1e293b;background:#fff}
h1{font-size:1.4rem;margin:0;overflow-wrap:anywhere}h2{font-size:1.1rem;margin:2rem 0 .5rem}p{margin:.3rem 0}
.muted{color:#475569}code,pre{font:12px/1.5 ui-monospace,monospace;white-space:pre-wrap;overflow-wrap:anywhere}
pre{background:#f1f5f9;padding:.5rem;border-radius:.3rem;margin:.4rem 0}details{border-top:1px solid #e2e8f0;padding:.5rem 0}
summary{cursor:pointer}.under{padding-left:1.5rem}.broke{border-left:.3rem solid #dc2626;padding-left:1rem}.score{display:inline-block;min-width:3rem;font-weight:600;color:#0f766e}table{border-collapse:collapse;width:100%}
td,th{text-align:left;vertical-align:top;padding:.3rem .6rem .3rem 0;border-top:1px solid #e2e8f0}svg{display:block;width:100%;height:5rem}
@media(prefers-color-scheme:dark){body{background:#0f172a;color:#e2e8f0}.muted{color:#94a3b8}pre{background:#1e293b}.score{color:#2dd4bf}details,td,th{border-color:#334155}}`

/** A job's report as one HTML file: no script, nothing loaded from anywhere, every text of the log escaped. */
export function reportHtml({ job, results, broke, timeline, templates, normalTemplates }: Report, language: ReportLanguage): string {
  const { anomalies, total, settled } = results
  const texts = REPORT_TEXTS[language]
  const { number } = WRITING[language]
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(job.filename)} · Lograro</title><style>${STYLE}</style></head><body>
<h1>${escaped(job.filename)}</h1>
<p class="muted">${escaped(logFacts(job, language))} ${escaped(texts.job(job.job_id, job.status, job.completed_at))}</p>
${job.format ? `<p class="muted">${escaped(formatText(job.format, language).join(', '))}</p>\n` : ''}${job.notes.map(note => noteHtml(note, language)).join('')}
${broke ? brokeHtml(broke, language) : ''}
${timeline.buckets.length > 1 ? chart(timeline, texts) : ''}
<h2>${escaped(texts.findings(total, anomalies.length, settled))}</h2>
${normalTemplates > 0 ? `<p class="muted">${escaped(texts.normal(normalTemplates))}</p>` : ''}
${rowsOf(anomalies).map(row => rowHtml(row, language)).join('\n') || `<p>${texts.nothing}</p>`}
<h2>${texts.patterns}</h2>
<table><thead><tr>${texts.columns.map(name => `<th>${name}</th>`).join('')}</tr></thead><tbody>
${templates.map(({ template, count: lines, first_line: first, last_line: last }) => `<tr><td>${number(lines)}</td><td><code>${escaped(template)}</code></td><td>${number(first)}</td><td>${number(last)}</td></tr>`).join('\n')}
</tbody></table>
</body></html>
`
}

/** Text that is safe between tags and in a quoted attribute. */
function escaped(text: string): string {
  return text.replaceAll('\0', '\uFFFD').replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`)
}

function noteHtml(note: Note, language: ReportLanguage): string {
  return `<p class="muted">${escaped(sayNote(note, language))}</p>`
}

function rowHtml({ finding, under }: Row, language: ReportLanguage): string {
  if (under.length === 0) return findingHtml(finding, language)
  return `${findingHtml(finding, language)}
<details class="under"><summary>${REPORT_TEXTS[language].more(under.length)}</summary>
${under.map(each => findingHtml(each, language)).join('\n')}</details>`
}

function brokeHtml({ what: { finding, trouble, also, differences }, lines }: NonNullable<Report['broke']>, language: ReportLanguage): string {
  const texts = REPORT_TEXTS[language]
  const { number, plain } = WRITING[language]
  return `<section class="broke"><h2>${texts.broke(trouble !== null)}</h2>
<pre>${lines.map(({ line_number: line, text }) => `${number(line).padStart(10)}  ${escaped(text)}`).join('\n') || escaped(finding.log_entry)}</pre>
<p>${escaped(plain(explain(finding, language)))}</p>
${also.length > 0 ? `<p>${texts.also(also)}</p>` : ''}${differences.length > 0 ? `<p>${texts.differences(differences)}</p>` : ''}</section>`
}

function findingHtml(finding: AnomalyResult, language: ReportLanguage): string {
  const { anomaly_score: score, log_entry: entry, template, signals } = finding
  const strengths = signals.map(({ kind, strength }) => `${WORDS[language].signals[kind]} ${strength.toFixed(1)}`).join(', ')
  return `<details open><summary><span class="score">${score.toFixed(2)}</span> ${escaped(reasonOf(finding, language))} <span class="muted">${escaped(findingFacts(finding, language))}</span></summary>
<pre>${escaped(entry)}</pre>
<p>${escaped(WRITING[language].plain(explain(finding, language)))}</p>
<p class="muted">${strengths}. ${REPORT_TEXTS[language].pattern}: <code>${escaped(template)}</code></p></details>`
}

/** Lines as bars, odd lines as marks above them. */
function chart({ buckets }: Timeline, texts: ReportTexts): string {
  const most = Math.max(1, ...buckets.map(bucket => bucket.lines))
  const bars = buckets.map(({ lines, anomalies }, i) => {
    const height = lines / most * 80
    return `<rect x="${i}" y="${100 - height}" width="1" height="${height}" fill="#94a3b8"/>${anomalies > 0 ? `<rect x="${i}" y="0" width="1" height="12" fill="#0f766e"/>` : ''}`
  })
  return `<svg viewBox="0 0 ${buckets.length} 100" preserveAspectRatio="none" role="img" aria-label="${texts.chart}">${bars.join('')}</svg>`
}
