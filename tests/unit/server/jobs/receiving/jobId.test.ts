import { expect, test } from 'vitest'
import { newJobId } from '../../../../../server/jobs/receiving/jobId'

test('an id begins with the milliseconds of its time, then says version 7 and the variant of RFC 9562', () => {
  for (const nowMs of [0, 0x0123456789AB, 2 ** 48 - 1]) {
    const time = nowMs.toString(16).padStart(12, '0')
    expect(newJobId(nowMs)).toMatch(new RegExp(`^${time.slice(0, 8)}-${time.slice(8)}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`))
  }
})

test('two ids of one time differ', () => {
  expect(newJobId(1)).not.toBe(newJobId(1))
})
