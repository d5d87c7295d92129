import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { draws } from '../../../stores'
import { createDecoder, inspect, inspectMark, INSPECTED_BYTES, NotText } from '../../../../engine/text/decode'
import type { Encoding } from '../../../../engine/text/encoding'
import { bytesOf } from '../padded'

const at = (offset: number, mark: number[] | string) => {
  const bytes = new Uint8Array(600).fill(32)
  bytes.set(typeof mark === 'string' ? bytesOf(mark) : mark, offset)
  return bytes
}

describe('inspect', () => {
  it.each([
    ['gzip', 0, [0x1F, 0x8B]], ['zip', 0, [0x50, 0x4B, 3, 4]], ['bzip2', 0, 'BZh9'], ['xz', 0, [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0]], ['zstd', 0, [0x28, 0xB5, 0x2F, 0xFD]],
    ['lz4', 0, [4, 0x22, 0x4D, 0x18]], ['7z', 0, [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]], ['tar', 257, 'ustar'],
  ])('refuses %s', (format, offset, mark) => {
    expect(() => { inspect(at(offset, mark)) }).toThrow(expect.objectContaining({ what: { code: 'packed_file', args: { format } } }))
  })

  it.each([
    [{ code: 'png', args: {} }, 0, [0x89, 0x50, 0x4E, 0x47]], [{ code: 'jpeg', args: {} }, 0, [0xFF, 0xD8, 0xFF]], [{ code: 'gif', args: {} }, 0, 'GIF89a'], [{ code: 'pdf', args: {} }, 0, '%PDF-1.7'], [{ code: 'program', args: { format: 'ELF' } }, 0, [0x7F, 0x45, 0x4C, 0x46]],
    [{ code: 'java_class', args: {} }, 0, [0xCA, 0xFE, 0xBA, 0xBE]], [{ code: 'database', args: { format: 'SQLite' } }, 0, 'SQLite format 3'], [{ code: 'web_assembly', args: {} }, 0, [0, 0x61, 0x73, 0x6D]], [{ code: 'media', args: {} }, 4, 'ftypmp42'], [{ code: 'media', args: {} }, 0, 'RIFF'],
  ])('refuses $0.code', (kind, offset, mark) => {
    expect(() => { inspectMark(at(offset, mark)) }).toThrow(expect.objectContaining({ what: kind }))
  })

  it('refuses what has many control characters', () => {
    const random = Uint8Array.from({ length: 5000 }, (_, i) => Math.imul(i + 7, 0x9E3779B1) >>> 24)
    expect(() => { inspect(random) }).toThrow(expect.objectContaining({ what: { code: 'binary', args: {} } }))
    const smallNumbers = Uint8Array.from({ length: 4000 }, (_, i) => i % 4 === 0 ? i % 5 : i % 4 === 1 ? 2 : 0)
    expect(() => { inspect(smallNumbers) }).toThrow(NotText)
    expect(inspect(bytesOf('x'.repeat(97) + '\u0001'.repeat(2)))).toBe('utf-8')
    expect(() => inspect(bytesOf('x'.repeat(96) + '\u0001'.repeat(4)))).toThrow(NotText)
  })

  it.each([
    [1, '8=FIX.4.4|9=65|35=D|49=ALFA|'], [31, 'a|b||c'], [30, 'one|two'], [2, '|x'],
  ])('takes control character %d as a separator', (code, line) => {
    expect(inspect(bytesOf(`${line.replaceAll('|', String.fromCharCode(code))}\n`.repeat(20)))).toBe('utf-8')
    expect(() => inspect(bytesOf(`${line.replaceAll('|', '\u0005')}\n`.repeat(20)))).toThrow(NotText)
  })

  it.each([
    ['text', bytesOf('2026-01-02 INFO a\n'), 'utf-8'], ['nothing', new Uint8Array(), 'utf-8'], ['a mark of UTF-8', new Uint8Array([0xEF, 0xBB, 0xBF, 97]), 'utf-8'],
    ['UTF-16LE', new Uint8Array([0xFF, 0xFE, 97, 0]), 'utf-16le'], ['UTF-16BE', new Uint8Array([0xFE, 0xFF, 0, 97]), 'utf-16be'], ['Latin-1', new Uint8Array([72, 228, 117, 115, 10]), 'windows-1252'],
    ['a byte that says nothing', new Uint8Array([65, 0xFF, 10]), 'unknown'],
    ['colours and NUL bytes', bytesOf('\u001B[31mred\u001B[0m\u0000\u0000\u0000\n'), 'utf-8'], ['NUL bytes only', new Uint8Array(100), 'utf-8'],
  ])('takes %s', (_, bytes, encoding) => {
    expect(inspect(bytes)).toBe(encoding)
  })

  it('looks at the start only', () => {
    const bytes = new Uint8Array(INSPECTED_BYTES * 2).fill(97)
    bytes.fill(1, INSPECTED_BYTES)
    expect(inspect(bytes)).toBe('utf-8')
  })
})

describe('createDecoder', () => {
  const decoded = (encoding: Encoding, bytes: Uint8Array, sizes: number[]) => {
    const decoder = createDecoder(encoding, bytes)
    const parts: Uint8Array[] = []
    for (let from = 0, i = 0; from < bytes.length; i++) {
      const size = sizes[i % sizes.length]
      parts.push(decoder.push(bytes.subarray(from, from + size)))
      from += size
    }
    parts.push(decoder.end())
    return Buffer.concat(parts)
  }
  const pieces = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 4 })

  it('gives UTF-8 on as it is, without its mark, however it comes in', () => {
    fc.assert(fc.property(fc.uint8Array(), pieces, fc.boolean(), (bytes, sizes, hasMark) => {
      fc.pre(hasMark || bytes[0] !== 0xEF)
      const whole = hasMark ? new Uint8Array([0xEF, 0xBB, 0xBF, ...bytes]) : bytes
      expect(decoded('utf-8', whole, sizes).equals(Buffer.from(bytes))).toBe(true)
    }))
  })

  it('turns UTF-16 into UTF-8, however it comes in', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), pieces, (text, sizes) => {
      const le = Buffer.from(`\uFEFF${text}`, 'utf16le')
      expect(decoded('utf-16le', le, sizes).toString()).toBe(text)
      expect(decoded('utf-16be', Buffer.from(le).swap16(), sizes).toString()).toBe(text)
    }))
  })

  it('turns Windows-1252 into UTF-8, each byte by itself', () => {
    expect(decoded('windows-1252', new Uint8Array([0x80, 0x93, 0x68, 0xE9, 0x94, 0x81, 0xFF]), [2]).toString()).toBe('€“hé”\u0081ÿ')
  })

  it('turns Shift-JIS into UTF-8, however it comes in', () => {
    const bytes = new Uint8Array([0x90, 0xDA, 0x91, 0xB1, 0x83, 0x47, 0x83, 0x89, 0x81, 0x5B, 0x20, 0xB6, 0xC5, 10])
    for (const size of [1, 3, 20]) expect(decoded('shift-jis', bytes, [size]).toString()).toBe('接続エラー ｶﾅ\n')
  })

  it.each<[Encoding, number[], string]>([
    ['gb18030', [0xCA, 0xA7, 0xB0, 0xDC, 0x81, 0x30, 0x81, 0x30, 10], '失败\u0080\n'],
    ['big5', [0xA5, 0xA2, 0xB1, 0xD1, 0xA5, 0x5C, 10], '失敗功\n'], ['euc-kr', [0xBF, 0xC0, 0xB7, 0xF9, 32], '오류 '],
    ['euc-jp', [0xA5, 0xA8, 0x8E, 0xB6, 0x8F, 0xB0, 0xA1, 10], 'エｶ丂\n'],
    ['koi8-r', [0xEF, 0xDB, 0xC9, 0xC2, 0xCB, 0xC1], 'Ошибка'], ['koi8-u', [0xA4, 0xA6, 0xA7], 'єії'],
    ['windows-1250', [0xB3, 0xB9, 0x9C], 'łąś'],
    ['iso-8859-2', [0xB3, 0xB1, 0xB6], 'łąś'], ['windows-1251', [0xCE, 0xF8, 0xE8, 0xE1, 0xEA, 0xE0], 'Ошибка'],
    ['windows-1253', [0xD3, 0xF6, 0xDC, 0xEB, 0xEC, 0xE1], 'Σφάλμα'], ['windows-1254', [0xFD, 0xFE, 0xF0], 'ışğ'],
    ['windows-1255', [0xF9, 0xE2, 0xE9, 0xE0, 0xE4], 'שגיאה'], ['windows-1256', [0xCE, 0xD8, 0xC3], 'خطأ'],
    ['windows-1257', [0xE0, 0xE8], 'ąč'], ['windows-874', [0xBC, 0xD4, 0xB4], 'ผิด'], ['ibm866', [0x8E, 0xE8], 'Ош'],
    ['iso-8859-5', [0xBE, 0xE8], 'Ош'], ['macintosh', [0x8A, 0x9A], 'äö'], ['x-mac-cyrillic', [0x8E, 0xF8], 'Ош'],
    ['unknown', [0xFF, 0x80], 'ÿ€'],
  ])('turns %s into UTF-8, cut at any byte', (encoding, bytes, text) => {
    const file = Uint8Array.from(Array.from({ length: 6 }, () => bytes).flat())
    for (let size = 1; size <= 9; size++) expect(decoded(encoding, file, [size]).toString()).toBe(text.repeat(6))
    fc.assert(fc.property(pieces, fc.uint8Array({ maxLength: 60 }), (sizes, rest) => {
      const whole = Uint8Array.from([...bytes, ...rest])
      expect(decoded(encoding, whole, sizes).equals(decoded(encoding, whole, [whole.length]))).toBe(true)
    }), { numRuns: draws(40) })
  })

  it('turns a long run of GB18030 into UTF-8, however it comes in', () => {
    const run = Uint8Array.from({ length: 150_001 }, (_, i) => i % 2 === 0 ? 0xCA : 0xA7)
    const whole = decoded('gb18030', run, [run.length])
    expect(whole.toString().startsWith('失'.repeat(32_000))).toBe(true)
    for (const sizes of [[65_535], [65_536], [7001, 3]]) expect(decoded('gb18030', run, sizes).equals(whole)).toBe(true)
  })

  it('decides by the first bytes that are not ASCII, however it comes in', () => {
    const latin = Buffer.from('plain\n'.repeat(9) + 'conexión rechazada\n'.repeat(9000) + '€', 'latin1')
    for (const sizes of [[7], [100_000], [65_536, 3]]) {
      const decoder = createDecoder('utf-8', latin.subarray(0, 20))
      const parts: Uint8Array[] = []
      for (let from = 0, i = 0; from < latin.length; from += sizes[i++ % sizes.length]) parts.push(decoder.push(latin.subarray(from, from + sizes[i % sizes.length])).slice())
      parts.push(decoder.end())
      expect(Buffer.concat(parts).toString()).toBe(latin.toString('latin1'))
      expect(decoder.encoding).toBe('windows-1252')
    }
    const decoder = createDecoder('utf-8', bytesOf('plain\n'))
    const text = Buffer.concat([decoder.push(bytesOf('plain\nnaïve\n')), decoder.end()]).toString()
    expect([text, decoder.encoding]).toEqual(['plain\nnaïve\n', 'utf-8'])
  })

  it('shows half a character at the end as one that is broken', () => {
    expect(decoded('utf-16le', new Uint8Array([0xFF, 0xFE, 97, 0, 98]), [1]).toString()).toBe('a\uFFFD')
  })
})
