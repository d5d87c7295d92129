import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { draws } from '../../../stores'
import { cleanLine, cleanLines, needsCleaning } from '../../../../engine/text/clean'
import { bytesOf } from '../padded'

function clean(text: string): string {
  const bytes = bytesOf(text)
  const out = new Uint8Array(bytes.length)
  return new TextDecoder().decode(out.subarray(0, cleanLine(bytes, 0, bytes.length, out, 0)))
}

describe('cleanLine shows a line as a terminal does', () => {
  it.each([
    ['', ''], ['plain', 'plain'], ['\u001B[31mred\u001B[0m', 'red'], ['\u001B[1;38;5;196mx\u001B[m', 'x'], ['a\u001B[2Kb', 'ab'], ['a\u001B]0;title\u0007b', 'ab'], ['a\u001B]8;;http://x\u001B\\link\u001B]8;;\u001B\\', 'alink'],
    ['a\u001B(b', 'ab'], ['a\u001B', 'a'], ['a\u001B[', 'a'], ['a\u001B[31', 'a'], ['a\u001B]0;title', 'a'], ['a\u0000b\u0000', 'ab'],
    ['line\r', 'line'], ['line\r\r', 'line'], ['10%\r20%\r30%', '30%'], ['10%\r20%\r', '20%'], ['\r', ''], ['é\u001B[0mキ', 'éキ'], ['tab\tstays\u0001', 'tab\tstays\u0001'],
  ])('%j', (text, shown) => {
    expect(clean(text)).toBe(shown)
  })
})

const unit = fc.constantFrom('a', 'bc', 'é', '\n', '\r', '\u0000', '\u001B[31m', '\u001B]0;t\u0007', '\u001B', '\t', '\r\n', '\u0001', ' ')
const text = fc.array(unit, { maxLength: 40 }).map(parts => parts.join(''))

describe('cleanLines', () => {
  it('is cleanLine on each line, and leaves what is clean as it is', () => {
    fc.assert(fc.property(text, (log) => {
      const bytes = bytesOf(log)
      const out = new Uint8Array(bytes.length)
      expect(new TextDecoder().decode(out.subarray(0, cleanLines(bytes, out)))).toBe(log.split('\n').map(clean).join('\n'))
    }))
  })
})

describe('needsCleaning', () => {
  it('is true exactly where NUL, ESC or a CR inside a line stands, at any alignment', () => {
    fc.assert(fc.property(text, fc.integer({ min: 0, max: 3 }), (log, shift) => {
      const bytes = bytesOf(log)
      const moved = new Uint8Array(bytes.length + shift).subarray(shift)
      moved.set(bytes)
      expect(needsCleaning(moved)).toBe(log.includes('\u0000') || log.includes('\u001B') || /\r+[^\r\n]/.test(log))
    }), { numRuns: draws(500) })
  })
})
