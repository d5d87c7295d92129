import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { ESLint } from 'eslint'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../../..')
const eslint = new ESLint({ cwd: root })

/** A file of that room that exists, since only imports that resolve can be judged. */
function fileIn(room: string): string {
  const found = readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }).filter(name => /\.(ts|vue)$/.test(name) && !name.endsWith('index.ts')).sort()[0]
  if (found === undefined) throw new Error(`there is no file in ${room} to plant an import of`)
  return join(room, found)
}

function pathTo(target: string, from: string): string {
  return relative(join(from, '..'), target).replace(/^(?!\.)/, './').replace(/\.ts$/, '')
}

/** The rules that object to `code` in a new file of that name. */
async function objections(file: string, code: string): Promise<string[]> {
  const text = file.endsWith('.vue') ? `<script setup lang="ts">\n${code}\n</script>\n\n<template>\n  <p>planted</p>\n</template>\n` : code + '\n'
  const [result] = await eslint.lintText(text, { filePath: join(root, file) })
  return result.messages.map(message => message.ruleId ?? message.message)
}

const PATHS = 'import-x/no-restricted-paths'
const PACKAGES = '@typescript-eslint/no-restricted-imports'

/** A row of the table: a file of the room, rooms that it never imports, and one that it may. */
const ROWS: { file: string, never: string[], may?: string }[] = [
  { file: 'shared/planted.ts', never: ['server/ports', 'engine/text', 'stores'], may: 'shared' },
  { file: 'engine/planted.ts', never: ['server/ports', 'samples', 'stores'], may: 'engine/text' },
  { file: 'wording/planted.ts', never: ['server/jobs', 'engine/text', 'unpack', 'composables'], may: 'shared' },
  { file: 'server/ports/planted.ts', never: ['server/adapters', 'server/jobs', 'server/http'], may: 'shared' },
  { file: 'server/adapters/relational/planted.ts', never: ['server/adapters/documents', 'server/jobs', 'server/api', 'engine/text'], may: 'drizzle' },
  { file: 'server/adapters/documents/planted.ts', never: ['server/adapters/relational', 'drizzle', 'server/jobs'], may: 'server/ports' },
  { file: 'server/adapters/queue/planted.ts', never: ['server/adapters/relational', 'drizzle'], may: 'server/ports' },
  { file: 'server/adapters/wakeups/planted.ts', never: ['server/adapters/documents', 'server/jobs'], may: 'server/ports' },
  { file: 'server/compute/planted.ts', never: ['server/ports', 'server/adapters', 'server/jobs'], may: 'shared' },
  { file: 'server/jobs/planted.ts', never: ['server/adapters', 'server/http', 'server/api', 'drizzle'], may: 'server/ports' },
  { file: 'server/jobs/planted.ts', never: ['server/jobs/receiving', 'server/jobs/working', 'server/jobs/ending', 'server/jobs/reading', 'server/jobs/keeping'] },
  { file: 'server/jobs/receiving/planted.ts', never: ['server/jobs/reading', 'server/jobs/keeping', 'server/http'], may: 'server/jobs/working' },
  { file: 'server/jobs/working/planted.ts', never: ['server/jobs/receiving', 'server/jobs/reading', 'server/jobs/keeping'], may: 'server/jobs/ending' },
  { file: 'server/jobs/ending/planted.ts', never: ['server/jobs/receiving', 'server/jobs/working', 'server/jobs/reading', 'server/jobs/keeping'], may: 'server/jobs' },
  { file: 'server/jobs/reading/planted.ts', never: ['server/jobs/receiving', 'server/jobs/working', 'server/jobs/ending', 'server/jobs/keeping'], may: 'server/jobs' },
  { file: 'server/jobs/keeping/planted.ts', never: ['server/jobs/receiving', 'server/jobs/reading'], may: 'server/jobs/working' },
  { file: 'unpack/planted.ts', never: ['server/jobs', 'server/http', 'shared', 'engine/text'], may: 'unpack' },
  { file: 'server/http/planted.ts', never: ['server/jobs', 'server/ports', 'engine/text'], may: 'shared' },
  { file: 'server/api/planted.get.ts', never: ['server/adapters', 'server/ports', 'engine/text', 'drizzle'], may: 'server/jobs' },
  { file: 'server/tasks/planted.ts', never: ['server/adapters', 'engine/text', 'drizzle'], may: 'server/jobs' },
  { file: 'server/middleware/planted.ts', never: ['server/adapters', 'engine/text', 'drizzle'], may: 'server/http' },
  { file: 'server/plugins/planted.ts', never: ['drizzle', 'stores', 'samples'], may: 'server/adapters' },
  { file: 'drizzle/planted.ts', never: ['shared', 'server/ports'] },
  { file: 'samples/planted.ts', never: ['shared', 'engine/text'], may: 'samples' },
  { file: 'pages/planted.vue', never: ['server/jobs', 'engine/text', 'samples'], may: 'components' },
  { file: 'components/Planted.vue', never: ['server/jobs', 'engine/text', 'pages'], may: 'composables' },
  { file: 'composables/usePlanted.ts', never: ['server/ports', 'engine/text', 'components', 'pages'], may: 'stores' },
  { file: 'stores/plantedStore.ts', never: ['server/ports', 'engine/text', 'composables', 'components', 'pages'], may: 'shared' },
]

describe.each(ROWS)('$file', ({ file, never, may }) => {
  it.each(never)('may not import %s', async (room) => {
    const planted = pathTo(fileIn(room), file)
    expect(await objections(file, `import type planted from '${planted}'\n\nexport type Planted = typeof planted`)).toContain(PATHS)
  })

  if (may === undefined) return
  it(`may import ${may}`, async () => {
    const planted = pathTo(fileIn(may), file)
    const rules = await objections(file, `import type planted from '${planted}'\n\nexport type Planted = typeof planted`)
    expect(rules.filter(rule => rule === PATHS || rule === PACKAGES)).toEqual([])
  })
})

describe('an import through an alias', () => {
  it.each([
    ['server/http/planted.ts', '#engine'],
    ['stores/plantedStore.ts', '#engine/index'],
    ['drizzle/planted.ts', '#shared/job'],
    ['components/Planted.vue', '~/server/ports/jobStore'],
  ])('is judged like any other: %s, %s', async (file, alias) => {
    expect(await objections(file, `import type { planted } from '${alias}'\n\nexport type Planted = typeof planted`)).toContain(PATHS)
  })

  it('is judged when it is made while running', async () => {
    expect(await objections('stores/plantedStore.ts', `export const planted = () => import('~/server/ports/jobStore')`)).toContain(PATHS)
  })

  it('is allowed where the room may', async () => {
    expect(await objections('server/jobs/planted.ts', `import type { Place } from '#engine'\n\nexport type Planted = Place`)).toEqual([])
  })
})

describe('packages', () => {
  it.each([
    ['shared/planted.ts', 'vue'],
    ['engine/planted.ts', 'zod'],
    ['server/ports/planted.ts', 'mongodb'],
    ['server/adapters/documents/planted.ts', 'postgres'],
    ['server/adapters/relational/planted.ts', 'mongodb'],
    ['server/compute/planted.ts', 'h3'],
    ['server/jobs/planted.ts', 'h3'],
    ['server/jobs/planted.ts', 'drizzle-orm/pg-core'],
    ['server/http/planted.ts', '@electric-sql/pglite'],
    ['server/api/planted.get.ts', 'bullmq'],
    ['server/tasks/planted.ts', 'ioredis'],
    ['drizzle/planted.ts', 'zod'],
    ['samples/planted.ts', 'zod'],
    ['wording/planted.ts', 'vue'],
    ['pages/planted.vue', 'h3'],
  ])('%s may not use %s', async (file, name) => {
    expect(await objections(file, `import { planted } from '${name}'\n\nexport const used = planted`)).toContain(PACKAGES)
    expect(await objections(file, `export const planted = () => import('${name}')`)).toContain('no-restricted-syntax')
  })

  it.each([
    ['shared/planted.ts', 'zod'],
    ['server/adapters/relational/planted.ts', 'drizzle-orm/pg-core'],
    ['server/adapters/documents/planted.ts', 'node:fs/promises'],
    ['server/compute/planted.ts', 'piscina'],
    ['server/http/planted.ts', 'h3'],
    ['server/api/planted.get.ts', 'h3'],
    ['drizzle/planted.ts', 'drizzle-orm'],
  ])('%s may use %s', async (file, name) => {
    expect(await objections(file, `import { planted } from '${name}'\n\nexport const used = planted`)).toEqual([])
  })

  it.each(['engine/planted.ts', 'shared/planted.ts', 'wording/planted.ts', 'samples/planted.ts'])('%s may not use Node', async (file) => {
    expect(await objections(file, `import { planted } from 'node:fs'\n\nexport const used = planted`)).toContain('import-x/no-nodejs-modules')
  })

  it('engine may use types of shared, never its values', async () => {
    const use = (kind: string) => objections('engine/planted.ts', `import ${kind}{ Severity } from '#shared/anomaly'\n\nexport const planted = (severity: ${kind ? '' : 'typeof '}Severity) => severity`)
    expect(await use('type ')).toEqual([])
    expect(await use('')).toContain(PACKAGES)
  })
})

describe('the engine gives the same answer everywhere', () => {
  it.each(['Date.now()', 'setTimeout(planted, 1)', 'process.pid', 'performance.now()', 'crypto.randomUUID()', 'new Intl.NumberFormat()'])('%s is refused', async (code) => {
    expect(await objections('engine/planted.ts', `export const planted = (): unknown => ${code}`)).toContain('no-restricted-globals')
  })

  it.each(['Math.random()', `'b'.localeCompare('a')`, `(1e6).toLocaleString()`])('%s is refused', async (code) => {
    expect(await objections('engine/planted.ts', `export const planted = (): unknown => ${code}`)).toContain('no-restricted-properties')
  })
})

describe('types and errors', () => {
  it.each([
    ['any', 'export const planted = (value: any): number => value.size', '@typescript-eslint/no-explicit-any'],
    ['as', 'export const planted = (value: unknown) => value as number', '@typescript-eslint/consistent-type-assertions'],
    ['!', 'export const planted = (value: number | null) => value!', '@typescript-eslint/no-non-null-assertion'],
    ['an empty catch', 'export const planted = () => {\n  try {\n    return 1\n  }\n  catch {\n    // nothing\n  }\n}', 'no-restricted-syntax'],
    ['an empty catch of a promise', 'export const planted = (work: Promise<void>) => work.catch(() => {})', 'no-restricted-syntax'],
  ])('%s is refused', async (_, code, rule) => {
    for (const room of ['server/jobs', 'engine', 'stores', 'scripts']) expect(await objections(`${room}/planted.ts`, code)).toContain(rule)
  })

  it('as const is allowed', async () => {
    expect(await objections('engine/planted.ts', `export const planted = ['one', 'two'] as const`)).toEqual([])
  })
})

describe('a fixed wait in a test', () => {
  const RULES = ['no-restricted-syntax', '@typescript-eslint/no-restricted-imports']
  it.each([
    'export const planted = async () => await new Promise(resolve => setTimeout(resolve, 50))',
    'export const planted = async (page: { waitForTimeout(ms: number): Promise<void> }) => await page.waitForTimeout(500)',
    `import { setTimeout as wait } from 'node:timers/promises'\n\nexport const planted = async () => await wait(50)`,
    `import { letPass } from '../letPass'\n\nexport const planted = async (reason: string) => await letPass(50, reason)`,
  ])('is refused: %s', async (code) => {
    expect((await objections('tests/api/planted.ts', code)).filter(rule => RULES.includes(rule))).toHaveLength(1)
  })

  it.each([
    `import { letPass } from '../letPass'\n\nexport const planted = async () => await letPass(50, 'it must not come')`,
    'export const planted = async () => await new Promise(resolve => setTimeout(resolve, 0))',
  ])('is allowed where a reason is given, or it is a turn of the loop: %s', async (code) => {
    expect(await objections('tests/api/planted.ts', code)).toEqual([])
  })
})

it('a cycle of imports is refused', async () => {
  // shop.ts imports clock.ts.
  expect(await objections('samples/clock.ts', `import { writeShop } from './shop'\n\nexport const planted = writeShop`)).toContain('import-x/no-cycle')
})
