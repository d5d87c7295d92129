import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { endpointsOf, requestTokens } from '../../../../engine/templates/endpoints'
import { placeName, tokensOf } from '../../../../engine/templates/tokens'
import { bytesOf } from '../padded'

const tokens = (text: string) => tokensOf(bytesOf(text.replaceAll('#', '\u0001')))
const many = (folder: string, count: number, events: number) => Array.from({ length: count }, (_, i): [string, number] => [`${folder}title${'x'.repeat(i)}`, events])

describe('requestTokens', () => {
  it('finds method, path and the first digit of the status', () => {
    const request = tokens('web "GET /a/* #" 2# # "#"')
    expect(requestTokens(request)?.fixed.map(token => request[token])).toEqual(['GET', '/a/*', '2'])
    expect(placeName(request, request.indexOf('2') + 1)).toBe('status')
  })

  it('finds the status of what is no request', () => {
    const request = tokens('"#" 4# #')
    expect(requestTokens(request)).toEqual({ path: -1, fixed: [request.indexOf('4')] })
  })

  it.each(['user # logged in', '"GET /a #" # said', ''])('finds none in %j', (text) => {
    expect(requestTokens(tokens(text))).toBeNull()
  })
})

describe('endpointsOf', () => {
  it('keeps the entries of small folders, however seldom they come', () => {
    expect(endpointsOf(new Map([['/', 9], ['/a', 1], ['/a/b.css', 500], ['/feeds/*', 3]]))).toEqual(new Map([['/', '/'], ['/a', '/a'], ['/a/b.css', '/a/b.css'], ['/feeds/*', '/feeds/*']]))
  })

  it('makes one of the seldom entries of a large folder', () => {
    const names = endpointsOf(new Map([['/about', 4], ...many('/blog/', 100, 2), ['/blog/new', 900], ['/blog/titlex/comments', 2], ['/blog/titlexx/comments', 1]]))
    expect(new Set(names.values())).toEqual(new Set(['/about', '/blog/*', '/blog/new', '/blog/*/comments']))
  })

  it('does not depend on the order', () => {
    const path = fc.array(fc.constantFrom('a', 'b', '*', 'c.css', 'd?q'), { minLength: 1, maxLength: 4 }).map(parts => '/' + parts.join('/'))
    fc.assert(fc.property(fc.uniqueArray(fc.tuple(path, fc.integer({ min: 1, max: 400 })), { selector: ([name]) => name }), fc.integer({ min: 0, max: 90 }), (paths, more) => {
      const all = [...paths, ...many('/a/', more, 1)]
      const unique = [...new Map(all)]
      const sorted = (names: Map<string, string>) => [...names].sort()
      expect(sorted(endpointsOf(new Map(unique)))).toEqual(sorted(endpointsOf(new Map(unique.toReversed()))))
      expect(endpointsOf(new Map(unique)).size).toBe(unique.length)
    }))
  })
})
