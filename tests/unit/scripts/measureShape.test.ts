import { describe, expect, it } from 'vitest'
import { measureShape } from '../../../scripts/measureShape'

function shapeOf(files: Record<string, string>) {
  return measureShape(Object.entries(files).map(([path, text]) => ({ path, text })))
}

const linesOf = (count: number, line = 'use()') => Array.from({ length: count }, () => line).join('\n')

describe('measureShape', () => {
  it('lists files over 300 lines, the longest first', () => {
    const shape = shapeOf({
      'stores/fits.ts': linesOf(300) + '\n',
      'stores/long.ts': linesOf(301),
      'pages/longer.vue': linesOf(400, '<p>a</p>'),
    })
    expect(shape.longFiles).toEqual(['pages/longer.vue 400', 'stores/long.ts 301'])
    expect(shape.lines).toBe(1001)
  })

  it('lists functions over 60 lines by the name they are known by', () => {
    const body = (count: number) => `{\n${linesOf(count - 2)}\n}`
    const shape = shapeOf({
      'engine/a.ts': `function fits() ${body(60)}\nfunction long() ${body(61)}\nexport const arrow = () => ${body(62)}`,
      'engine/b.ts': `class A {\nmethod() ${body(63)}\nconstructor() ${body(64)}\n}`,
      'stores/c.ts': `define(() => ${body(65)})`,
      'components/D.vue': `<p>\n${linesOf(90)}\n</p>\n<script setup>\nconst f = { g: () => ${body(66)} }\n</script>`,
    })
    expect(shape.longFunctions).toEqual([
      'components/D.vue g 66', 'stores/c.ts unnamed 65', 'engine/b.ts constructor 64', 'engine/b.ts method 63',
      'engine/a.ts arrow 62', 'engine/a.ts long 61',
    ])
  })

  it('lists functions with five parameters or more, not their types', () => {
    const text = 'function four(a, b, c, d) {}\nfunction five(a, b, c, d, e) {}\ntype Six = (a, b, c, d, e, f) => void'
    expect(shapeOf({ 'engine/a.ts': text }).manyParameters).toEqual(['engine/a.ts five 5'])
  })

  it('finds the largest circle of imports, also by types, aliases and index files', () => {
    const shape = shapeOf({
      'engine/a.ts': 'import { b } from \'./b\'',
      'engine/b.ts': 'export * from \'./text/index\'\nimport z from \'zod\'',
      'engine/text/index.ts': 'import type { a } from \'#engine/a\'',
      'stores/one.ts': 'import \'~/stores/two\'',
      'stores/two.ts': 'import \'./one.ts\'',
      'stores/ends.ts': 'import \'./one\'',
    })
    expect(shape.circle).toEqual(['engine/a.ts', 'engine/b.ts', 'engine/text/index.ts'])
  })

  it('finds no circle where there is none', () => {
    const files = {
      'engine/a.ts': 'import \'./b\'\nexport * from \'./c\'',
      'engine/b.ts': 'import \'./c\'',
      'engine/c.ts': '',
    }
    expect(shapeOf(files).circle).toEqual([])
  })

  it.each([
    ['let', 'let last = null', 'last'],
    ['a field that a function sets', 'const found = { from: 0 }\nfunction f() { found.from = 1 }', 'found'],
    ['an element that a function counts up', 'const counts = new Uint8Array(4)\nconst f = i => counts[i]++', 'counts'],
    ['a collection that a function adds to', 'const known = new Map()\nconst f = a => known.set(a, 1)', 'known'],
    ['a buffer that a function takes a part of', 'const room = new Uint8Array(8)\nconst f = () => room.subarray(4)', 'room'],
    ['an instance', 'const reader = new TimeReader()', 'reader'],
  ])('takes %s for state', (_, text, name) => {
    const shape = shapeOf({ 'engine/a.ts': text, 'server/jobs/b.ts': text })
    expect(shape.state).toEqual([`engine/a.ts ${name}`, `server/jobs/b.ts ${name}`])
    expect(shapeOf({ 'stores/c.ts': text }).state).toEqual([])
  })

  it.each([
    ['a table that is filled when the module loads', 'const A = new Uint8Array(9)\nA[0] = 1\nconst f = i => A[i]'],
    ['what is only read', 'const WORDS = new Set([\'a\'])\nexport const f = word => WORDS.has(word)'],
    ['an instance that a name in capitals declares constant', 'const NAMES = new NameTrie()'],
    ['a class without state', 'const decoder = new TextDecoder()'],
    ['a variable of a function that has the same name', 'const last = 0\nexport function f() { let last = 1; last++ }'],
    ['a parameter of the function around', 'const fold = { a: 1 }\nexport const f = fold => () => { fold.a = 2 }'],
  ])('takes %s for none', (_, text) => {
    expect(shapeOf({ 'engine/a.ts': text }).state).toEqual([])
  })

  it('counts long lines everywhere, lines of product code without comments, samples and scripts', () => {
    const long = `const a = '${'x'.repeat(120)}'`
    const shape = shapeOf({
      'engine/a.ts': `/** What it does.\n * And more. */\n\n${long}\nb() // with a remark\n// alone`,
      'scripts/b.ts': long,
      'samples/c.ts': 'c()',
    })
    expect(shape).toMatchObject({ lines: 8, longLines: 2, productLines: 2 })
  })
})
