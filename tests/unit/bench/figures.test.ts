import { describe, expect, it } from 'vitest'
import { countAlerts, foundIncidents, grouping, listRows, ranking, rareTemplates } from '../../bench/figures'
import type { Said } from '../../bench/figures'

const said = (...groups: (readonly [group: string, score: number] | null)[]): Said[] =>
  groups.map(one => ({ group: one?.[0] ?? '', score: one?.[1] ?? 0, isOdd: one !== null, template: '' }))

describe('foundIncidents', () => {
  it('takes an alert as true if at least half of its lines are of incidents, and as shown by it what it touches', () => {
    const lines = said(['a', 0.9], ['a', 0.8], ['b', 0.7], ['b', 0.7], ['b', 0.7], null)
    const { found, alerts, trueAlerts, byKind } = foundIncidents([{ kind: 'x', lines: [1] }, { kind: 'y', lines: [3] }, { kind: 'y', lines: [6] }], lines)
    expect({ found, alerts, trueAlerts }).toEqual({ found: 1, alerts: 2, trueAlerts: 1 })
    expect([...byKind]).toEqual([['x', { all: 1, found: 1 }], ['y', { all: 2, found: 0 }]])
    expect(countAlerts(lines)).toBe(2)
  })

  it('looks at the first twenty; alerts of equal score take the place of the last', () => {
    const alerts = (score: number) => said(...Array.from({ length: 25 }, (_, i): [string, number] => [`g${i}`, i < 19 ? 0.9 : score]))
    const incidents = Array.from({ length: 25 }, (_, i) => ({ kind: 'x', lines: [i + 1] }))
    expect(foundIncidents(incidents, alerts(0.5)).found).toBe(19)
    expect(foundIncidents(incidents.slice(0, 1), alerts(0.9)).found).toBe(0)
  })
})

describe('listRows', () => {
  it('names what an alert shows, or that it shows nothing, and what no alert shows', () => {
    const rows = listRows([{ kind: 'x', lines: [1] }, { kind: 'y', lines: [3] }], said(['a', 0.5], ['b', 0.9], null), ['one', 'two', 'three'])
    expect(rows.map(row => row.replace(/ [\d.]+ .*?(\d+: \w+)$/, ' $1'))).toEqual(['- FALSE 2: two', '- x 1: one', '- MISSED y not flagged 3: three'])
  })
})

describe('ranking', () => {
  it('says what is flagged, and what the best cut would have given', () => {
    const items = [[0.9, true, true], [0.8, true, false], [0.7, false, true], [0.1, false, false]] as const
    const { precision, recall, f1, best, averagePrecision } = ranking(items.map(([score, isOdd, isTrue]) => ({ score, isOdd, isTrue })))
    expect([precision, recall, f1]).toEqual([0.5, 0.5, 0.5])
    expect(best).toBeCloseTo(0.8)
    expect(averagePrecision).toBeCloseTo(0.5 * 1 + 0.5 * 2 / 3)
  })

  it('takes equal scores as one step', () => {
    expect(ranking([{ score: 1, isOdd: false, isTrue: true }, { score: 1, isOdd: false, isTrue: false }]).averagePrecision).toBe(0.5)
  })
})

describe('grouping', () => {
  it('counts groups that are exactly a true one, and how near the others come', () => {
    const { ga, fga, jaccard } = grouping(['a', 'a', 'b', 'b'], ['1', '1', '2', '3'])
    expect([ga, fga]).toEqual([0.5, 2 / 5])
    expect(jaccard).toBe(0.75)
    expect(grouping(['a', 'b'], ['1', '2'])).toEqual({ ga: 1, fga: 1, jaccard: 1 })
  })
})

it('rareTemplates tells those that are none from those that were not found', () => {
  expect(rareTemplates(['a', 'a', 'a', 'b', 'c'], ['1', '1', '2', '3', '3'], 2)).toEqual({ falseRare: 3, missedRare: 2 })
})
