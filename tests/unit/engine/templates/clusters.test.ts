import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SignatureRecord } from '../../../../engine/summary/summary'
import { emptyBuckets } from '../../../../engine/summary/buckets'
import { clusterSignatures } from '../../../../engine/templates/clusters'
import { emptySlot } from '../../../../engine/summary/slots'
import { PARAMETER, shownTemplate } from '../../../../engine/templates/tokens'
import { keyOfText } from '../../../../engine/tokens/words'
import { bytesOf } from '../padded'

function recordOf(text: string, events: number, line: number, values: (number | string)[] = []): SignatureRecord {
  const bytes = bytesOf(text.replaceAll('#', PARAMETER))
  const slots = values.map(value => ({ ...emptySlot(), observations: events, values: new Map([[value, { count: events, lines: [line] }]]) }))
  return { key: keyOfText(bytes), text: bytes, events, linesCovered: events, lastLine: line + events - 1, lines: [line], severities: new Map([[3, { count: events, lines: [line] }]]), runs: new Map(), times: emptyBuckets(), slots, sources: new Map() }
}

const templates = (records: SignatureRecord[], level = 0) => clusterSignatures(records.map(record => ({ record, level, key: record.key }))).map(({ tokens }) => shownTemplate(tokens)).sort()
const ofTexts = (...texts: string[]) => templates(texts.map((text, i) => recordOf(text, 1, i + 1)))

describe('clusterSignatures', () => {
  const WORDS = ['Started', 'Paused', 'Lost', 'Done', 'Moved', 'Kept', 'Sent', 'Held', 'Sold', 'Read']

  it('makes a place of five words in one place, not of four', () => {
    expect(ofTexts(...WORDS.slice(0, 5).map(word => `task was ${word} now`))).toEqual(['task was <*> now'])
    expect(ofTexts(...WORDS.slice(0, 4).map(word => `task was ${word} now`))).toHaveLength(4)
  })

  it('of the first word, which is mostly a verb, only where there are ten', () => {
    expect(ofTexts(...WORDS.map(word => `${word} the task now`))).toEqual(['<*> the task now'])
    expect(ofTexts(...WORDS.slice(0, 9).map(word => `${word} the task now`))).toHaveLength(9)
  })

  it('makes a place of words that are values by their class', () => {
    expect(ofTexts('opened /var/log now', 'opened /etc/passwd now')).toEqual(['opened <*> now'])
    expect(ofTexts('set it to true', 'set it to false')).toEqual(['set it to <*>'])
  })

  it('makes a place of a word and a parameter', () => {
    expect(ofTexts('connect to # now', 'connect to nothing now')).toEqual(['connect to <*> now'])
  })

  it('makes a place of words that are values elsewhere', () => {
    const texts = ['task of ann is done', 'task of bob is done', 'task of eve is done']
    expect(ofTexts(...texts)).toHaveLength(3)
    expect(templates([...texts.map((text, i) => recordOf(text, 1, i + 1)), recordOf('user=# is here', 9, 9, ['ann'])])).toEqual(['task of <*> is done', 'user=<*> is here'])
  })

  it('makes a place of words that alternate in another place, too', () => {
    expect(ofTexts('task of ann is done', 'task of bob is done', 'mail for ann has come', 'mail for bob has come')).toEqual(['mail for <*> has come', 'task of <*> is done'])
    expect(ofTexts('task of ann is done', 'task of bob is done', 'mail for ann has come', 'mail for eve has come')).toHaveLength(4)
  })

  it('values that stand beside do not make one place two', () => {
    expect(ofTexts('none tried for user # here', 'word tried for user # here', 'none tried for user ann here', 'word tried for user ann here')).toEqual(['none tried for user <*> here', 'word tried for user <*> here'])
  })

  it('keeps apart what has other marks, or no other words', () => {
    expect(ofTexts('open a now', 'open b now', 'open (c) now')).toHaveLength(3)
    expect(ofTexts(...WORDS, ...WORDS.map(word => `${word} it`))).toHaveLength(20)
  })

  it('takes a key without a value as that key with one', () => {
    expect(ofTexts('login user=# from here', 'login user= from here')).toEqual(['login user=<*> from here'])
  })

  it('takes a word that is glued to a parameter as a part of it where others have it alone', () => {
    expect(ofTexts('read from # over there', 'read from host:# over there')).toEqual(['read from <*> over there'])
    expect(ofTexts('read from # over there', 'read from key=# over there')).toHaveLength(2)
  })

  it('takes what stands between two words as one, however many values and marks there are', () => {
    expect(ofTexts('took values # # # here', 'took values # # here', 'took values (#, #) here', 'took values # here')).toHaveLength(1)
    expect(ofTexts('since Jan # at noon', 'since Feb # at noon')).toEqual(['since <*> <*> at noon'])
  })

  it('takes lists of words as values where they are many and share words, and one of them alone, too', () => {
    const lists = ['ann, bob', 'bob, eve', 'eve, ann, bob', 'ann, eve', 'bob, ann, eve, bob']
    expect(ofTexts(...lists.map(list => `users (${list}) of the shop`), 'users (eve) of the shop')).toHaveLength(1)
    expect(ofTexts(...lists.slice(0, 4).map(list => `users (${list}) of the shop`))).toHaveLength(4)
  })

  it('adds up events, lines, severities and what stood in the places', () => {
    const words = WORDS.slice(0, 5)
    const [cluster, ...others] = clusterSignatures(words.map((word, i) => recordOf(`job # was ${word}`, i + 1, 10 * (5 - i), [1000 * (1 + i % 2)])).map(record => ({ record, level: 0, key: record.key })))
    expect(others).toEqual([])
    expect(cluster).toMatchObject({ events: 15, linesCovered: 15, lines: [10, 20, 30], lastLine: 50, isCoarse: false, severities: new Map([[3, { count: 15, lines: [10, 20, 30] }]]) })
    expect(cluster.places.map(({ token }) => token)).toEqual([2, 6])
    expect(cluster.places[0].values).toEqual(new Map([[2000, { count: 6, lines: [20, 40] }], [1000, { count: 9, lines: [10, 30, 50] }]]))
    expect(cluster.places[1].values).toEqual(new Map(words.map((word, i) => [word, { count: i + 1, lines: [10 * (5 - i)] }])))
  })

  it('says which words stand where the parameters are too many to be kept', () => {
    const many = recordOf('lock # is held', 90, 10)
    many.slots = [{ ...emptySlot(), observations: 90, values: null }]
    const [cluster] = clusterSignatures([many, recordOf('lock nothing is held', 1, 7)].map(record => ({ record, level: 0, key: record.key })))
    expect(cluster.places).toEqual([{ token: 2, name: 'lock', values: null, slot: null, words: new Map([['nothing', { count: 1, lines: [7] }]]) }])
  })

  it('leaves coarse records alone', () => {
    expect(templates(['a b x', 'a b y', 'a b z'].map((text, i) => recordOf(text, 1, i + 1)), 1)).toHaveLength(3)
  })

  it('does not depend on the order of the records', () => {
    const word = fc.constantFrom('a', 'bb', 'ccc', 'open', '#', '/x/y', 'Jan', '(', ')', '=', 'ms')
    fc.assert(fc.property(fc.uniqueArray(fc.array(word, { minLength: 1, maxLength: 5 }).map(words => words.join(' ')), { maxLength: 25 }), fc.infiniteStream(fc.nat()), (texts, stream) => {
      const records = texts.map((text, i) => recordOf(text, 1 + i % 3, 1 + i * 10))
      const shuffled = records.map(record => ({ record, at: stream.next().value })).sort((a, b) => a.at - b.at).map(({ record }) => record)
      const all = (given: SignatureRecord[]) => clusterSignatures(given.map(record => ({ record, level: 0, key: record.key }))).map(cluster => ({ ...cluster, severities: [...cluster.severities] })).sort((a, b) => a.lines[0] - b.lines[0])
      expect(all(shuffled)).toEqual(all(records))
    }))
  })
})
