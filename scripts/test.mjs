// @ts-check
// npm test: installs and builds what is missing, runs every suite, and ends with a line `N passed, N failed`.
//   --quick          types, lint, unit and contract tests, without a build and without servers, on shorter series
//   --changed [REF]  only what the changes since REF can reach; REF is the last commit unless given
//   --long           all tests of API and browser on both kinds of stores, series and logs at their full length
import { existsSync, mkdirSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { changesSince } from './changes.mjs'
import { build, checkNode, install, prepareTypes, run } from './prepare.mjs'
import { givenAddresses, startServices } from './services.mjs'
import { REPORTS, alone, api, browser, cases, faults, lint, nuxt, runSuite, stopSuites, types, unit } from './suites.mjs'

const CHROMIUM = '/usr/bin/chromium'

const { values: { quick, long, changed }, positionals: [since = 'HEAD'] } = parseArgs({
  options: { quick: { type: 'boolean' }, long: { type: 'boolean' }, changed: { type: 'boolean' } },
  allowPositionals: true,
})

checkNode()
if (!install() || !prepareTypes()) process.exit(1)
mkdirSync(REPORTS, { recursive: true })
if (long) process.env.TEST_LONG = '1'
if (quick) process.env.TEST_QUICK = '1'
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, stop)

/** What failed, to be said at the end: the output before is long. @type {string[]} */
const failures = []
/** What passed only at the second try. @type {string[]} */
const flaky = []
/** @type {string[]} */
const times = []
const counts = { passed: 0, failed: 0 }

if (quick) await sideBySide([[lint, types], [unit({ isQuick: true })]])
else if (changed) await whatChanged()
else await everything()

process.exitCode = counts.failed > 0 ? 1 : 0
for (const time of times) console.log(time)
for (const test of flaky) console.log(`flaky: ${test}`)
for (const failure of failures) console.log(`failed: ${failure}`)
console.log(`${counts.passed} passed, ${counts.failed} failed`)

/** First what only computes; then, on the build, what mostly waits, side by side; at last what measures. */
async function everything() {
  await onServers(async () => {
    await sideBySide([[unit({}), nuxt]])
    if (!isBuilt()) return
    await sideBySide(hasChromium() ? [[browser, api], [faults, cases]] : [[api], [faults]])
    await sideBySide([[alone]])
  })
}

async function whatChanged() {
  const { isAny, isServer, isPage, isTest, isCases } = changesSince(since)
  if (!isAny) return console.log('Nothing has changed.')
  const only = { changedSince: since }
  const isWhole = isServer ? {} : only
  await onServers(async () => {
    await sideBySide([[unit(only), { ...nuxt, ...only }]])
    if (!(isServer || isPage || isTest || isCases) || !isBuilt()) return
    const isChromium = hasChromium()
    const onPages = isChromium ? [{ ...browser, ...isServer || isPage ? {} : only }] : []
    const onCases = isChromium && (isServer || isPage || isCases) ? [cases] : []
    await sideBySide([[...onPages, { ...api, ...isWhole }], [{ ...faults, ...isWhole }, ...onCases]])
    await sideBySide([[{ ...alone, ...isWhole }]])
  })
}

/**
 * Runs suites with real servers for those that need them; the addresses may be given.
 * @param {() => Promise<void>} work
 */
async function onServers(work) {
  const services = givenAddresses() ? null : await startServices()
  for (const [variable, address] of Object.entries(services?.addresses ?? {})) process.env[`TEST_${variable}`] = address
  await work()
  await services?.end()
}

/**
 * Lanes run side by side, the suites of a lane one after the other.
 * @param {import('./suites.mjs').Suite[][]} lanes
 */
async function sideBySide(lanes) {
  await Promise.all(lanes.map(async (suites) => {
    for (const suite of suites) {
      const result = await runSuite(suite)
      counts.passed += result.passed
      counts.failed += result.failures.length
      failures.push(...result.failures)
      flaky.push(...result.flaky)
      times.push(`${suite.name}: ${result.passed} passed, ${result.failures.length} failed, ${Math.round(result.seconds)} s`)
    }
  }))
}

/** The services end with this process. */
function stop() {
  stopSuites()
  console.error('stopped')
  process.exit(130)
}

function isBuilt() {
  return build() || missing('build: it gave errors')
}

/** Debian's Chromium where there is one or can be one, else Playwright's own. */
function hasChromium() {
  if (existsSync(CHROMIUM)) return true
  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    const apt = (/** @type {string[]} */ ...args) => run('apt-get', args, { DEBIAN_FRONTEND: 'noninteractive' })
    if (apt('update') && apt('install', '-y', '--no-install-recommends', 'chromium', 'chromium-headless-shell')) return true
  }
  return run('npx', ['playwright', 'install', 'chromium']) || missing('browser: there is no Chromium')
}

/** @param {string} what */
function missing(what) {
  failures.push(what)
  counts.failed++
  return false
}
