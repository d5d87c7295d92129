import { describe, expect, it } from 'vitest'
import { NewestMap } from '#shared/NewestMap'

describe('NewestMap', () => {
  it('drops what was set longest ago', () => {
    const map = new NewestMap<string, number>(2)
    map.set('a', 1).set('b', 2).set('c', 3)
    expect([...map]).toEqual([['b', 2], ['c', 3]])
  })

  it('counts a key that is set again as new, and holds it once', () => {
    const map = new NewestMap<string, number>(2)
    map.set('a', 1).set('b', 2).set('a', 3).set('c', 4)
    expect([...map]).toEqual([['a', 3], ['c', 4]])
  })

  it('hands over what it drops, but not what is deleted or replaced', () => {
    const dropped: number[] = []
    const map = new NewestMap<string, number>(2, value => dropped.push(value))
    map.set('a', 1).set('a', 2).set('b', 3)
    map.delete('a')
    expect(dropped).toEqual([])
    map.set('c', 4).set('d', 5).set('e', 6)
    expect(dropped).toEqual([3, 4])
    expect([...map.keys()]).toEqual(['d', 'e'])
  })
})
