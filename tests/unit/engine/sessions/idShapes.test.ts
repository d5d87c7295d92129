import { describe, expect, it } from 'vitest'
import { shapeOf } from '../../../../engine/sessions/idShapes'
import { padded } from '../padded'

describe('shapeOf', () => {
  it.each([['12345678', 'd8'], ['0a1b2c3d', 'x8'], ['0A1B2C3D', 'X8'], ['0a1B2c3d', ''], ['#1234567', '#d7'], ['123456', ''], ['12345-78', '']])('%s is %s', (text, shape) => {
    expect(shapeOf(padded(text).buf, 0, text.length)).toBe(shape)
  })
})
