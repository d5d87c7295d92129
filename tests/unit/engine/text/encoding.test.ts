import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eightBitEncodingOf, utf16Of } from '../../../../engine/text/encoding'
import { firstHighByte } from '../../../../engine/text/highBytes'

const SHIFT_JIS = [0x90, 0xDA, 0x91, 0xB1, 0x82, 0xF0, 0x8A, 0x4A, 0x8E, 0x6E] // 接続を開始
const latin1 = (text: string) => Buffer.from(text, 'latin1')

describe('utf16Of', () => {
  const text = '2026-01-02 03:04:05 INFO start né\n'.repeat(20)
  const little = Buffer.from(text, 'utf16le')
  it.each([
    ['little endian', little, 'utf-16le'], ['big endian', Buffer.from(little).swap16(), 'utf-16be'], ['an odd length', little.subarray(0, 101), 'utf-16le'],
    ['UTF-8', Buffer.from(text), null], ['a hole of zeros', Buffer.concat([Buffer.alloc(500), Buffer.from(text)]), null], ['zeros', Buffer.alloc(100), null], ['too little', little.subarray(0, 6), null],
    ['Japanese with times', Buffer.from('2026-01-02 03:04:05 接続を開始しました\n'.repeat(20), 'utf16le'), 'utf-16le'],
  ])('%s', (_, bytes, encoding) => {
    expect(utf16Of(bytes)).toBe(encoding)
  })
})

describe('firstHighByte', () => {
  it('finds what a loop finds, from any offset', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 80, max: 140 }), fc.nat(8), fc.nat(8), (bytes, offset, from) => {
      const view = bytes.subarray(offset)
      const at = view.findIndex((byte, i) => i >= from && byte >= 0x80)
      expect(firstHighByte(view, from)).toBe(at < 0 ? view.length : at)
    }))
  })
})

describe('eightBitEncodingOf', () => {
  it.each([
    ['ASCII', latin1('plain\n'), 'utf-8'],
    ['UTF-8', Buffer.from('conexión rechazada'), 'utf-8'],
    ['UTF-8, cut inside a character', Buffer.from('conexión ñ').subarray(0, -1), 'utf-8'],
    ['UTF-8 with a broken byte', Buffer.concat([Buffer.from('conexión aún '), Buffer.from([0xFF])]), 'utf-8'],
    ['Latin-1', latin1('conexión rechazada, ¿cable?\n'), 'windows-1252'],
    ['Latin-1 that Shift-JIS could be', latin1('mañana España\n'), 'windows-1252'],
    ['typographic apostrophes', Buffer.concat([latin1('don'), Buffer.from([0x92]), latin1('t\n')]), 'unknown'],
    ['one broken byte', Buffer.from([65, 0xFF, 10]), 'unknown'],
    ['Shift-JIS', Buffer.from([...latin1('INFO '), ...SHIFT_JIS, 10]), 'shift-jis'],
    ['Shift-JIS, cut inside a character', Buffer.from(SHIFT_JIS.slice(0, -1)), 'shift-jis'],
    ['EUC-KR', Buffer.from([0xBF, 0xAC, 0xB0, 0xE1]), 'euc-kr'],
  ])('%s', (_, bytes, encoding) => {
    expect(eightBitEncodingOf(bytes)).toBe(encoding)
  })

  it('tells UTF-8 of any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), text => eightBitEncodingOf(Buffer.from(text)) === 'utf-8'))
  })
})
