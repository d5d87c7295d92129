import { expect, it } from 'vitest'
import { beginsIn } from '../../../../../server/adapters/documents/beginsIn'

const place = (firstLine: number, lines: number) => ({ number: 0, firstLine, lines, byteOffset: 0, sizeBytes: 1 })

it('has its first line and its last, not those around them', () => {
  expect([4, 5, 9, 10].map(line => beginsIn(place(5, 5), line))).toEqual([false, true, true, false])
})

it('has no line where a chunk only goes on with a long one', () => {
  expect(beginsIn(place(5, 0), 5)).toBe(false)
})
