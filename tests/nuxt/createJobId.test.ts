import { describe, expect, it } from 'vitest'
import { JobId } from '../../shared/job'
import { createJobId } from '../../stores/createJobId'

describe('createJobId', () => {
  it('makes a UUID of version 7 that the server takes', () => {
    const id = createJobId()
    expect(JobId.safeParse(id).success).toBe(true)
    expect(id[14]).toBe('7')
  })

  it('starts with the time in milliseconds, so that ids sort by age', () => {
    expect(createJobId(0x0198_b2f0_1234).replaceAll('-', '').slice(0, 12)).toBe('0198b2f01234')
    expect(createJobId(1_700_000_000_000) < createJobId(1_700_000_000_001)).toBe(true)
  })

  it('differs each time', () => {
    expect(new Set(Array.from({ length: 1000 }, () => createJobId(1))).size).toBe(1000)
  })
})
