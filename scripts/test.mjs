// @ts-check
// npm test: installs and builds what is missing, runs every suite, and ends with a line `N passed, N failed`.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from './freePort.mjs'
import { build, checkNode, install, prepareTypes, root, run } from './prepare.mjs'
import { givenAddresses, startServices } from './services.mjs'

/** What failed, to be said at the end: the output before is long. @type {string[]} */
const failures = []
/** What passed only at the second try. @type {string[]} */
const flaky = []

/** Full names of tests that may be skipped in CI, each with the reason. @type {Record<string, string>} */
const MAY_SKIP = {}

const REPORTS = join(root, '.cache/reports') // Playwright empties test-results
const CHROMIUM = '/usr/bin/chromium'
/** Where the suites against the built server keep what they upload. */
const MODES = ['embedded', 'servers']

/** @typedef {{ status: string, fullName: string, isFlaky?: boolean, failureMessages?: string[] }} Tested */

checkNode()
if (!install() || !prepareTypes()) process.exit(1)
mkdirSync(REPORTS, { recursive: true })

// Real servers for the suites that need them; they end with this process.
const services = givenAddresses() ? null : await startServices()
for (const [variable, address] of Object.entries(services?.addresses ?? {})) process.env[`TEST_${variable}`] = address

// The suites against the built server run after the others: they measure times, and two cores are soon busy.
const counts = [
  vitest('quick', ['unit', 'contract', 'nuxt']),
  ...(build() ? await onBuild() : [broken('build', 'it gave errors')]),
].reduce((sum, part) => ({ passed: sum.passed + part.passed, failed: sum.failed + part.failed }))

await services?.end()
process.exitCode = counts.failed > 0 ? 1 : 0
for (const test of flaky) console.log(`flaky: ${test}`)
for (const failure of failures) console.log(`failed: ${failure}`)
console.log(`${counts.passed} passed, ${counts.failed} failed`)

async function onBuild() {
  const suites = [
    ...MODES.map(mode => vitest(`api, ${mode}`, ['api'], { TEST_STORES: mode })),
    vitest('faults', ['faults']),
  ]
  if (!ensureChromium()) return [...suites, broken('playwright', 'there is no Chromium')]
  return [...suites, ...MODES.map(playwright), await cases()]
}

/**
 * @param {string} name
 * @param {string[]} projects
 * @param {Record<string, string>} [environment]
 */
function vitest(name, projects, environment) {
  const report = join(REPORTS, `vitest-${name.replace(', ', '-')}.json`)
  rmSync(report, { force: true })
  const isGreen = run('npx', ['vitest', 'run', ...projects.flatMap(project => ['--project', project]), '--reporter=default', '--reporter=json', `--outputFile.json=${report}`], environment)
  if (!existsSync(report)) return broken(`vitest ${name}`, 'it gave no report')
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'))
  /** @type {Tested[]} */
  const tests = testResults.flatMap((/** @type {any} */ file) =>
    file.status === 'failed' && file.assertionResults.every((/** @type {any} */ test) => test.status !== 'failed')
      ? [...file.assertionResults, { status: 'failed', fullName: file.name }]
      : file.assertionResults)
  return count(`vitest ${name}`, isGreen, tests)
}

/** @param {string} mode */
function playwright(mode) {
  const name = `playwright, ${mode}`
  const report = join(REPORTS, `playwright-${mode}.json`)
  rmSync(report, { force: true })
  const isGreen = run('npx', ['playwright', 'test', '--reporter=list,json'], { PLAYWRIGHT_JSON_OUTPUT_NAME: report, TEST_STORES: mode })
  if (!existsSync(report)) return broken(name, 'it gave no report')
  const { suites, errors } = JSON.parse(readFileSync(report, 'utf8'))
  const tests = suites.flatMap(specs).map((/** @type {any} */ spec) => ({
    fullName: `${spec.file} ${spec.title}`,
    isFlaky: spec.tests.some((/** @type {any} */ test) => test.status === 'flaky'),
    status: !spec.ok ? 'failed' : spec.tests.every((/** @type {any} */ test) => test.status === 'skipped') ? 'skipped' : 'passed',
  }))
  return count(name, isGreen, [...tests, ...errors.map((/** @type {any} */ error) => ({ fullName: error.message, status: 'failed' }))])
}

/** The inputs of tests/cases, against a built server of their own; one that is not run counts as failed. */
async function cases() {
  const report = join(REPORTS, 'cases.json')
  rmSync(report, { force: true })
  const url = `http://127.0.0.1:${await freePort()}`
  run('python3', ['tests/cases/run.py', '--url', url, '--start', 'node .output/server/index.mjs', '--browser', '--node-modules', 'node_modules', '--json', report], { MIN_FREE_BYTES: '1MiB' })
  if (!existsSync(report)) return broken('cases', 'they gave no report')
  /** @type {{ cases: { id: string, verdict: string }[] }} */
  const { cases: results } = JSON.parse(readFileSync(report, 'utf8'))
  const passed = results.filter(({ verdict }) => verdict === 'PASS')
  for (const { id, verdict } of results) if (verdict !== 'PASS') failures.push(`case ${id}: ${verdict}`)
  return { passed: passed.length, failed: results.length - passed.length }
}

/**
 * @param {any} group
 * @returns {any[]}
 */
function specs(group) {
  return [...(group.specs ?? []), ...(group.suites ?? []).flatMap(specs)]
}

/**
 * @param {string} name
 * @param {boolean} isGreen
 * @param {Tested[]} tests
 */
function count(name, isGreen, tests) {
  const passed = tests.filter(test => test.status === 'passed').length
  const skipped = tests.filter(test => !['passed', 'failed'].includes(test.status) && !(test.fullName in MAY_SKIP))
  for (const test of skipped) console.log(`skipped: ${test.fullName}`)
  for (const test of tests) if (test.status === 'passed' && (test.isFlaky || test.failureMessages?.length)) flaky.push(`${name}: ${test.fullName}`)
  const broke = tests.filter(test => test.status === 'failed')
  failures.push(...broke.map(test => [name, test.fullName, ...(test.failureMessages?.[0] ?? '').split('\n', 1)].join(': ')))
  const failed = broke.length + (process.env.CI ? skipped.length : 0)
  return !isGreen && failed === 0 ? { ...broken(name, 'it ended with an error'), passed } : { passed, failed }
}

/**
 * @param {string} name
 * @param {string} reason
 */
function broken(name, reason) {
  failures.push(`${name}: ${reason}`)
  return { passed: 0, failed: 1 }
}

/** Debian's Chromium where there is one or can be one, else Playwright's own. */
function ensureChromium() {
  if (existsSync(CHROMIUM)) return true
  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    const apt = (/** @type {string[]} */ ...args) => run('apt-get', args, { DEBIAN_FRONTEND: 'noninteractive' })
    if (apt('update') && apt('install', '-y', '--no-install-recommends', 'chromium')) return true
  }
  return run('npx', ['playwright', 'install', 'chromium'])
}
