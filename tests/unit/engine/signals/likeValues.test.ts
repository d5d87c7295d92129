import { describe, expect, it } from 'vitest'
import { findingsOf, logLine, quietLines } from '../fixtures'

/** The usual log with other messages in place of every fourth one, by their number. */
function withMessages(message: (n: number) => string): string[] {
  return quietLines().map((line, i) => i % 4 === 2 ? logLine(i, 'INFO', message((i - 2) / 4)) : line)
}

const COLUMNS = ['id', 'status', 'owner', 'amount', 'price']
const mixed = (n: number) => Math.imul(n + 1, 0x9E3779B1) >>> 0
const list = (n: number) => Array.from({ length: 2 + n % 4 }, (_, i) => COLUMNS[Math.floor(mixed(n * 8 + i) / 1000) % 5]).join(', ')

describe('rare templates that say what usual ones say', () => {
  it('are no findings where an id has no digit', () => {
    const ids = ['cdbffbc', 'client-edfdba', '3/ABCDEFAB']
    expect(findingsOf(withMessages(n => `lock ${n % 100 === 50 ? ids[Math.floor(n / 200)] : `c${n}f7`} is held by the ledger`))).toEqual([])
    expect(findingsOf(withMessages(n => `lease of 52:54:00:${n % 100 === 50 ? ['fd:ab:ae', 'ca:f1:bb', 'ab:cd:e1'][Math.floor(n / 200)] : `10:9a:${n % 90 + 10}`} is renewed`))).toEqual([])
  })

  it('are no findings where a list is longer or shorter', () => {
    expect(findingsOf(withMessages(n => n % 16 === 3 ? `key (${list(n)}) of the ledger is taken` : `lock c${n}f7 is held by the ledger`))).toEqual([])
  })

  it('are findings where a word is new there', () => {
    expect(findingsOf(withMessages(n => `lock ${n === 250 ? 'nothing' : `c${n}f7`} is held by the ledger`))).toMatchObject([{ line_number: 1003 }])
    expect(findingsOf(withMessages(n => n % 2 === 0 ? `key (${n === 242 ? 'id, status, secret' : list(n)}) of the ledger is taken` : `lock c${n}f7 is held by the ledger`))).toMatchObject([{ line_number: 971 }])
  })
})
