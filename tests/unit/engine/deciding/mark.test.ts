import { describe, expect, it } from 'vitest'
import { markLines, modelTemplates } from '#engine'
import { logLine, quietLines } from '../fixtures'
import { lineNames, readDecisions } from '../../../../engine/deciding/decide'
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

  it('marks the first lines of an event that goes on and on', () => {
    const long = quietLines().with(1000, `${logLine(1000, 'ERROR', 'ledger is gone')}\n${Array.from({ length: 90 }, (_, i) => `\tat shop.Ledger${i % 3}`).join('\n')}`)
    const whole = scoredLog(long)
    const odd = whole.scored.flatMap(({ place, columns, candidates }) => markLines(columns, candidates, whole.decisions, place, place.firstLine, place.firstLine + place.lines - 1))
      .flatMap(({ is_anomaly }, i) => is_anomaly ? [i + 1] : [])
    expect([odd.length, odd[0], odd.at(-1)]).toEqual([40, 1001, 1040])
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

describe('markLines where there are many rare messages', () => {
  const word = (i: number) => `${String.fromCharCode(97 + i % 26, 97 + Math.floor(i / 26))}mok`
  const at = (i: number) => 150 + i * 140
  const rare = Array.from({ length: 70 }, (_, i) => logLine(at(i), 'INFO', `${word(i)} ${word(i + 70)} ${word(i + 140)}`))
  const lines = rare.reduce((all, text, i) => all.with(at(i), text), Array.from({ length: 5 }, quietLines).flat())
  const { scored, decisions, findings } = scoredLog(lines)
  const marks = scored.flatMap(({ place, columns, candidates }) => markLines(columns, candidates, decisions, place, place.firstLine, place.firstLine + place.lines - 1))
  const odd = marks.filter(({ is_anomaly }) => is_anomaly)

  it('tells a dozen from the others, which rank below and keep groups of their own', () => {
    expect(findings).toHaveLength(70)
    expect(odd).toHaveLength(70)
    const [rows, folded] = [odd.filter(mark => !mark.is_folded), odd.filter(mark => mark.is_folded)]
    expect([rows.length, folded.length]).toEqual([12, 58])
    expect(Math.min(...rows.map(({ score }) => score))).toBeGreaterThanOrEqual(Math.max(...folded.map(({ score }) => score)))
    expect(new Set(odd.map(({ group }) => group)).size).toBe(70)
    for (const { group, template_id: id } of odd) expect(group).toBe(`${id}/rare_template`)
  })

  it('says under which row each finding is', () => {
    const decided = readDecisions(decisions, 0, 100)
    const [row, ...others] = decided.filter(({ folded }) => folded > 0)
    expect(others).toEqual([])
    expect(row).toMatchObject({ folded: 58, foldedInto: 0 })
    expect(decided.filter(({ foldedInto }) => foldedInto === row.lineNumber)).toHaveLength(58)
    const [rows, folded] = [decided.filter(({ foldedInto }) => foldedInto === 0), decided.filter(({ foldedInto }) => foldedInto > 0)]
    expect(rows).toHaveLength(12)
    expect(row.score).toBe(Math.min(...rows.map(({ score }) => score)))
    expect(row.score).toBeGreaterThanOrEqual(Math.max(...folded.map(({ score }) => score)))
  })

  it('gives what says the same one group', () => {
    const { scored, decisions } = scoredLog(quietLines().with(300, logLine(300, 'INFO', 'invoice [lane] [till] signed')).with(1500, logLine(1500, 'INFO', 'invoice [kiosk] [desk] signed')))
    const marks = scored.flatMap(({ place, columns, candidates }) => markLines(columns, candidates, decisions, place, place.firstLine, place.firstLine + place.lines - 1))
    const [first, second] = marks.filter(({ is_anomaly }) => is_anomaly)
    expect(second.group).toBe(first.group)
    expect(second.template_id).not.toBe(first.template_id)
    expect([first.is_folded, second.is_folded]).toEqual([false, false])
  })

  it('reads the decisions of jobs that had none folded', () => {
    const json = new TextEncoder().encode('["rare_template"]')
    expect(lineNames(Uint8Array.from([1, json.length, ...json]))).toEqual({ names: ['rare_template'], folds: {} })
  })
})
