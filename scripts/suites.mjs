// @ts-check
// The suites of `npm test`: how each is run, and how its report is read.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, openSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from './freePort.mjs'
import { root } from './prepare.mjs'

/**
 * @typedef {{ status: string, fullName: string, isFlaky?: boolean, reason?: string }} Tested
 * @typedef {{ file: string, args: string[], environment?: Record<string, string>, read: ((report: any) => Tested[]) | null }} Command
 * `command` gets the path of the report to write; without `read` the suite passes or fails as a whole. `changedSince` leaves
 * only tests that changes since that commit can reach.
 * @typedef {{ name: string, changedSince?: string, command: (report: string, changedSince: string | undefined) => Command | Promise<Command> }} Suite
 */

/** Full names of tests that may be skipped in CI, each with the reason. @type {Record<string, string>} */
const MAY_SKIP = {}

/** What `npm run test:quick` leaves out, each with the reason. @type {Record<string, string>} */
const NOT_QUICK = {
  'tests/contract/servers.test.ts': 'needs servers',
  'tests/unit/scripts/commands.test.ts': 'starts a process for each case',
}

/** Reports and outputs, by suite. Not in test-results, which Playwright empties. */
export const REPORTS = join(root, '.cache/reports')

/** Only what has changed since it was last looked at. @type {Suite} */
export const lint = { name: 'lint', command: () => asWhole('eslint', '.', '--cache', '--cache-strategy=content', '--cache-location=.cache/eslint') }
/** The same. @type {Suite} */
export const types = { name: 'types', command: () => asWhole('vue-tsc', '--noEmit', '--incremental', '--tsBuildInfoFile', '.cache/types.tsbuildinfo') }
/** @type {Suite} */
export const nuxt = vitest('nuxt', ['nuxt'])
/** @type {Suite} */
export const api = vitest('api', ['api-*'])
/** @type {Suite} */
export const faults = vitest('faults', ['faults'])
/** @type {Suite} */
export const alone = vitest('alone', ['alone'])

/** @type {Suite} */
export const browser = {
  name: 'browser',
  command: (report, since) => ({
    file: program('playwright'),
    args: ['test', '--reporter=list,json', ...since ? [`--only-changed=${since}`, '--pass-with-no-tests'] : []],
    environment: { PLAYWRIGHT_JSON_OUTPUT_NAME: report },
    read: ({ suites, errors }) => [...suites.flatMap(specs).flatMap(testedSpec), ...errors.map((/** @type {any} */ error) => ({ fullName: error.message, status: 'failed' }))],
  }),
}

/** The inputs of tests/cases, against a built server of their own; one that is not run counts as failed. @type {Suite} */
export const cases = {
  name: 'cases',
  command: async report => ({
    file: 'python3',
    args: ['tests/cases/run.py', '--url', `http://127.0.0.1:${await freePort()}`, '--start', 'node .output/server/index.mjs', '--browser', '--node-modules', 'node_modules', '--json', report],
    environment: { MIN_FREE_BYTES: '1MiB' },
    read: ({ cases }) => cases.map((/** @type {any} */ one) => ({ fullName: one.id, status: one.verdict === 'PASS' ? 'passed' : 'failed', reason: `${one.verdict}: ${one.reason}` })),
  }),
}

/**
 * Unit and contract tests.
 * @param {{ isQuick?: boolean, changedSince?: string }} options
 * @returns {Suite}
 */
export function unit({ isQuick, changedSince }) {
  return { ...vitest('unit', ['unit', 'contract'], isQuick ? Object.keys(NOT_QUICK).map(file => `--exclude=${file}`) : []), changedSince }
}

/**
 * Runs a suite to its end; what it says goes to a file, and from there to the terminal in one piece.
 * @param {Suite} suite
 * @returns {Promise<{ passed: number, failures: string[], flaky: string[], seconds: number }>}
 */
export async function runSuite({ name, command, changedSince }) {
  const [report, output] = [join(REPORTS, `${name}.json`), join(REPORTS, `${name}.log`)]
  rmSync(report, { force: true })
  const begunMs = performance.now()
  console.log(`${name} begins; it is heard in ${output}`)
  const { file, args, environment, read } = await command(report, changedSince)
  const isGreen = await endsWell(file, args, { ...process.env, ...environment }, output)
  const seconds = (performance.now() - begunMs) / 1000
  process.stdout.write(`\n=== ${name}\n${readFileSync(output, 'utf8')}`)
  if (!read) return { passed: isGreen ? 1 : 0, failures: isGreen ? [] : [name], flaky: [], seconds }
  if (!existsSync(report)) return { passed: 0, failures: changedSince && isGreen ? [] : [`${name}: it gave no report`], flaky: [], seconds }
  return { ...count(name, isGreen, read(JSON.parse(readFileSync(report, 'utf8')))), seconds }
}

/**
 * @param {string} file
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {string} output
 */
async function endsWell(file, args, env, output) {
  const out = openSync(output, 'w')
  const child = spawn(file, args, { cwd: root, env, stdio: ['ignore', out, out] })
  closeSync(out)
  running.add(child)
  const [code] = await once(child, 'exit')
  running.delete(child)
  return code === 0
}

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set()

/** Asks the suites that run to end, as where `npm test` itself is asked. */
export function stopSuites() {
  for (const child of running) child.kill('SIGTERM')
}

/** Not through npx, which takes a second. @param {string} name */
function program(name) {
  return join(root, 'node_modules/.bin', name)
}

/** @param {string} name @param {string[]} args @returns {Command} */
function asWhole(name, ...args) {
  return { file: program(name), args, read: null }
}

/**
 * @param {string} name
 * @param {string[]} projects
 * @param {string[]} [options]
 * @returns {Suite}
 */
function vitest(name, projects, options = []) {
  return {
    name,
    command: (report, since) => ({
      file: program('vitest'),
      args: ['run', ...projects.map(project => `--project=${project}`), ...options, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...since ? [`--changed=${since}`, '--passWithNoTests'] : []],
      read: ({ testResults }) => testResults.flatMap(testedFile),
    }),
  }
}

/**
 * A file that broke before its tests counts as one that failed.
 * @param {any} file
 * @returns {Tested[]}
 */
function testedFile({ status, name, assertionResults }) {
  const isBroken = status === 'failed' && assertionResults.every((/** @type {any} */ test) => test.status !== 'failed')
  const tests = assertionResults.map((/** @type {any} */ test) => ({ ...test, reason: (test.failureMessages?.[0] ?? '').split('\n', 1)[0], isFlaky: test.status === 'passed' && test.failureMessages?.length > 0 }))
  return isBroken ? [...tests, { status: 'failed', fullName: name }] : tests
}

/**
 * @param {any} group
 * @returns {any[]}
 */
function specs(group) {
  return [...(group.specs ?? []), ...(group.suites ?? []).flatMap(specs)]
}

/**
 * Each in every project that runs it: what the runner says of all of them together does not tell of one that failed.
 * @param {any} spec
 * @returns {Tested[]}
 */
function testedSpec({ file, title, tests }) {
  return tests.map((/** @type {any} */ { projectName, status }) => ({
    fullName: `${file} ${title} (${projectName})`,
    isFlaky: status === 'flaky',
    status: status === 'unexpected' ? 'failed' : status === 'skipped' ? 'skipped' : 'passed',
  }))
}

/**
 * @param {string} name
 * @param {boolean} isGreen
 * @param {Tested[]} tests
 */
function count(name, isGreen, tests) {
  const passed = tests.filter(test => test.status === 'passed').length
  const failures = tests.filter(test => test.status === 'failed').map(test => `${name}: ${test.fullName}${test.reason ? `, ${test.reason}` : ''}`)
  const skipped = tests.filter(test => !['passed', 'failed'].includes(test.status) && !(test.fullName in MAY_SKIP))
  for (const test of skipped) console.log(`skipped: ${test.fullName}`)
  if (process.env.CI) failures.push(...skipped.map(test => `${name}: ${test.fullName} was skipped`))
  if (!isGreen && failures.length === 0) failures.push(`${name}: an error outside the tests`)
  return { passed, failures, flaky: tests.filter(test => test.isFlaky).map(test => `${name}: ${test.fullName}`) }
}
