import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { draws } from '../../../../stores'
import { readSureLevel } from '../../../../../engine/reading/levels/readSureLevel'
import { endOfSure, isLevelAlone, NO_LEVEL, severityOfSure,
  sureLevel } from '../../../../../engine/reading/levels/sureLevel'
import { severityName } from '../../../../../engine/reading/levels/severity'
import { padded } from '../../padded'
import { LEVEL_SPELLINGS, NO_LEVEL_LINES } from './spellings'

function read(line: string, before = '') {
  const { buf, end } = padded(before + line)
  const p = new TextEncoder().encode(before).length
  const level = readSureLevel(buf, p)
  if (level === NO_LEVEL) return null
  return { severity: severityName(severityOfSure(level)),
    rest: new TextDecoder().decode(buf.subarray(endOfSure(level), end)).trimStart(), isAlone: isLevelAlone(level) }
}

describe('readSureLevel', () => {
  it.each(LEVEL_SPELLINGS)('$writer: $line', ({ line, severity, rest }) => {
    expect(read(line)).toMatchObject({ severity, rest })
  })

  it.each(NO_LEVEL_LINES)('sees no level in %j', (line) => {
    expect(read(line)).toBeNull()
  })

  it.each([
    ['[ERROR] it', true], ['error: it', true], ['<34>it', true], ['(EE) it', true], ['[core:error] it', false],
    ['[main/WARN] it', false],
    ['main.c:12:5: error: it', false], ['ERROR:root:it', false], ['E/Tag( 1): it', false],
    ['%LINK-3-UPDOWN: it', false], ['npm ERR! it', false], ['error[E0308]: it', false],
  ])('says whether %j is the level alone', (line, isAlone) => {
    expect(read(line)).toMatchObject({ isAlone })
  })

  it('does not look at what stands before', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 20 }), fc.constantFrom(...LEVEL_SPELLINGS),
      (before, { line }) => {
      expect(read(line, before)).toEqual(read(line))
    }))
  })

  it('ends within the line, whatever the line is', () => {
    const part = fc.oneof(fc.constantFrom('ERROR', 'warn', '[', ']', '(', '<', '>', ':', '::', '##[', '%', '-3-', '/',
      '=', ' ', '*', '"', 'E/', 'W0310', '错误', '【', '】', '：', '\u00A0'), fc.string({ maxLength: 4 }))
    fc.assert(fc.property(fc.array(part, { maxLength: 8 }).map(parts => parts.join('').replaceAll('\n', '')),
      (line) => {
      const { buf, end } = padded(line)
      const level = readSureLevel(buf, 0)
      if (level === NO_LEVEL) return
      expect(endOfSure(level)).toBeGreaterThan(0)
      expect(endOfSure(level)).toBeLessThanOrEqual(end)
      expect(severityOfSure(level)).toBeGreaterThan(0)
    }), { numRuns: draws(2000) })
  })

  it('keeps positions beyond 32 bits', () => {
    const level = sureLevel(2 ** 33, 6, false)
    expect([endOfSure(level), severityOfSure(level), isLevelAlone(level)]).toEqual([2 ** 33, 6, false])
  })
})
