import { describe, expect, it } from 'vitest'
import { whatBroke } from '../../../shared/whatBroke'
import { makeFinding, signalsOf } from '../../nuxt/makeFinding'

const of = (line: number, kind: Parameters<typeof signalsOf>[0], changes = {}) => makeFinding(line, { signals: signalsOf(kind), ...changes })

describe('what broke', () => {
  it('is the trouble that leads, with what else reports trouble, alike ones once', () => {
    const broke = whatBroke([of(9, 'trouble'), of(4, 'rare_value'), of(20, 'trouble'), of(30, 'trouble', { folded_into: 20 }), of(2, 'trouble')])
    expect(broke?.finding.line_number).toBe(9)
    expect(broke?.trouble?.step).toBe('make <*>')
    expect(broke?.also.map(({ line_number: line }) => line)).toEqual([20, 2])
    expect(broke?.differences).toEqual([])
  })

  it('is what leads of that which a known-good log does not have, with how much there is of each kind', () => {
    const broke = whatBroke([of(9, 'new_template'), of(4, 'new_value'), of(5, 'new_template'), of(6, 'gone'), of(7, 'burst'), of(8, 'new_template', { folded_into: 5 })])
    expect([broke?.finding.line_number, broke?.trouble]).toEqual([9, null])
    expect(broke?.differences).toEqual([{ kind: 'new_template', count: 2 }, { kind: 'new_value', count: 1 }, { kind: 'gone', count: 1 }])
  })

  it('is trouble also where a stranger line stands above it', () => {
    expect(whatBroke([of(9, 'rare_value'), of(4, 'trouble'), of(5, 'trouble')])?.finding.line_number).toBe(4)
  })

  it('is not known where something else leads, or nothing does', () => {
    expect(whatBroke([of(9, 'rare_value'), of(4, 'new_value')])).toBeNull()
    expect(whatBroke([])).toBeNull()
  })
})
