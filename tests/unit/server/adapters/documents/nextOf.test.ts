import { expect, it } from 'vitest'
import { nextOf } from '../../../../../server/adapters/documents/nextOf'

it.each([
  ['a first page of two', { after: 0, found: 10, total: 15 }, 10],
  ['the last page', { after: 10, found: 5, total: 15 }, null],
  ['a page that ends where all end', { after: 0, found: 15, total: 15 }, null],
  ['a page beyond the end', { after: 20, found: 0, total: 15 }, null],
  ['rows that are gone although they are counted', { after: 0, found: 0, total: 15 }, null],
])('%s', (_, page, next) => expect(nextOf(page)).toBe(next))
