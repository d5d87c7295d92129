import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { draws } from '../../../../stores'
import { FieldReader } from '../../../../../engine/reading/structured/fieldReader'
import { ELEMENTS_MAX, NESTED, type StructuredForm } from '../../../../../engine/reading/structured/form'
import { padded } from '../../padded'
import { fieldsOf, valueOf } from './fields'

const JSON_FORM: StructuredForm = { kind: 'json', place: 'line' }

/** Letters, quotes, escapes, signs that separate, and what is beyond ASCII. */
const text = fc.string({ unit: fc.constantFrom('a', 'B', '7', ' ', '"', '\\', '\n', '\t', ',', ';', '=', ':', '{', '}', '[', ']', 'ü', '漢', '😀', '\u0001', '/'), maxLength: 12 })
const key = fc.string({ unit: fc.constantFrom('a', 'b', 'C', '_', '9', 'ü', '-', '$'), minLength: 1, maxLength: 6 })

type Leaf = string | number | boolean | null
type Json = Leaf | Json[] | { [key: string]: Json }
const leaf = fc.oneof(text, fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null))
const { value: json } = fc.letrec<{ value: Json, object: { [key: string]: Json } }>(tie => ({
  value: fc.oneof({ maxDepth: 4, depthSize: 'small' }, leaf, fc.array(tie('value'), { maxLength: 10 }), tie('object')),
  object: fc.dictionary(key, tie('value'), { maxKeys: 4 }),
}))
const object = fc.dictionary(key, json, { maxKeys: 6 })

/** What a parser that knows everything says the leaves are: name and value as JSON writes it. */
function leavesOf(value: Json, name: string, leaves: [string, string][]): [string, string][] {
  if (value === null || typeof value !== 'object') leaves.push([name, typeof value === 'string' ? value : JSON.stringify(value)])
  else if (Object.keys(value).length === 0) leaves.push([name, JSON.stringify(value)])
  else if (!Array.isArray(value)) for (const key of Object.keys(value)) leavesOf(value[key], name === '' ? key : `${name}.${key}`, leaves)
  else {
    let single = 0
    for (const element of value) {
      const isNested = element !== null && typeof element === 'object'
      if (!isNested && single++ === ELEMENTS_MAX) {
        leaves.push([`${name}[]`, '…'])
        break
      }
      leavesOf(element, `${name}[]`, leaves)
    }
  }
  return leaves
}

/** The same object with its keys in another order, all the way down. */
function turned(value: Json): Json {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(turned)
  return Object.fromEntries(Object.entries(value).reverse().map(([key, inner]) => [key, turned(inner)]))
}

describe('JSON', () => {
  it('gives the leaves that JSON.parse gives, under their names', () => {
    fc.assert(fc.property(object, fc.constantFrom(0, 2), (value, indent) => {
      const parsed = JSON.parse(JSON.stringify(value))
      const found = fieldsOf(JSON.stringify(value, null, indent), JSON_FORM)
      const wanted = Object.keys(parsed).length === 0 ? [] : leavesOf(parsed, '', [])
      fc.pre(wanted.length <= 256)
      expect(found?.fields.map(([name, text], row) => [name, found.kinds[row] === NESTED && text !== '{}' && text !== '[]' ? '…' : text])).toEqual(wanted)
      expect(found).toMatchObject({ gaps: [], isCut: false, isOpen: false })
    }), { numRuns: draws(300) })
  })

  it('gives the same paths in whatever order keys come', () => {
    fc.assert(fc.property(object, value => {
      fc.pre(leavesOf(value, '', []).length < 256)
      const sorted = (found: ReturnType<typeof fieldsOf>) => found?.fields.map(([name], row) => `${name} ${found.paths[row]}`).sort()
      expect(sorted(fieldsOf(JSON.stringify(turned(value)), JSON_FORM))).toEqual(sorted(fieldsOf(JSON.stringify(value), JSON_FORM)))
    }))
  })

  it('reads any cut or spoilt text without an error, within its bounds', () => {
    const reader = new FieldReader()
    fc.assert(fc.property(object, fc.nat(), fc.string({ maxLength: 3 }), (value, at, noise) => {
      const whole = JSON.stringify(value)
      const cut = at % (whole.length + 1)
      for (const text of [whole.slice(0, cut), whole.slice(0, cut) + noise + whole.slice(cut)]) {
        const { buf, end } = padded(text)
        if (!reader.read(buf, 0, end, JSON_FORM)) continue
        for (let row = 0; row < reader.count; row++) {
          expect(reader.keyTo[row]).toBeLessThanOrEqual(reader.valueFrom[row])
          expect(reader.valueFrom[row]).toBeLessThanOrEqual(reader.valueTo[row])
          expect(reader.valueTo[row]).toBeLessThanOrEqual(end)
        }
      }
    }))
  })
})

describe('tables', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'B', '7', ' ', '"', ',', ';', '|', '\t', '\n', 'ü'), maxLength: 10 })
  it('gives the cells that were written', () => {
    fc.assert(fc.property(fc.array(cell, { minLength: 1, maxLength: 12 }), fc.constantFrom(',', ';', '|', '\t'), fc.boolean(), (cells, delimiter, isLastOpen) => {
      fc.pre(cells.some(value => value.trim() !== ''))
      const written = cells.map(value => value.trim() !== value || /["\n]/.test(value) || value.includes(delimiter) ? `"${value.replaceAll('"', '""')}"` : value).join(delimiter)
      const form: StructuredForm = { kind: 'csv', place: 'line', delimiter: delimiter.charCodeAt(0), quote: 34 }
      if (isLastOpen) form.columnCount = cells.length
      fc.pre(written.trim() === written)
      expect(fieldsOf(written, form)?.fields.map(([, value]) => value)).toEqual(cells)
    }), { numRuns: draws(1000) })
  })
})

describe('pairs', () => {
  const logfmtKey = fc.string({ unit: fc.constantFrom('a', 'b', 'C', '_', '9', '.', '-', 'ü'), minLength: 1, maxLength: 6 }).filter(key => /^[a-zA-Z_ü]/.test(key))
  it('gives what was written as logfmt', () => {
    fc.assert(fc.property(fc.array(fc.tuple(logfmtKey, text), { minLength: 1, maxLength: 12 }), pairs => {
      const written = pairs.map(([key, value]) => `${key}=${/^[a-zA-Z0-9]*$/.test(value) ? value : JSON.stringify(value)}`).join(' ')
      expect(fieldsOf(written, { kind: 'logfmt', place: 'line' })).toMatchObject({ fields: pairs, gaps: [] })
    }), { numRuns: draws(1000) })
  })

  it('swallows no byte of any text', () => {
    const reader = new FieldReader()
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('a', 'b', '=', ' ', '"', '\'', ',', '[', ']', ':', '|', 'ü', '\\'), maxLength: 60 }), text => {
      const { buf, end } = padded(text)
      if (!reader.read(buf, 0, end, { kind: 'logfmt', place: 'line' })) return
      const isSeen = new Uint8Array(end)
      for (let row = 0; row < reader.count; row++) isSeen.fill(1, reader.keyFrom[row], reader.keyTo[row]).fill(1, reader.valueFrom[row], reader.valueTo[row])
      for (let gap = 0; gap < reader.gaps; gap++) isSeen.fill(1, reader.gapFrom[gap], reader.gapTo[gap])
      for (let p = 0; p < end; p++) if (isSeen[p] === 0) expect(' "\'=:,;|').toContain(String.fromCharCode(buf[p]))
      for (let row = 0; row < reader.count; row++) expect(() => valueOf(reader, buf, row)).not.toThrow()
    }), { numRuns: draws(2000) })
  })
})
