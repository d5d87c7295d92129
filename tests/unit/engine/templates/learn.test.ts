import { expect, it } from 'vitest'
import { learn } from '../../../../engine/templates/learn'
import { detectFraming } from '../../../../engine/reading/layout/detectFraming'
import { SETTINGS } from '../logs'
import { bytesOf } from '../padded'

it('refuses a framing that another version of the engine has made', () => {
  const data = bytesOf('2026-03-10 12:00:00 INFO started\n2026-03-10 12:00:01 INFO stopped\n')
  const place = { number: 0, firstLine: 1, lines: 2, byteOffset: 0, sizeBytes: data.length }
  const framing = detectFraming(data, SETTINGS)
  expect(learn(data, place, framing).summary.length).toBeGreaterThan(0)
  expect(() => learn(data, place, { ...framing, version: framing.version - 1 })).toThrow(new RangeError('not a framing of this engine version'))
})
