// @ts-check
import { fileURLToPath } from 'node:url'
import { createNodeResolver, importX } from 'eslint-plugin-import-x'
import withNuxt from './.nuxt/eslint.config.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))

const DRIVERS = {
  relational: ['drizzle-orm', '@electric-sql/pglite', 'postgres'],
  documents: ['mongodb'],
  queue: ['bullmq', 'ioredis'],
  wakeups: ['ioredis'],
  redis: ['ioredis'],
}
const ALL_DRIVERS = [...new Set(Object.values(DRIVERS).flat())]

/**
 * The table "who may import whom": one row a room, the longest path decides for a file.
 * - mayImport: folders and files of ours; the room itself is always among them
 * - typesOnly: of those, the ones that only types may come from
 * - packages: the only packages, or (with `notPackages`) all but these; Node's own modules only where `node` is set
 */
const CLIENT = { notPackages: ['h3', 'nitropack', ...ALL_DRIVERS] }
const ROUTE = { mayImport: ['server/jobs', 'server/http', 'shared', 'server/backends.ts', 'server/settings.ts'], notPackages: ALL_DRIVERS, node: true }
const ROOMS = [
  { room: 'shared', mayImport: [], packages: ['zod'] },
  { room: 'wording', mayImport: ['shared'], packages: [] },
  { room: 'engine', mayImport: ['shared'], typesOnly: ['shared'], packages: ['re2js'] },
  { room: 'server', mayImport: ['shared'], notPackages: ['h3', ...ALL_DRIVERS], node: true, files: ['server/*.ts'], only: ['server/settings.ts'] },
  { room: 'server/ports', mayImport: ['shared', 'engine'], typesOnly: ['engine'], packages: [] },
  ...Object.entries(DRIVERS).map(([adapter, packages]) => ({
    room: `server/adapters/${adapter}`,
    mayImport: ['server/ports', 'shared', ...(adapter === 'relational' ? ['drizzle'] : []), ...(packages.includes('ioredis') && adapter !== 'redis' ? ['server/adapters/redis'] : [])],
    packages: [...packages, 'zod'], // stored documents are parsed where they enter
    node: true,
  })),
  { room: 'server/compute', mayImport: ['engine', 'shared'], packages: ['piscina', 're2js'], node: true },
  { room: 'unpack', mayImport: [], packages: ['fzstd', 'xxhash-wasm'], node: true },
  { room: 'server/jobs', mayImport: ['server/ports', 'engine', 'server/compute', 'unpack', 'wording', 'shared'], notPackages: ['h3', 'nitropack', ...ALL_DRIVERS], node: true },
  { room: 'server/http', mayImport: ['wording', 'shared'], notPackages: ALL_DRIVERS, node: true },
  { room: 'server/api', ...ROUTE, mayImport: [...ROUTE.mayImport, 'samples'] }, // the page's sample log
  { room: 'server/tasks', ...ROUTE, notPackages: ['h3', ...ALL_DRIVERS] },
  { room: 'server/middleware', ...ROUTE },
  { room: 'server/plugins', mayImport: ['server', 'unpack', 'engine', 'wording', 'shared'], notPackages: ALL_DRIVERS, node: true },
  { room: 'server/backends.ts', mayImport: ['server', 'unpack', 'shared'], notPackages: ['h3', ...ALL_DRIVERS], node: true },
  { room: 'drizzle', mayImport: [], packages: ['drizzle-orm'] },
  { room: 'samples', mayImport: [], packages: [] },
  { room: 'pages', mayImport: ['components', 'composables', 'stores', 'wording', 'shared'], ...CLIENT },
  { room: 'layouts', mayImport: ['components', 'composables', 'stores', 'wording', 'shared'], ...CLIENT },
  { room: 'app.vue', mayImport: ['components', 'composables', 'stores', 'wording', 'shared'], ...CLIENT },
  { room: 'error.vue', mayImport: ['components', 'composables', 'stores', 'wording', 'shared'], ...CLIENT },
  { room: 'components', mayImport: ['composables', 'stores', 'wording', 'shared'], ...CLIENT },
  { room: 'composables', mayImport: ['stores', 'wording', 'shared'], ...CLIENT },
  { room: 'stores', mayImport: ['wording', 'shared'], ...CLIENT },
]

/** Within server/jobs, from where each room takes nothing: receiving → working → ending → the files beside the rooms. */
const JOBS = ['receiving', 'working', 'ending', 'reading', 'keeping']
/** @type {Record<string, string[]>} */
const JOBS_USE = { receiving: ['working', 'ending'], working: ['ending'], ending: [], reading: [], keeping: ['working', 'ending'] }
const JOBS_WALLS = [
  ...Object.entries(JOBS_USE).map(([room, uses]) => ({
    target: `server/jobs/${room}`,
    from: JOBS.filter(other => other !== room && !uses.includes(other)).map(other => `server/jobs/${other}`),
    message: `server/jobs/${room} may use only ${[...uses, 'the files beside the rooms'].join(', ')}.`,
  })),
  { target: 'server/jobs/*.ts', from: JOBS.map(room => `server/jobs/${room}`), message: 'What the rooms of server/jobs share uses none of them.' },
]

const SOURCE = [...ROOMS.flatMap(filesOf), 'modules/**/*.ts', 'scripts/**/*.{ts,mjs}']

const SLASH = '\\x2f' // also readable inside the /…/ of a selector

/** What gives another answer on another day, machine or run. */
const IMPURE_GLOBALS = ['Date', 'Intl', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'process', 'performance', 'crypto', 'console', 'fetch', 'Buffer', 'globalThis', 'self', 'window', 'navigator', 'require', 'eval', 'Function']
const IMPURE_PROPERTIES = [
  ...['random'].map(property => ({ object: 'Math', property })),
  ...['localeCompare', 'toLocaleString', 'toLocaleLowerCase', 'toLocaleUpperCase'].map(property => ({ property })),
]

const EMPTY_CATCH = [
  { selector: 'CatchClause > BlockStatement[body.length=0]', message: 'No empty catch: act on the error or let it pass.' },
  { selector: 'CallExpression[callee.property.name="catch"] > :function > BlockStatement[body.length=0]', message: 'No empty catch: act on the error or let it pass.' },
]

const NO_FIXED_WAIT = 'A test waits for a condition (poll, expect.poll, vi.waitFor, a clock that it moves); where there is none, letPass names the reason.'

const FIXED_WAITS = [
  'NewExpression[callee.name="Promise"] CallExpression[callee.name="setTimeout"][arguments.length=2]:not([arguments.1.value=0])', // a turn of the loop is no wait
  'CallExpression[callee.property.name="waitForTimeout"]',
  'CallExpression[callee.name="letPass"]:not([arguments.1.type=/Literal/])',
]

export default withNuxt(
  {
    name: 'lograro/imports',
    files: ['**/*.{ts,mjs,vue}'],
    plugins: { 'import-x': importX },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    settings: {
      'import-x/extensions': ['.ts', '.mjs', '.vue'],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'], 'vue-eslint-parser': ['.vue'] },
      'import-x/resolver-next': [createNodeResolver({
        extensions: ['.ts', '.vue', '.mjs', '.js', '.json'],
        alias: { '#shared': [here + 'shared'], '#engine': [here + 'engine'], '#wording': [here + 'wording'], '~~': [here.slice(0, -1)], '~': [here.slice(0, -1)], '@': [here.slice(0, -1)] },
      })],
    },
    rules: {
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-restricted-paths': ['error', { basePath: here, zones: [...ROOMS.map(zoneOf), ...JOBS_WALLS] }],
      'no-restricted-syntax': ['error', ...EMPTY_CATCH],
    },
  },
  {
    name: 'lograro/source',
    files: SOURCE,
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/no-non-null-assertion': 'error',
    },
  },
  ...ROOMS.map(packagesOf),
  {
    name: 'lograro/no-node',
    files: ['engine/**/*.ts', 'shared/**/*.ts', 'wording/**/*.ts', 'samples/**/*.ts'],
    rules: { 'import-x/no-nodejs-modules': 'error' },
  },
  {
    name: 'lograro/pure',
    files: ['engine/**/*.ts', 'samples/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', ...IMPURE_GLOBALS],
      'no-restricted-properties': ['error', ...IMPURE_PROPERTIES],
    },
  },
  {
    name: 'lograro/tests',
    files: ['tests/**/*.ts'],
    rules: { '@typescript-eslint/no-explicit-any': 'off', '@typescript-eslint/no-dynamic-delete': 'off' },
  },
  {
    name: 'lograro/no fixed waits',
    files: ['tests/**/*.ts'],
    ignores: ['tests/letPass.ts', 'tests/poll.ts', 'tests/bench/**'],
    rules: {
      '@typescript-eslint/no-restricted-imports': ['error', { paths: [{ name: 'node:timers/promises', message: NO_FIXED_WAIT }] }],
      'no-restricted-syntax': ['error', ...EMPTY_CATCH, ...FIXED_WAITS.map(selector => ({ selector, message: NO_FIXED_WAIT }))],
    },
  },
)

/** @param {{ room: string, files?: string[] }} row */
function filesOf({ room, files }) {
  return files ?? (/\.\w+$/.test(room) ? [room] : [`${room}/**/*.{ts,vue}`])
}

/** @param {{ room: string, mayImport: string[], files?: string[], only?: string[] }} row */
function zoneOf({ room, mayImport, files, only }) {
  return {
    target: only ?? (files ? files : room),
    from: '.',
    except: [room, ...mayImport, 'node_modules', 'package.json', '.nuxt'].map(path => './' + path),
    message: `${room} may import only ${mayImport.join(', ') || 'nothing of ours'}.`,
  }
}

/** @param {{ room: string, typesOnly?: string[], packages?: string[], notPackages?: string[], node?: boolean, files?: string[] }} row
 * @returns {import('eslint').Linter.Config} */
function packagesOf(row) {
  const { room, typesOnly = [], packages, notPackages = [], node = false } = row
  const anyOf = (/** @type {string[]} */ names) => '(?:' + names.map(name => name.replaceAll('/', SLASH)).join('|') + `)(?:${SLASH}|$)`
  const outside = packages ? `^(?!\\.|#|~|node:${packages.length > 0 ? '|' + anyOf(packages) : ''})` : '^' + anyOf(notPackages)
  const message = packages ? `${room} may use only ${packages.join(', ') || 'no package'}.` : `${room} may not use this package.`
  const patterns = [
    { regex: outside, message },
    ...(node || !packages ? [] : [{ regex: '^node:', message: `${room} may not use Node's modules.` }]),
    ...typesOnly.map(name => ({ regex: `^(?:#${name}|(?:\\.\\./)+${name}|~/${name})(?:/|$)`, allowTypeImports: true, message: `${room} may import only types of ${name}.` })),
  ]
  return {
    name: `lograro/packages of ${room}`,
    files: filesOf(row),
    rules: {
      '@typescript-eslint/no-restricted-imports': ['error', { patterns }],
      'no-restricted-syntax': ['error', ...EMPTY_CATCH, { selector: `ImportExpression > Literal[value=/${outside}/]`, message }],
    },
  }
}
