import type { AnomalyResult } from '#shared/anomaly'
import type { StatusResult } from '#shared/job'
import type { ResultsPage, TemplateResult } from '#shared/results'
import type { Timeline } from '#shared/timeline'

interface Report { job: StatusResult, results: ResultsPage, timeline: Timeline, templates: TemplateResult[] }

const STYLE = `
body{font:15px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1e293b;background:#fff}
h1{font-size:1.4rem;margin:0;overflow-wrap:anywhere}h2{font-size:1.1rem;margin:2rem 0 .5rem}p{margin:.3rem 0}
.muted{color:#475569}code,pre{font:12px/1.5 ui-monospace,monospace;white-space:pre-wrap;overflow-wrap:anywhere}
pre{background:#f1f5f9;padding:.5rem;border-radius:.3rem;margin:.4rem 0}details{border-top:1px solid #e2e8f0;padding:.5rem 0}
summary{cursor:pointer}.score{display:inline-block;min-width:3rem;font-weight:600;color:#0f766e}table{border-collapse:collapse;width:100%}
td,th{text-align:left;vertical-align:top;padding:.3rem .6rem .3rem 0;border-top:1px solid #e2e8f0}svg{display:block;width:100%;height:5rem}
@media(prefers-color-scheme:dark){body{background:#0f172a;color:#e2e8f0}.muted{color:#94a3b8}pre{background:#1e293b}.score{color:#2dd4bf}details,td,th{border-color:#334155}}`

/** A job's report as one HTML file: no script, nothing loaded from anywhere, every text of the log escaped. */
export function reportHtml({ job, results, timeline, templates }: Report): string {
  const { anomalies, total, settled } = results
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(job.filename)} · Lograro</title><style>${STYLE}</style></head><body>
<h1>${escaped(job.filename)}</h1>
<p class="muted">${count(job.lines)} lines, ${count(job.total_size)} bytes${job.first_time && job.last_time ? `, ${escaped(job.first_time)} to ${escaped(job.last_time)}` : ''}${job.assumed_utc ? ' (no zone in the log, read as UTC)' : ''}. Job ${escaped(job.job_id)}, ${escaped(job.status)}${job.completed_at ? ` ${escaped(job.completed_at)}` : ''}.</p>
${job.warnings.map(warning => `<p class="muted">${escaped(warning)}</p>`).join('')}
${timeline.buckets.length > 1 ? chart(timeline) : ''}
<h2>${count(total)} ${settled ? '' : 'provisional '}findings${anomalies.length < total ? `, the ${count(anomalies.length)} oddest` : ''}</h2>
${anomalies.map(findingHtml).join('\n') || '<p>Nothing stands out.</p>'}
<h2>Most frequent patterns</h2>
<table><thead><tr><th>Lines</th><th>Pattern</th><th>First</th><th>Last</th></tr></thead><tbody>
${templates.map(({ template, count: lines, first_line: first, last_line: last }) => `<tr><td>${count(lines)}</td><td><code>${escaped(template)}</code></td><td>${count(first)}</td><td>${count(last)}</td></tr>`).join('\n')}
</tbody></table>
</body></html>
`
}

/** Text that is safe between tags and in a quoted attribute. */
function escaped(text: string): string {
  return text.replaceAll('\0', '\uFFFD').replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`)
}

function count(value: number): string {
  return value.toLocaleString('en')
}

function findingHtml(finding: AnomalyResult): string {
  const { anomaly_score: score, explanation, line_number: line, severity, timestamp, occurrences, log_entry: entry, template, signals } = finding
  const facts = [`line ${count(line)}`, ...severity ? [severity] : [], ...timestamp ? [timestamp] : [], ...occurrences > 1 ? [`${count(occurrences)} times`] : []]
  return `<details open><summary><span class="score">${score.toFixed(2)}</span> ${escaped(explanation.replaceAll('`', '"'))} <span class="muted">${escaped(facts.join(' · '))}</span></summary>
<pre>${escaped(entry)}</pre>
<p class="muted">${signals.map(signal => `${signal.kind.replace('_', ' ')} ${signal.strength.toFixed(1)}`).join(', ')}. Pattern: <code>${escaped(template)}</code></p></details>`
}

/** Lines as bars, odd lines as marks above them. */
function chart({ buckets }: Timeline): string {
  const most = Math.max(1, ...buckets.map(bucket => bucket.lines))
  const bars = buckets.map(({ lines, anomalies }, i) => {
    const height = lines / most * 80
    return `<rect x="${i}" y="${100 - height}" width="1" height="${height}" fill="#94a3b8"/>${anomalies > 0 ? `<rect x="${i}" y="0" width="1" height="12" fill="#0f766e"/>` : ''}`
  })
  return `<svg viewBox="0 0 ${buckets.length} 100" preserveAspectRatio="none" role="img" aria-label="Lines and odd lines over the log">${bars.join('')}</svg>`
}
