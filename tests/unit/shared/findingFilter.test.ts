import { describe, expect, it, test } from 'vitest'
import { FindingFilterQuery, findingMatcher, looksIntoFindings } from '../../../shared/findingFilter'
import { finding } from '../../contract/given'

const odd = { ...finding(120, 0.7, 'ERROR Disk <b> is full'), severity: 'error' as const, timestamp: '2026-03-02T09:00:00.000Z', template_id: 't9' }

describe('findingMatcher', () => {
  it.each([
    [{}, true],
    [{ min_score: '0.7' }, true], [{ min_score: '0.71' }, false],
    [{ q: 'disk <B>' }, true], [{ q: 'disks' }, false],
    [{ template: 't9' }, true], [{ template: 't' }, false],
    [{ severity: 'fatal,error' }, true], [{ severity: 'fatal' }, false],
    [{ signal: odd.signals[0]?.kind ?? 'rare_template' }, true], [{ signal: 'silence' }, false],
    [{ from: '2026-03-02T10:00:00+01:00' }, true], [{ from: '2026-03-02T09:00:00.001Z' }, false],
    [{ to: '2026-03-02T09:00:00Z' }, false], [{ to: '2026-03-02T09:00:01Z' }, true],
    [{ from_line: '120', to_line: '120' }, true], [{ from_line: '121' }, false], [{ to_line: '119' }, false],
  ])('%o: %s', (query, isPicked) => {
    expect(findingMatcher(FindingFilterQuery.parse(query))(odd)).toBe(isPicked)
  })

  it('leaves out what has no time where a time is asked for', () => {
    expect(findingMatcher({ from: '2020-01-01T00:00:00Z' })({ ...odd, timestamp: null })).toBe(false)
    expect(findingMatcher({ severity: ['error'] })({ ...odd, severity: null })).toBe(false)
  })
})

test('what is malformed is refused', () => {
  for (const query of [{ severity: 'loud' }, { signal: 'error' }, { from: 'yesterday' }, { from_line: '0' }, { min_score: '2' }]) {
    expect(FindingFilterQuery.safeParse(query).success, JSON.stringify(query)).toBe(false)
  }
})

test('only a score needs no look into findings', () => {
  expect(looksIntoFindings({ min_score: 0.5 })).toBe(false)
  expect(looksIntoFindings({ q: '' })).toBe(true)
})
