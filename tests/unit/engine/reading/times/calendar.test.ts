import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  civilFromDays, dayOfDate, dayOfOrdinal, dayOfWeek, daysFromCivil, fullYear,
} from '../../../../../engine/reading/times/calendar'

const DAY = fc.integer({ min: 0, max: 84_000 }) // 1970 … 2199

describe('calendar', () => {
  it('daysFromCivil and civilFromDays are inverse and agree with the platform', () => {
    fc.assert(fc.property(fc.integer({ min: -719_162, max: 2_932_896 }), (days) => {
      const { year, month, day } = civilFromDays(days)
      expect(daysFromCivil(year, month, day)).toBe(days)
      const date = new Date(days * 86_400_000)
      expect([year, month, day]).toEqual([date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()])
    }))
  })

  it('counts days and weeks of the year as the platform\'s dates go on', () => {
    fc.assert(fc.property(DAY, (days) => {
      const { year, month, day } = civilFromDays(days)
      expect(dayOfDate(year, month, day)).toBe(days)
      expect(dayOfOrdinal(year, days - daysFromCivil(year, 1, 1) + 1)).toBe(days)
      const weekday = (days + 3) % 7 + 1
      const thursday = civilFromDays(days + 4 - weekday).year
      const week = Math.floor((days + 4 - weekday - daysFromCivil(thursday, 1, 1)) / 7) + 1
      if (thursday >= 1970) expect(dayOfWeek(thursday, week, weekday)).toBe(days)
    }))
  })

  it.each([
    [2025, 2, 29], [2100, 2, 29], [2025, 4, 31], [2025, 13, 1], [2025, 0, 1], [2025, 1, 0], [1969, 12, 31], [2201, 1, 1],
  ])('has no %i-%i-%i', (year, month, day) => {
    expect(dayOfDate(year, month, day)).toBeNaN()
  })

  it('has no day 366 in a usual year, no week 53 in most, no week 54', () => {
    for (const ordinal of [366, 0]) expect(dayOfOrdinal(2025, ordinal)).toBeNaN()
    for (const [year, week, weekday] of [[2025, 53, 1], [2020, 54, 1], [2020, 1, 8]]) {
      expect(dayOfWeek(year, week, weekday)).toBeNaN()
    }
    expect(dayOfWeek(2020, 53, 7)).toBe(daysFromCivil(2021, 1, 3))
  })

  it('reads years of two digits as POSIX does', () => {
    expect([0, 25, 69, 70, 99].map(fullYear)).toEqual([2000, 2025, 2069, 1970, 1999])
  })
})
