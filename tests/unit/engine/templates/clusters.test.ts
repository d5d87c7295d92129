import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SignatureRecord } from '../../../../engine/summary'
import { emptyBuckets } from '../../../../engine/templates/buckets'
import { clusterSignatures } from '../../../../engine/templates/clusters'
import { emptySlot } from '../../../../engine/templates/slots'
import { PARAMETER, shownTemplate } from '../../../../engine/templates/tokens'
import { keyOfText } from '../../../../engine/templates/words'
import { bytesOf } from '../padded'

function recordOf(text: string, events: number, line: number, values: (number | string)[] = []): SignatureRecord {
  const bytes = bytesOf(text.replaceAll('#', PARAMETER))
  const slots = values.map(value => ({ ...emptySlot(), observations: events, values: new Map([[value, { count: events, lines: [line] }]]) }))
  return { key: keyOfText(bytes), text: bytes, events, linesCovered: events, lastLine: line + events - 1, lines: [line], severities: new Map([[3, { count: events, lines: [line] }]]), times: emptyBuckets(), slots }
}

const templates = (records: SignatureRecord[], level = 0) => clusterSignatures(records.map(record => ({ record, level, key: record.key }))).map(({ tokens }) => shownTemplate(tokens)).sort()
const ofTexts = (...texts: string[]) => templates(texts.map((text, i) => recordOf(text, 1, i + 1)))

describe('clusterSignatures', () => {
  it('makes a place of three words in one place, not of two', () => {
    expect(ofTexts('task was Started now', 'task was Paused now', 'task was Exploded now')).toEqual(['task was <*> now'])
    expect(ofTexts('task was Started now', 'task was Paused now')).toEqual(['task was Paused now', 'task was Started now'])
  })

  it('makes a place where all words look like parameters', () => {
    expect(ofTexts('opened /var/log now', 'opened /etc/passwd now')).toEqual(['opened <*> now'])
  })

  it('makes a place of a word and a parameter only where the word looks like one', () => {
    expect(ofTexts('connect to # now', 'connect to www.example.com now')).toEqual(['connect to <*> now'])
    expect(ofTexts('connect to # now', 'connect to nothing now')).toEqual(['connect to <*> now', 'connect to nothing now'])
  })

  it('keeps apart what has other marks, or no other word', () => {
    expect(ofTexts('open a now', 'open b now', 'open (c) now')).toHaveLength(3)
    expect(ofTexts('one', 'two', 'three')).toEqual(['one', 'three', 'two'])
  })

  it('takes a key without a value as that key with one', () => {
    expect(ofTexts('login user=# from here', 'login user= from here')).toEqual(['login user=<*> from here'])
  })

  const moves = ['a', 'b', 'c'].flatMap(from => ['x', 'y', 'z'].map(to => `moved ${from} over to ${to} now`))

  it('adds what differs in several places where the words are known there, but for one', () => {
    expect(ofTexts(...moves, 'moved d over to x now')).toEqual(['moved <*> over to <*> now'])
    expect(ofTexts(...moves, 'moved d over to w now')).toEqual(['moved <*> over to <*> now', 'moved d over to w now'])
    expect(ofTexts(...moves, 'moved a back to x now')).toEqual(['moved <*> over to <*> now', 'moved a back to x now'])
  })

  it('adds what fills a place that is mostly empty', () => {
    const opened = ['ann', 'bob', 'eve', 'root'].map(user => `opened for ${user} by (uid #)`)
    expect(ofTexts(...opened, 'opened for root by Login(uid #)')).toEqual(['opened for <*> by <*>(uid <*>)'])
    expect(ofTexts(...opened, 'opened for sue by Login(uid #)')).toHaveLength(2)
  })

  it('takes runs of parameters of any length as one', () => {
    expect(ofTexts('took values # # # here', 'took values # # here', 'took values # # # # here')).toEqual(['took values <*> <*> here'])
  })

  it('takes names of days and months beside a parameter as one', () => {
    expect(ofTexts('since Jan # at noon', 'since Feb # at noon')).toEqual(['since <*> <*> at noon'])
  })

  it('adds up events, lines, severities and what stood in the places', () => {
    const [cluster, ...others] = clusterSignatures([recordOf('job # was Started', 4, 10, [1000]), recordOf('job # was Paused', 2, 7, [2000]), recordOf('job # was Lost', 1, 30, [1000])].map(record => ({ record, level: 0, key: record.key })))
    expect(others).toEqual([])
    expect(cluster).toMatchObject({ events: 7, linesCovered: 7, lines: [7, 10, 30], lastLine: 30, isCoarse: false, severities: new Map([[3, { count: 7, lines: [7, 10, 30] }]]) })
    expect(cluster.places.map(({ token }) => token)).toEqual([2, 6])
    expect(cluster.places[0].values).toEqual(new Map([[2000, { count: 2, lines: [7] }], [1000, { count: 5, lines: [10, 30] }]]))
    expect(cluster.places[1]).toEqual({ token: 6, slot: null, values: new Map([['Lost', { count: 1, lines: [30] }], ['Paused', { count: 2, lines: [7] }], ['Started', { count: 4, lines: [10] }]]) })
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
