import { describe, expect, it } from 'vitest'
import { placeOf, type Place } from '../../../wording/places'

const after = (words: string, nth = 1): Place => ({ kind: 'after', words, nth })
const key = (name: string): Place => ({ kind: 'key', name })

describe('a place of a pattern', () => {
  it.each<[slot: string, template: string, Place]>([
    ['severity', 'paid <*>', { kind: 'level' }],
    ['took', 'GET <*> took=<*>', key('took')],
    ['user', 'user: <*> came', key('user')],
    ['user', '{"user": "<*>"}', key('user')],
    ['status', 'GET <*> 2<*>', key('status')],
    ['currency', 'payment in currency <*> accepted', after('currency')],
    ['in', 'request <*> served in <*> ms', after('served in')],
    ['in', 'within <*> in <*>', after('in')],
    ['parameter 3', 'a took ==> <*> x <*> way [: <*>', after('way')],
    ['parameter 1', '<*> requests served', { kind: 'before', words: 'requests' }],
    ['parameter 2', 'GET <*> <*> ms', { kind: 'before', words: 'ms' }],
    ['parameter 4', 'req=<*> GET <*> <*> <*> <*>', after('GET', 3)],
    ['parameter 2', '<*> <*> <*>', { kind: 'nameless' }],
    ['parameter 9', 'a <*>', { kind: 'nameless' }],
    ['parameter 12', `a ${'<*> '.repeat(14)}`, { kind: 'nameless' }],
    ['parameter 1', `${'long'.repeat(12)} <*>`, after(`${'long'.repeat(12).slice(0, 30)}…`)],
  ])('%s of %s', (slot, template, place) => {
    expect(placeOf(slot, template)).toEqual(place)
  })
})
