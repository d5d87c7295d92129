import { describe, expect, it } from 'vitest'
import { SEVERITIES } from '#shared/anomaly'
import { severityName } from '../../../../../engine/reading/levels/severity'

describe('severityName', () => {
  it('numbers the severities of the contract from 1', () => {
    expect(SEVERITIES.map((_, i) => severityName(i + 1))).toEqual([...SEVERITIES])
    expect(severityName(0)).toBeNull()
  })
})
