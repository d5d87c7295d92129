import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { draws } from '../../../stores'
import { detectFraming } from '../../../../engine/reading/layout/detectFraming'
import { ENTRY_MAX_BYTES, lineDescriber } from '../../../../engine/text/show'
import { SETTINGS } from '../logs'
import { bytesOf } from '../padded'

const FRAMING = detectFraming(bytesOf('2026-01-02T03:04:05Z INFO a b\n2026-01-02T03:04:06Z WARN c d\n'), SETTINGS)
const describeLine = lineDescriber(FRAMING)
const show = (text: string, isCut = false) => describeLine(bytesOf(text), isCut)

describe('lineDescriber', () => {
  it('tells text, time in UTC and severity, with or without the line end', () => {
    const expected = { text: '2026-01-02T03:04:05+02:00 ERROR it is gone', timestamp: '2026-01-02T01:04:05.000Z', severity: 'error' }
    for (const end of ['', '\n', '\r\n']) expect(show(`2026-01-02T03:04:05+02:00 ERROR it is gone${end}`)).toEqual(expected)
    expect(show('no header')).toEqual({ text: 'no header', timestamp: null, severity: null })
    expect(show('')).toEqual({ text: '', timestamp: null, severity: null })
  })

  it('keeps markup as text and takes out what only a terminal shows', () => {
    expect(show('<script>alert("x")</script> &amp; \u001B[31m<b>\u001B[0m').text).toBe('<script>alert("x")</script> &amp; <b>')
    expect(show('10%\r20%').text).toBe('20%')
  })

  it('shows bytes that are no UTF-8 as such', () => {
    expect(describeLine(new Uint8Array([97, 0xFF, 98, 0xC3, 10])).text).toBe('a\uFFFDb\uFFFD')
  })

  it('cuts above 8 KiB, with a mark, never inside a character', () => {
    expect(show('x'.repeat(ENTRY_MAX_BYTES)).text).toBe('x'.repeat(ENTRY_MAX_BYTES))
    for (const letter of ['x', 'é', 'キ', '😀'])
      for (let shift = 0; shift < 4; shift++) {
        const { text } = show('y'.repeat(shift) + letter.repeat(ENTRY_MAX_BYTES + 1))
        expect(text).toMatch(/ … \[cut\]$/)
        expect(text).not.toContain('\uFFFD')
        expect(bytesOf(text).length).toBeLessThanOrEqual(ENTRY_MAX_BYTES)
        expect(bytesOf(text).length).toBeGreaterThan(ENTRY_MAX_BYTES - 16)
      }
  })

  it('cuts where bytes that are no UTF-8 take more room than they had', () => {
    const { text } = describeLine(new Uint8Array(ENTRY_MAX_BYTES - 10).fill(0xFF))
    expect(text).toMatch(/^\uFFFD{2700,} … \[cut\]$/)
    expect(bytesOf(text).length).toBeLessThanOrEqual(ENTRY_MAX_BYTES)
  })

  it('marks a line that goes on beyond the bytes', () => {
    expect(show('short', true).text).toBe('short … [cut]')
  })

  it('never shows more than 8 KiB', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', minLength: 1000, maxLength: 9000, size: 'max' }), fc.boolean(), (text, isCut) => {
      expect(bytesOf(show(text, isCut).text).length).toBeLessThanOrEqual(ENTRY_MAX_BYTES)
    }), { numRuns: draws(50) })
  })
})
