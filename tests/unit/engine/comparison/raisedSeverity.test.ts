import { describe, expect, it } from 'vitest'
import { findingsAgainst, findingsAgainstRuns, logLine, quietLines } from '../fixtures'

const saying = (level: string, text: string, line = 700) => quietLines().with(line, logLine(line, level, text))
const LATE = 'ledger of the old shop could not be opened at once'

describe('a message that is more severe than its kin in the good runs', () => {
  const good = saying('INFO', `${LATE}, it will be tried again`)

  it('is new, however alike they are', () => {
    expect(findingsAgainst(good, saying('INFO', LATE)), 'as severe').toEqual([])
    expect(findingsAgainst(good, saying('DEBUG', LATE)), 'less severe').toEqual([])
    for (const level of ['WARN', 'ERROR']) {
      const findings = findingsAgainst(good, saying(level, LATE))
      expect(findings, level).toMatchObject([{ line_number: 701, severity: level === 'WARN' ? 'warning' : 'error' }])
      expect(findings[0].signals.map(({ kind }) => kind)).toContain('new_template')
    }
  })

  it('is no news where one good run has its like as severe', () => {
    expect(findingsAgainstRuns([good, saying('ERROR', `${LATE}, it is given up`)], saying('ERROR', LATE))).toEqual([])
    expect(findingsAgainst(saying('FATAL', `${LATE}, it is given up`), saying('ERROR', LATE))).toEqual([])
  })

  it('is found where it is the same message, though that came once only', () => {
    expect(findingsAgainst(saying('INFO', LATE), saying('INFO', LATE))).toEqual([])
    const findings = findingsAgainst(saying('INFO', LATE), saying('ERROR', LATE))
    expect(findings).toMatchObject([{ line_number: 701 }])
    expect(findings[0].signals).toContainEqual(expect.objectContaining({ kind: 'new_value', detail: expect.objectContaining({ slot: 'severity', value: 'ERROR' }) }))
    expect(findingsAgainst(saying('ERROR', LATE), saying('INFO', LATE)), 'less severe than before').toEqual([])
    expect(findingsAgainstRuns([saying('INFO', LATE), saying('ERROR', LATE)], saying('ERROR', LATE)), 'as severe as in one good run').toEqual([])
  })

  it('says nothing of lines within events, whose severity nobody states', () => {
    const event = (...rest: string[]) => quietLines().with(700, [logLine(700, 'WARN', 'order was written late'), ...rest].join('\n'))
    expect(findingsAgainst(event(`\t${LATE}`), event(`\t${LATE}, at once`))).toEqual([])
  })
})
