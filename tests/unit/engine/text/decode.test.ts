import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
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
    expect(() => { inspect(at(offset, mark)) }).toThrow(new NotText(`a packed file (${format})`))
  })

  it.each([
    ['a PNG picture', 0, [0x89, 0x50, 0x4E, 0x47]], ['a JPEG picture', 0, [0xFF, 0xD8, 0xFF]], ['a GIF picture', 0, 'GIF89a'], ['a PDF document', 0, '%PDF-1.7'], ['a program (ELF)', 0, [0x7F, 0x45, 0x4C, 0x46]],
    ['a Java class', 0, [0xCA, 0xFE, 0xBA, 0xBE]], ['a database (SQLite)', 0, 'SQLite format 3'], ['a WebAssembly module', 0, [0, 0x61, 0x73, 0x6D]], ['a media file', 4, 'ftypmp42'], ['a media file', 0, 'RIFF'],
  ])('refuses %s', (thing, offset, mark) => {
    expect(() => { inspectMark(at(offset, mark)) }).toThrow(new NotText(thing))
  })

  it('refuses what has many control characters', () => {
    const random = Uint8Array.from({ length: 5000 }, (_, i) => Math.imul(i + 7, 0x9E3779B1) >>> 24)
    expect(() => { inspect(random) }).toThrow(new NotText('binary data'))
    expect(inspect(bytesOf('x'.repeat(97) + '\u0001'.repeat(2)))).toBe('utf-8')
    expect(() => inspect(bytesOf('x'.repeat(96) + '\u0001'.repeat(4)))).toThrow(NotText)
  })

  it.each([
    ['text', bytesOf('2026-01-02 INFO a\n'), 'utf-8'], ['nothing', new Uint8Array(), 'utf-8'], ['a mark of UTF-8', new Uint8Array([0xEF, 0xBB, 0xBF, 97]), 'utf-8'],
    ['UTF-16LE', new Uint8Array([0xFF, 0xFE, 97, 0]), 'utf-16le'], ['UTF-16BE', new Uint8Array([0xFE, 0xFF, 0, 97]), 'utf-16be'], ['Latin-1', new Uint8Array([72, 228, 117, 115, 10]), 'windows-1252'],
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
