import { expect, test } from 'vitest'
import { reportHtml } from '../../../../server/http/reportHtml'
import { finding } from '../../../contract/given'
import { makeStatus, SIGNALS } from '../../../nuxt/makeFinding'

const EVIL = '<script>alert(1)</script><img src=x onerror="alert(1)"> & "quoted" \'single\' \u0000'

const report = {
  job: makeStatus({ filename: EVIL, warnings: [EVIL] }),
  results: { job_id: 'j', settled: true, total: 2000, anomalies: [{ ...finding(7, 0.9, EVIL), explanation: EVIL, template: EVIL }], next_cursor: null },
  timeline: { by: 'line' as const, settled: true, untimed_lines: 0, buckets: [{ from: 1, to: 2, lines: 1, anomalies: 1, warnings: 1, errors: 0 }, { from: 2, to: 3, lines: 0, anomalies: 0, warnings: 0, errors: 0 }] },
  templates: [{ template_id: 't', template: EVIL, count: 3, first_line: 1, last_line: 9, samples: [1], is_stable: true, over_time: [], parameters: [] }],
  normalTemplates: 2,
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
  expect(spanish).not.toContain('undefined')
  expect(spanish).not.toMatch(/NaN|findings|patterns/)
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
