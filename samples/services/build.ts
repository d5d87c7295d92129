import { THREE_DIGITS } from '../clock'
import { amount, between, decimal, hex, lineMaker, listOf, maybe, oneOf, several, tail, visit, zipfOf } from './line'
import { serviceWriter } from './service'

const PACKAGES = zipfOf(['core', 'parser', 'web', 'cli', 'auth', 'billing', 'charts', 'maps', 'mail', 'docs', 'search', 'editor', 'theme', 'sync'])
const FILES = zipfOf(['index', 'model', 'view', 'store', 'route', 'query', 'format', 'schema', 'cache', 'table', 'panel', 'events'])

const say = lineMaker({
  agent: oneOf('linux-a 50|linux-b 40|arm-a 10'),
  bytes: amount(61000, 0.8),
  code: oneOf('TS6133 50|TS2345 30|TS7006 20'),
  count: amount(34, 0.6),
  dependency: random => FILES(random, {}) + '-' + PACKAGES(random, {}) + '@' + random.between(1, 9) + '.' + random.below(20) + '.' + random.below(9),
  dependencies: listOf(random => PACKAGES(random, {}), 1, 5, ', '),
  few: between(1, 8),
  file: random => 'src/' + PACKAGES(random, {}) + '/' + FILES(random, {}) + '.ts',
  hash: hex(12),
  hint: tail(0.3, ', hint ', oneOf('unused 70|shadowed 30')),
  load: decimal(3.1, 0.25, 2),
  ms: amount(410, 0.7),
  package: PACKAGES,
  percent: between(61, 97),
  place: random => random.between(1, 420) + ':' + random.between(1, 80),
  result: oneOf('ok 97|ok (second try) 3'),
  skipped: tail(0.25, ', ', random => random.between(1, 6) + ' skipped'),
  slow: amount(5200, 0.4),
  source: oneOf('remote 70|local 26|none 4'),
  test: random => FILES(random, {}) + ' ' + random.pick(['keeps order', 'parses dates', 'rejects empty input', 'merges rows', 'renders twice', 'handles unicode', 'stops early']),
  tool: oneOf('compile 40|bundle 30|lint 20|pack 10'),
})

const BEGUN = say('', 'timed', '#{step} [{target}] begin on {agent}')
const CACHE = say('', 'timed', '#{step} cache {hash} from {source}')
const COMPILED = say('', 'timed', '#{step} compiled {file} in {ms} ms')
const TESTED = say('', 'timed', '#{step} test "{test}" {result} ({ms} ms)')
const DONE = say('', 'timed', '#{step} [{target}] done in {slow} ms')
const STEP = visit(60, BEGUN, CACHE, several(2, 8, COMPILED), maybe(0.6, say('', 'timed', '#{step} bundle {hash} holds {count} modules, {bytes} bytes')), several(2, 8, TESTED), say('', 'timed', '#{step} {count} tests passed{skipped}'), say('', 'timed', '#{step} stored {bytes} bytes as {hash}'), DONE)
const FETCHED = say('', 'raw', '  fetched {dependency} ({bytes} bytes)')
const EMITTED = say('', 'raw', '  dist/{package}/{hash}.js  {bytes} B  gzip: {count} kB')
const ALIVE = say('', 'timed', 'agent {agent} is alive, load {load}, {few} steps run')
const COVERAGE = say('', 'raw', '{file} | {percent} | {percent} | lines {place}')

/** The output of a build server: steps with times, and what compilers and package managers print without. */
export const writeBuild = serviceWriter({
  startMs: 1772442000000,
  perSecond: 4,
  atOnce: 5,
  newSubject: random => ({ step: String(random.between(1000000, 9999999)), target: PACKAGES(random, {}), branch: 'change/' + random.between(1000, 9999) }),
  stamp: ({ year, month, day, hour, minute, second }) => year + '-' + month + '-' + day + 'T' + hour + ':' + minute + ':' + second + '.',
  print: ({ level, source }, text, clock) => source === 'raw' ? text : clock.stamp + THREE_DIGITS[clock.fraction] + 'Z ' + level + text,
  visits: [
    STEP,
    visit(160, several(1, 5, FETCHED)),
    visit(120, several(1, 4, EMITTED)),
    visit(60, several(1, 4, COVERAGE)),
    visit(40, say('', 'raw', '  + {dependency}')),
    visit(24, say('', 'timed', '##[group] {tool} {package}'), maybe(0.9, say('', 'raw', '> {package}: run {tool}')), say('', 'timed', '##[endgroup]')),
    visit(20, say('WARN ', 'timed', '{file}:{place} value is never read{hint}')),
    visit(18, say('', 'raw', '{file}({place}): note {code}: name is not used')),
    visit(14, say('', 'timed', 'restored {count} files for {branch} from {hash}')),
    visit(12, say('', 'raw', 'linked {package} with {dependencies}')),
    visit(10, say('', 'timed', 'upload of {hash} done, {bytes} bytes')),
    visit(8, say('WARN ', 'timed', '{dependency} is outdated, see its notes')),
    visit(6, say('', 'timed', 'branch {branch} checked out at {hash}'), maybe(0.8, say('', 'raw', '   {count} files changed, {count} lines added'))),
    visit(4, say('ERROR ', 'timed', 'test "{test}" failed: expected {few}, got {count}\n    at {file}:{place}\n    at run (tools/test.ts:31:7)'), say('', 'timed', 'test "{test}" runs again')),
    visit(3, say('', 'raw', 'warning: {file}: {count} characters are too long a line')),
    visit(2.5, say('WARN ', 'timed', 'cache {hash} not written: other step was first')),
    visit(2, say('ERROR ', 'timed', 'fetch of {dependency} timed out, try {few}')),
    visit(1.5, say('', 'timed', 'image {hash} pushed, {few} layers new')),
    visit(1.2, say('', 'raw', 'lint found {count} places in {package}')),
    visit(1, say('WARN ', 'timed', 'step waits for an agent since {slow} ms')),
    visit(0.8, say('', 'timed', 'old caches removed: {count}, {bytes} bytes')),
  ],
  regular: [{ everyMs: 8000, line: ALIVE }, { everyMs: 30000, line: say('', 'timed', 'queue holds {few} steps, oldest waits {ms} ms') }],
  gusts: [{ line: FETCHED, least: 20, most: 50 }, { line: EMITTED, least: 15, most: 40 }],
  gustShare: 1 / 1500,
  odd: {
    error: [say('ERROR ', 'timed', 'linker crashed while it joined {package}'), say('ERROR ', 'timed', 'checksum of {dependency} is wrong, build aborted'), say('', 'raw', 'error: cannot allocate {bytes} bytes for symbol table')],
    quiet: [say('', 'timed', 'secret DEPLOY_KEY handed to {branch}'), say('', 'raw', 'tests of {package} switched off by marker'), say('', 'timed', 'tag v{few}.{count} moved to {hash}')],
    severe: [say('FATAL ', 'timed', 'work folder of {agent} is gone'), say('CRITICAL ', 'timed', 'signing service refused every key')],
    value: [{ line: CACHE, name: 'source', text: 'fallback' }, { line: TESTED, name: 'result', text: 'neither' }, { line: BEGUN, name: 'agent', text: 'riscv-z' }],
    high: [{ line: COMPILED, name: 'ms', text: '884120' }, { line: DONE, name: 'slow', text: '9120455' }, { line: ALIVE, name: 'load', text: '412.70' }],
    low: [{ line: COVERAGE, name: 'percent', text: '0' }, { line: ALIVE, name: 'load', text: '0.00' }],
    burst: [say('WARN ', 'timed', '{file}:{place} circular import'), say('', 'raw', 'notice: {dependency} has no licence'), say('WARN ', 'timed', '{dependency} is outdated, see its notes')],
    silence: [ALIVE],
    session: [{ visit: STEP, cut: 3 }, { visit: STEP, repeat: { step: 2, times: 90 } }],
  },
})
