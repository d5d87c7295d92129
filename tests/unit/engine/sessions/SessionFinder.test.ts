import { describe, expect, it } from 'vitest'
import { SessionFinder } from '../../../../engine/sessions/SessionFinder'
import type { SessionKey } from '../../../../engine/sessions/sessionKey'
import { padded } from '../padded'

/** The id that the keys find in a line of these parameters, with the number of the key. */
function idIn(line: string, words: readonly string[], keys: SessionKey[], message = 0): [string, number] | null {
  const { buf } = padded(line)
  const from = words.map(word => line.indexOf(word))
  const params = { size: words.length, from: Int32Array.from(from), to: Int32Array.from(words, (word, i) => from[i] + word.length) }
  const finder = new SessionFinder(keys)
  finder.open(buf, 0, message)
  finder.learn(0, params)
  return finder.find(0, params) ? [line.slice(finder.from, finder.to), finder.key] : null
}

describe('SessionFinder', () => {
  it.each<[string, string[], SessionKey[], [string, number] | null]>([
    ['order 17 sent 25', ['17', '25'], [{ kind: 'after', mark: 'sent' }], ['25', 0]],
    ['order 17 sent 25', ['17', '25'], [{ kind: 'after', mark: 'refused' }, { kind: 'after', mark: 'order' }], ['17', 1]],
    ['{"id": ["x17"],"n":2}', ['x17', '2'], [{ kind: 'after', mark: 'id' }], null],
    ['{"id": "x17","n":2}', ['x17', '2'], [{ kind: 'after', mark: 'id' }], ['x17', 0]],
    ['order-id=17', ['17'], [{ kind: 'after', mark: 'order-id' }], ['17', 0]],
    ['order17', ['order17'], [{ kind: 'after', mark: 'order' }], null],
    ['cafe1 17', ['cafe1', '17'], [{ kind: 'after', mark: 'cafe1' }], null],
    ['lost blk_-17.', ['blk_-17.'], [{ kind: 'prefix', mark: 'blk_' }], ['blk_-17', 0]],
    ['lost blk_x17', ['blk_x17'], [{ kind: 'prefix', mark: 'blk_' }], null],
    ['of 0a1b2c3d-0a1b-4c2d-8e3f-0a1b2c3d4e5f', ['0a1b2c3d-0a1b-4c2d-8e3f-0a1b2c3d4e5f'], [{ kind: 'uuid', mark: '' }], ['0a1b2c3d-0a1b-4c2d-8e3f-0a1b2c3d4e5f', 0]],
    ['of 0a1b2c3d-0a1b-4c2d-8e3f-0a1b2c3d4e5g', ['0a1b2c3d-0a1b-4c2d-8e3f-0a1b2c3d4e5g'], [{ kind: 'uuid', mark: '' }], null],
    ['64 bytes 12345678', ['64', '12345678'], [{ kind: 'shape', mark: 'x8' }], ['12345678', 0]],
    ['64 bytes 1234567F', ['64', '1234567F'], [{ kind: 'shape', mark: 'x8' }], null],
  ])('%s %o %o', (line, words, keys, id) => {
    expect(idIn(line, words, keys)).toEqual(id)
  })

  it('finds ids in the header: the number of a bracket, the first word', () => {
    const line = '[main] [worker-3] INFO done'
    expect(idIn(line, [], [{ kind: 'bracket', mark: '1' }], 23)).toEqual(['worker-3', 0])
    expect(idIn(line, [], [{ kind: 'bracket', mark: '0' }], 23)).toBeNull()
    expect(idIn('10.0.0.1 - - GET /', [], [{ kind: 'column', mark: '0' }], 13)).toEqual(['10.0.0.1', 0])
    expect(idIn('10.0.0.1 - - GET /', [], [{ kind: 'column', mark: '0' }], 0)).toBeNull()
  })
})
