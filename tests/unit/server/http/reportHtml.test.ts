import { expect, test } from 'vitest'
import { noteOfSentence } from '#shared/note'
import { reportHtml } from '../../../../server/http/reportHtml'
import { finding } from '../../../contract/given'
import { reportPlain } from '../../../../server/http/reportPlain'
import { whatBroke } from '../../../../shared/whatBroke'
import { makeStatus, SIGNALS, signalsOf } from '../../../nuxt/makeFinding'

const EVIL = '<script>alert(1)</script><img src=x onerror="alert(1)"> & "quoted" \'single\' \u0000'

const report = {
  job: makeStatus({ filename: EVIL, notes: [noteOfSentence(EVIL), { code: 'lost', args: { line: 3, reason: { code: 'encrypted', args: {} } } }] }),
  results: { job_id: 'j', settled: true, total: 2000, anomalies: [{ ...finding(7, 0.9, EVIL), explanation: EVIL, template: EVIL }], next_cursor: null },
  timeline: { by: 'line' as const, settled: true, untimed_lines: 0, buckets: [{ from: 1, to: 2, lines: 1, anomalies: 1, warnings: 1, errors: 0 }, { from: 2, to: 3, lines: 0, anomalies: 0, warnings: 0, errors: 0 }] },
  templates: [{ template_id: 't', template: EVIL, count: 3, first_line: 1, last_line: 9, samples: [1], is_stable: true, over_time: [], parameters: [] }],
  normalTemplates: 2,
  broke: null,
}

test.each(['en', 'es'] as const)('everything that comes from a log is escaped, and nothing is loaded or run: %s', (language) => {
  const html = reportHtml(report, language)
  expect(html).not.toContain('<script')
  expect(html).not.toContain('<img')
  expect(html).not.toMatch(/<[^>]*\s(?:src|href)=/)
  expect(html.match(/&#60;script&#62;/g)?.length).toBeGreaterThanOrEqual(5)
  expect(html).toContain('default-src \'none\'')
})

test('is in the language that is asked for', () => {
  const english = reportHtml(report, 'en')
  expect(english).toContain('2,000 findings, the 1 oddest')
  expect(english).toContain('Findings of 2 patterns that are marked as normal are left out.')
  const spanish = reportHtml({ ...report, results: { ...report.results, anomalies: SIGNALS.map(signal => ({ ...finding(7, 0.9), signals: [signal] })) } }, 'es')
  expect(spanish).toContain('<html lang="es">')
  expect(spanish).toContain('2000 hallazgos, los')
  expect(spanish).toContain('Patrones más frecuentes')
  expect(spanish).toContain('No se pudo leer nada después de la línea 3: está cifrado.')
  expect(spanish).not.toContain('undefined')
  expect(spanish).not.toMatch(/NaN|findings|patterns/)
})

test.each([
  ['en', '90,321, usually 3–240', '“took” is 90,321, usually 3–240 (median 18).', 'Number out of range 6.3. Pattern'],
  ['es', '90.321; lo habitual: 3–240', '«took» es 90.321; lo habitual es 3–240 (mediana: 18).', 'Número fuera de rango 6.3. Patrón'],
] as const)('a finding is a reason that opens into its sentence; plain text has the sentence: %s', (language, reason, sentence, signals) => {
  const results = { ...report.results, anomalies: [{ ...finding(7, 0.9), template: 'a took=<*>', signals: signalsOf('number_range') }] }
  const html = reportHtml({ ...report, results }, language)
  expect(html).toContain(`</span> ${reason} <span class="muted">`)
  for (const text of [`<p>${sentence}</p>`, signals]) expect(html).toContain(text)
  expect(reportPlain({ ...report, results }, language)).toContain(`      ${sentence}`)
})

test('what is told under a row opens, in order, and what has lost its row is one', () => {
  const of = (line: number, score: number, changes: object) => ({ ...finding(line, score, `entry ${line}`), ...changes })
  const anomalies = [of(7, 0.9, { folded: 2 }), of(30, 0.8, { folded_into: 20 }), of(9, 0.5, { folded_into: 7 }), of(8, 0.5, { folded_into: 20 }), of(3, 0.4, { folded_into: 7 })]
  for (const [language, more] of [['en', 'and 2 more'], ['es', 'y 2 más']] as const) {
    const html = reportHtml({ ...report, results: { ...report.results, anomalies, total: 5 } }, language)
    expect([...html.matchAll(/<details class="under">|<\/details><\/details>|entry \d+/g)].map(([text]) => text).join(' '))
      .toBe('entry 7 <details class="under"> entry 9 entry 3</details></details> entry 30 <details class="under"> entry 8</details></details>'.replaceAll('</details></details>', ' </details></details>'))
    expect(html).toContain(`<summary>${more}</summary>`)
  }
})

const trouble = [8, 20, 21, 22, 30].map((line, i) => ({ ...finding(line, 1 - i / 10, i === 0 ? EVIL : `entry ${line}`), signals: i === 4 ? signalsOf('new_value') : signalsOf('trouble') }))
const what = whatBroke(trouble)
const contextLine = (line: number, text: string) => ({ line_number: line, text, is_anomaly: line === 8, timestamp: null, severity: null, template_id: null })
const failed = { ...report, results: { ...report.results, anomalies: trouble, total: 5 }, broke: what && { what, lines: [contextLine(7, 'before it'), contextLine(8, EVIL), contextLine(9, 'after it')] } }

test.each([
  ['en', 'What broke', '3 more places report trouble: line 20, line 21, line 22.', 'Differs from the known-good log in: 1 new value.'],
  ['es', 'Qué se rompió', 'Otros 3 lugares informan de un fallo: línea 20, línea 21, línea 22.', 'Se distingue del registro de referencia en: 1 valor nuevo.'],
] as const)('what broke stands before the findings: %s', (language, title, also, differences) => {
  const html = reportHtml(failed, language)
  const plain = reportPlain(failed, language)
  for (const text of [html, plain]) {
    expect(text.indexOf(title)).toBeGreaterThan(0)
    expect(text.indexOf(title)).toBeLessThan(text.indexOf('entry 20'))
    for (const part of ['before it', 'after it', also, differences]) expect(text).toContain(part)
  }
  expect(html).not.toContain('<script')
  expect(plain).toContain(`> 8  ${EVIL}`)
  expect(plain).toContain('  7  before it')
})

test('as text it has every row, what is told under it counted, and long lines cut', () => {
  const anomalies = [{ ...finding(7, 0.9, `${'long '.repeat(200)}end`), folded: 1 }, { ...finding(9, 0.5, 'under it'), folded_into: 7 }]
  const plain = reportPlain({ ...report, results: { ...report.results, anomalies, total: 2 } }, 'en')
  expect(plain).toContain('0.90  line 7')
  expect(plain).toContain('and 1 more')
  expect(plain).not.toContain('under it')
  expect(plain).not.toContain('end')
  expect(reportPlain({ ...report, results: { ...report.results, anomalies: [], total: 0 } }, 'en')).toContain('Nothing stands out.')
})
