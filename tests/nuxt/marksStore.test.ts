import { describe, expect, it } from 'vitest'
import type { Mark } from '../../shared/mark'
import { filePatternOf, normalMatcher } from '../../stores/marksStore'
import { JOB_ID, makeFinding } from './makeFinding'

const mark = (scope: Mark['scope'], value: string): Mark => ({ mark_id: JOB_ID, scope, value, template_id: 't1', template: '', created_at: '' })
const isNormal = (scope: Mark['scope'], value: string, filename = 'app-2026-11-24.log') => normalMatcher([mark(scope, value)], JOB_ID, filename)(makeFinding(1))

describe('normalMatcher', () => {
  it.each([
    ['all', '', true], ['job', JOB_ID, true], ['job', 'other', false],
    ['file', 'app-*.log', true], ['file', 'app-2026-11-24.log', true], ['file', 'app-*.txt', false], ['file', '*', true], ['file', '*2026*24*', true], ['file', '*24*2026*', false], ['file', 'app-2026-11-24.log*.log', false],
  ] as const)('%s %s: %s', (scope, value, wanted) => {
    expect(isNormal(scope, value)).toBe(wanted)
  })

  it('leaves other patterns alone', () => {
    expect(normalMatcher([mark('all', '')], JOB_ID, 'a')(makeFinding(1, { template_id: 't2' }))).toBe(false)
  })
})

it('finds the pattern of files that differ in numbers only', () => {
  expect(filePatternOf('app-2026-11-24.log')).toBe('app-*.log')
  expect(filePatternOf('node12.log.3')).toBe('node*.log.*')
  expect(filePatternOf('server.log')).toBe('server.log')
})
