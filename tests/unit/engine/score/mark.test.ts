import { describe, expect, it } from 'vitest'
import { markLines, modelTemplates } from '#engine'
import { logLine, quietLines } from '../fixtures'
import { scoredLog } from '../scoredLog'

const ODD = `${logLine(1000, 'ERROR', 'ledger is gone')}\n\tat shop.Ledger\n\tat shop.Main`

describe('markLines', () => {
  const lines = quietLines().with(1000, ODD).with(1500, logLine(1500, 'ERROR', 'ledger is gone'))
  const { model, scored, decisions } = scoredLog(lines)
  const marks = scored.flatMap(({ place, columns, candidates }) => markLines(columns, candidates, decisions, place, place.firstLine, place.firstLine + place.lines - 1))

  it('marks the lines of odd events, folded ones too, and no others', () => {
    expect(marks).toHaveLength(2002)
    expect(marks.flatMap(({ is_anomaly }, i) => is_anomaly ? [i + 1] : [])).toEqual([1001, 1002, 1003, 1503])
    const [first, ...others] = marks.filter(({ is_anomaly }) => is_anomaly)
    for (const other of others.slice(0, 2)) expect(other).toEqual(first)
    expect(first.group).toMatch(new RegExp(`^${first.template_id}/[a-z_]+$`))
    expect(first.score).toBeGreaterThan(0.4)
  })

  it('names the template of each line', () => {
    const ids = new Set(modelTemplates(model).map(({ template_id }) => template_id))
    expect(new Set(marks.map(({ template_id }) => template_id))).toEqual(ids)
    for (const { is_anomaly, group, template_id } of marks) if (!is_anomaly) expect(group).toBe(template_id)
  })

  it('marks a part of a chunk as the whole', () => {
    const { place, columns, candidates } = scored[1]
    expect(markLines(columns, candidates, decisions, place, place.firstLine + 5, place.firstLine + 7)).toEqual(marks.slice(place.firstLine + 4, place.firstLine + 7))
  })
})
