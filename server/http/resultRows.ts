import type { AnomalyResult } from '#shared/anomaly'

const COLUMNS = [
  'line_number', 'line_count', 'last_line', 'occurrences', 'anomaly_score', 'severity', 'timestamp', 'template_id', 'template', 'explanation', 'reason',
  'log_entry', 'byte_offset', 'chunk_id', 'is_anomaly', 'member', 'member_line_number', 'folded_into', 'folded',
] as const satisfies (keyof AnomalyResult)[]

/** Findings as lines of JSON. */
export async function* asNdjson(pages: AsyncIterable<AnomalyResult[]>): AsyncGenerator<string> {
  for await (const page of pages) yield page.map(finding => JSON.stringify(finding) + '\n').join('')
}

/** Findings as one JSON list, an element a line. */
export async function* asJsonArray(pages: AsyncIterable<AnomalyResult[]>): AsyncGenerator<string> {
  let before = '[\n'
  for await (const page of pages) {
    if (page.length === 0) continue
    yield before + page.map(finding => JSON.stringify(finding)).join(',\n')
    before = ',\n'
  }
  yield before === '[\n' ? '[]\n' : '\n]\n'
}

/** Findings as CSV (RFC 4180) with a head line. */
export async function* asCsv(pages: AsyncIterable<AnomalyResult[]>): AsyncGenerator<string> {
  let head = `${COLUMNS.join(',')}\r\n`
  for await (const page of pages) {
    yield head + page.map(finding => COLUMNS.map(name => csvCell(finding[name])).join(',') + '\r\n').join('')
    head = ''
  }
}

/** A cell; one that a spreadsheet would run as a formula gets a quote before it, a plain number does not. */
export function csvCell(value: string | number | boolean | null | undefined): string {
  const text = String(value ?? '')
  const isFormula = /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(text)
  const safe = isFormula ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
