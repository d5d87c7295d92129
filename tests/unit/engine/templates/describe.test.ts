import { expect, test } from 'vitest'
import { modelTemplates } from '#engine'
import { scoredLog } from '../scoredLog'
import { logLine } from '../fixtures'

const LINES = Array.from({ length: 640 }, (_, i) => logLine(i, 'INFO', i % 2 === 0 ? `payment in ${['EUR', 'EUR', 'USD'][i % 3]}1 accepted by gate ${i % 4}` : `request served in ${i * 7} ms`))

test('a template tells what stands in its places, and how often', () => {
  const { model } = scoredLog(LINES)
  const payment = modelTemplates(model).find(({ template }) => template.includes('payment'))
  expect(payment?.is_stable).toBe(true)
  const gate = payment?.parameters.find(({ name }) => name === 'gate')
  expect(gate).toEqual({ name: 'gate', values: [{ value: '0', count: 160 }, { value: '2', count: 160 }], distinct: 2, range: null })
})

test('what varies in the header comes last, what is constant there is not told', () => {
  const { model } = scoredLog(LINES.map((line, i) => line.replace('INFO ', `INFO [exec-${i % 3}] till.Desk: `)))
  const payment = modelTemplates(model).find(({ template }) => template.includes('payment'))
  expect(payment?.parameters.map(({ name }) => name)).toEqual(['in', 'gate', 'thread'])
})

test('a place of many numbers tells their range', () => {
  const { model } = scoredLog(LINES)
  const request = modelTemplates(model).find(({ template }) => template.includes('request'))
  const [took] = request?.parameters ?? []
  expect(took).toMatchObject({ values: [], distinct: null, range: { least: 0.007, greatest: 639 * 7 / 1000, unit: 's' } })
  expect(took?.range?.median).toBeGreaterThan(2)
  expect(took?.range?.median).toBeLessThan(2.4)
  expect(took?.range?.median, 'no more exact than it is').toSatisfy((median: number) => Number.isInteger(Math.round(median * 1e9) / 1e6))
})

test('events over time add up to the events, and are the same for any cut', () => {
  const whole = modelTemplates(scoredLog(LINES, 1 << 20).model)
  for (const { over_time: overTime, count } of whole) {
    expect(overTime).toHaveLength(32)
    expect(overTime.reduce((sum, value) => sum + value, 0)).toBe(count)
    expect(Math.max(...overTime)).toBeLessThan(count / 8)
  }
  expect(modelTemplates(scoredLog(LINES, 1 << 12).model)).toEqual(whole)
  expect(modelTemplates(scoredLog(['no time', 'here']).model).every(({ over_time: overTime }) => overTime.length === 0)).toBe(true)
})
