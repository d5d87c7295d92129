import { describe, expect, it } from 'vitest'
import { AssumedZone } from '../../../../../engine/reading/times/assumedZone'
import { zoneRules } from '../../../../../server/jobs/receiving/zoneRules'

function hoursAt(zone: string, local: string): number {
  const rules = zoneRules(zone, new Map())
  if (!rules) throw new Error(`no zone ${zone}`)
  return new AssumedZone(rules).offsetAt(Date.parse(`${local}Z`)) / 3_600_000
}

describe('zoneRules', () => {
  it.each([
    ['Europe/Berlin', '2025-01-10T12:00:00', 1], ['Europe/Berlin', '2025-07-10T12:00:00', 2], ['Asia/Kolkata', '2025-07-10T12:00:00', 5.5],
    ['America/St_Johns', '2025-07-10T12:00:00', -2.5], ['+05:30', '2025-07-10T12:00:00', 5.5], ['-0800', '1999-07-10T12:00:00', -8], ['UTC', '2025-07-10T12:00:00', 0],
    ['Europe/Berlin', '2025-03-30T01:59:59', 1], ['Europe/Berlin', '2025-03-30T02:30:00', 1], ['Europe/Berlin', '2025-03-30T03:00:00', 2],
    ['Europe/Berlin', '2025-10-26T02:30:00', 2], ['Europe/Berlin', '2025-10-26T03:00:00', 1], ['Australia/Lord_Howe', '2025-01-01T00:00:00', 11],
    ['Australia/Lord_Howe', '2025-06-01T00:00:00', 10.5], ['Africa/Casablanca', '2025-03-15T12:00:00', 0], ['Africa/Casablanca', '2025-05-15T12:00:00', 1],
  ])('%s at %s is %d hours ahead', (zone, local, hours) => expect(hoursAt(zone, local)).toBe(hours))

  it.each(['', 'Mars/Base', '+25:00', '+01:75', 'Berlin', '5', '../etc'])('%j is no zone', zone => expect(zoneRules(zone, new Map())).toBeNull())
})
