import { describe, expect, it } from 'vitest'
import { labelTimes } from '../../composables/labelTimes'

const at = (iso: string) => Date.parse(iso) / 1000
const DAY = 86_400

describe('labelTimes', () => {
  it('tells the year where times are of several, and only there', () => {
    const years: [number, number] = [at('2024-06-01'), at('2026-02-01')]
    expect(labelTimes([at('2025-01-01')], 365 * DAY, years, 'en')).toEqual(['2025'])
    expect(labelTimes([at('2024-12-01'), at('2025-01-01')], 31 * DAY, years, 'en')).toEqual(['Dec 2024', 'Jan 2025'])
    expect(labelTimes([at('2024-12-31'), at('2025-01-01')], DAY, years, 'en')).toEqual(['Dec 31, 2024', 'Jan 1, 2025'])
    expect(labelTimes([at('2024-12-01')], 31 * DAY, [at('2024-02-01'), at('2024-12-02')], 'es')).toEqual(['dic'])
  })

  it('tells the day where one begins among clock times, and seconds where they differ in them', () => {
    const range: [number, number] = [at('2026-11-24T20:00:00Z'), at('2026-11-25T04:00:00Z')]
    expect(labelTimes([at('2026-11-24T22:00:00Z'), at('2026-11-25T00:00:00Z')], 7200, range, 'es')).toEqual(['22:00', '25 nov'])
    expect(labelTimes([at('2026-11-24T22:00:05Z')], 5, range, 'es')).toEqual(['22:00:05'])
  })
})
