import { expect, test } from 'vitest'
import { reportHtml } from '../../../../server/http/reportHtml'
import { finding } from '../../../contract/given'
import { makeStatus } from '../../../nuxt/makeFinding'

const EVIL = '<script>alert(1)</script><img src=x onerror="alert(1)"> & "quoted" \'single\' \u0000'

test('everything that comes from a log is escaped, and nothing is loaded or run', () => {
  const html = reportHtml({
    job: makeStatus({ filename: EVIL, warnings: [EVIL] }),
    results: { job_id: 'j', settled: true, total: 2000, anomalies: [{ ...finding(7, 0.9, EVIL), explanation: EVIL, template: EVIL }], next_cursor: null },
    timeline: { by: 'line', settled: true, untimed_lines: 0, buckets: [{ from: 1, to: 2, lines: 1, anomalies: 1 }, { from: 2, to: 3, lines: 0, anomalies: 0 }] },
    templates: [{ template_id: 't', template: EVIL, count: 3, first_line: 1, last_line: 9, samples: [1], is_stable: true, over_time: [], parameters: [] }],
  })
  expect(html).not.toContain('<script')
  expect(html).not.toContain('<img')
  expect(html).not.toMatch(/<[^>]*\s(?:src|href)=/)
  expect(html.match(/&#60;script&#62;/g)?.length).toBeGreaterThanOrEqual(6)
  expect(html).toContain('default-src \'none\'')
  expect(html).toContain('2,000 findings, the 1 oddest')
})
