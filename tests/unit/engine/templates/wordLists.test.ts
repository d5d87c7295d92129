import { describe, expect, it } from 'vitest'
import { shownTemplate, tokensOf } from '../../../../engine/templates/tokens'
import { withoutWordLists } from '../../../../engine/templates/wordLists'
import { bytesOf } from '../padded'

const COLUMNS = [['id', 'owner'], ['id'], ['owner', 'price', 'id'], ['price', 'id'], ['owner', 'price', 'price'], ['id', 'owner', 'price', 'id'], ['price', 'price']]
const messages = (...more: string[]) => [...COLUMNS.map(columns => `settings of shop read: ${columns.join(', ')}`), ...more]
const merged = (lines: readonly string[]) => {
  const found = withoutWordLists(lines.map(line => tokensOf(bytesOf(line))))
  return lines.map((line, index) => found.has(index) ? shownTemplate(found.get(index) ?? []) : line)
}

describe('lists of words', () => {
  it('are one place, whatever their length', () => {
    expect(new Set(merged(messages()))).toEqual(new Set(['settings of shop read: <*>']))
  })

  it('are so where one other word differs', () => {
    expect(merged(messages('settings of mail read: id, price', 'settings of mail read: owner')).slice(-2)).toEqual(['settings of mail read: <*>', 'settings of mail read: <*>'])
  })

  it.each(['settings of shop read: id, secret', 'settings of shop read: secret', 'settings of mail kept: id, price', 'settings of shop read: '])('are not merged with %j', (line) => {
    expect(merged(messages(line)).at(-1)).toBe(line)
  })

  it('are words of the message where they are few, or of one length', () => {
    const few = messages().slice(0, 3)
    expect(merged(few)).toEqual(few)
    const pairs = ['a, b', 'b, a', 'a, a', 'b, b', 'a, c', 'c, b'].map(pair => `pump is ${pair} now`)
    expect(merged(pairs)).toEqual(pairs)
  })
})
