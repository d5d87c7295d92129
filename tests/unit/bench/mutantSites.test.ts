import { transformSync } from 'esbuild'
import { expect, test } from 'vitest'
import { draw, sitesOf, switched } from '../../bench/mutantSites'
import { Random } from '../../fuzz/random'

const SOURCE = `
export type Pair = [1, true]
export const FIXED = { a: 1 } as const
export function count(values: number[]): number {
  let above = 0
  let others = 0
  let isAny = false
  values.forEach((value) => {
    if (value > 2) above += 1
    else others += 1
  })
  above === 0 && values.push(0)
  isAny = above > 0
  return isAny ? above + others - 2 : -1
}
`
const sites = sitesOf('count.ts', SOURCE)

function load(text: string, active: number): (values: number[]) => number {
  const { code } = transformSync(text.replace(/^import .*/, ''), { loader: 'ts', format: 'cjs' })
  const module = { exports: { count: (_: number[]) => 0 } }
  new Function('module', 'exports', 'mutant', code)(module, module.exports, (number: number) => number === active)
  return module.exports.count
}

test('types and constants of fixed types are left alone', () => {
  expect(sites.every(({ line }) => line > 3)).toBe(true)
  expect([...new Set(sites.map(({ kind }) => kind))].sort()).toEqual(['arithmetic', 'boolean', 'boundary', 'condition', 'equality', 'logic', 'number', 'statement'])
})

test('the same seed draws the same places, none within another', () => {
  const drawn = (seed: number) => {
    const random = new Random(seed)
    return draw(sites, 6, below => random.below(below))
  }
  expect(drawn(5)).toEqual(drawn(5))
  for (const one of drawn(5)) for (const other of drawn(5)) expect(one.start === other.start || one.end <= other.start || other.end <= one.start).toBe(true)
})

test('switched off, all of them together change nothing; each one on is a program too', () => {
  const random = new Random(3)
  for (let round = 0; round < 20; round++) {
    const all = new Map(draw(sites, 6, below => random.below(below)).map((site, index) => [index + 1, site]))
    const text = switched(SOURCE, all, './switch')
    expect([load(text, 0)([1, 2, 3, 4]), load(text, 0)([])]).toEqual([2, -1])
    for (const number of all.keys()) expect(() => load(text, number)([1, 2, 3])).not.toThrow()
  }
})
