import { THREE_DIGITS } from '../clock'
import { amount, between, decimal, hex, lineMaker, listOf, maybe, oneOf, several, tail, visit, zipfOf } from './line'
import { serviceWriter } from './service'

const JOB = zipfOf(['ledger-close', 'rate-import', 'statement-print', 'interest', 'dunning', 'archive', 'tax-report', 'risk-feed', 'card-settle', 'mail-merge'])
const FILE = oneOf('csv 60|xml 25|txt 15')

const say = lineMaker({
  accounts: listOf(random => 'A' + random.between(100000, 999999), 1, 6, ', '),
  bytes: amount(880000, 0.6),
  branch: oneOf('north 40|south 30|east 18|west 12'),
  count: amount(420, 0.5),
  currency: oneOf('EUR 66|USD 20|GBP 9|JPY 5'),
  file: random => '/feeds/' + random.pick(['in', 'out']) + '/' + random.hex(6) + '.' + FILE(random, {}),
  few: between(1, 8),
  hash: hex(10),
  heap: amount(1500, 0.12),
  ms: amount(640, 0.6),
  money: decimal(2400, 0.6, 2),
  percent: between(1, 99),
  phase: oneOf('read 30|check 25|compute 25|write 20'),
  rows: amount(5200, 0.5),
  skipped: tail(0.3, ', skipped ', between(1, 20)),
  slow: random => String(20000 + Math.round(random.logNormal(8000, 0.5))),
  status: oneOf('COMPLETED 97|COMPLETED_WITH_NOTES 3'),
  table: zipfOf(['postings', 'balances', 'rates', 'customers', 'letters', 'holds']),
})

const STARTED = say('INFO', 'Launcher', 'Run {run} of job {job} started with {few} workers')
const READ = say('INFO', 'Reader', 'Run {run} read block {few} of {rows} rows in {ms} ms')
const COMPUTED = say('DEBUG', 'Compute', 'Run {run} computed {count} accounts of branch {branch} in {ms} ms')
const WRITTEN = say('INFO', 'Writer', 'Run {run} wrote {rows} rows to {table}{skipped}')
const COMMITTED = say('INFO', 'Writer', 'Run {run} committed unit {hash}')
const ENDED = say('INFO', 'Launcher', 'Run {run} of job {job} ended with {status} after {ms} ms')
const RUN = visit(60, STARTED, maybe(0.8, say('DEBUG', 'Locks', 'Run {run} took lock on {table}')), several(2, 7, READ), several(2, 6, COMPUTED), several(1, 4, WRITTEN), COMMITTED, say('INFO', 'Locks', 'Run {run} gave its locks back'), ENDED)
const FEED = visit(24, say('INFO', 'Feeds', 'File {feed} arrived, {bytes} bytes'), say('DEBUG', 'Feeds', 'File {feed} has digest {hash}'), several(1, 3, say('DEBUG', 'Feeds', 'File {feed} parsed {rows} records{skipped}')), say('INFO', 'Feeds', 'File {feed} put away'))
const MEMORY = say('INFO', 'Monitor', 'Heap {heap} MB, {few} runs open, {count} units waiting')
const CALENDAR = say('DEBUG', 'Calendar', 'Next start in {count} s, {few} jobs are due')
const POSTED = say('DEBUG', 'Posting', 'Posted {money} {currency} for branch {branch}')

/** The log of a bank's nightly jobs; busiest at one in the night. */
export const writeBatch = serviceWriter({
  startMs: 1772470800000,
  perSecond: 2.6,
  earlierHours: 12,
  atOnce: 8,
  newSubject: random => ({ run: String(random.between(4000000, 4999999)), job: JOB(random, {}), thread: 'worker-' + random.between(1, 12), feed: 'F' + random.between(100000, 999999) }),
  stamp: ({ year, month, day, hour, minute, second }) => year + '-' + month + '-' + day + ' ' + hour + ':' + minute + ':' + second + ',',
  print: ({ level, source }, text, clock, subject) => clock.stamp + THREE_DIGITS[clock.fraction] + ' ' + level.padEnd(5) + ' [' + subject.thread + '] bank.night.' + source + ' - ' + text,
  visits: [
    RUN,
    FEED,
    visit(240, several(1, 3, POSTED)),
    visit(60, say('DEBUG', 'Rates', 'Rate {currency} is {money} as of feed {feed}')),
    visit(40, say('INFO', 'Letters', 'Letter {hash} for {branch} set in {few} pages')),
    visit(30, say('DEBUG', 'Cache', 'Cache of {table} holds {rows} rows, {percent} percent hits')),
    visit(20, say('INFO', 'Check', 'Balance of branch {branch} agrees, {count} accounts in {ms} ms')),
    visit(14, say('DEBUG', 'Check', 'Held accounts: {accounts}')),
    visit(12, say('INFO', 'Archive', 'Packed {file}, {bytes} bytes')),
    visit(9, say('INFO', 'Transfer', 'Sent {file} to clearing in {ms} ms')),
    visit(7, say('WARN', 'Reader', 'Row {rows} of {file} has no branch, north assumed')),
    visit(6, say('WARN', 'Compute', 'Run {run} is slow in phase {phase}: {slow} ms')),
    visit(4, say('WARN', 'Check', 'Balance of branch {branch} differs by {money} {currency}'), say('INFO', 'Check', 'Difference booked to suspense for {branch}')),
    visit(3, say('ERROR', 'Transfer', 'Clearing did not take {file}, attempt {few}'), say('INFO', 'Transfer', 'Sending {file} again in {count} s')),
    visit(2, say('ERROR', 'Writer', 'Unit {hash} rolled back: duplicate posting in {table}\n\tat bank.night.Writer.flush(Writer.java:{count})\n\tat bank.night.Unit.close(Unit.java:88)\n\tat bank.night.Worker.run(Worker.java:41)'), say('WARN', 'Writer', 'Unit {hash} written again row by row')),
    visit(2, say('INFO', 'Locks', 'Waited {ms} ms for lock on {table}')),
    visit(1.5, say('WARN', 'Monitor', 'Pause of {ms} ms for clearing of memory')),
    visit(1, say('INFO', 'Archive', '{count} runs older than 90 days removed')),
    visit(1, say('INFO', 'Letters', 'Printer queue takes {count} letters')),
    visit(0.8, say('WARN', 'Calendar', 'Start put off by {count} s, {few} runs open')),
    visit(0.6, say('INFO', 'Settings', 'Workers for phase {phase} set to {few}')),
  ],
  regular: [{ everyMs: 12000, line: MEMORY }, { everyMs: 30000, line: CALENDAR }],
  gusts: [{ line: POSTED, least: 15, most: 50 }, { line: say('WARN', 'Reader', 'Record {count} without purpose text, kept'), least: 5, most: 20 }],
  gustShare: 1 / 2000,
  odd: {
    error: [say('ERROR', 'Rates', 'Table of {currency} holidays cannot be read: file is truncated'), say('ERROR', 'Compute', 'Interest of account {count} failed: negative term\n\tat bank.night.Compute.term(Compute.java:211)\n\tat bank.night.Worker.run(Worker.java:41)'), say('ERROR', 'Letters', 'Template of reminder {few} is missing for branch {branch}')],
    quiet: [say('INFO', 'Launcher', 'Job {job} taken out of the calendar by operator'), say('INFO', 'Posting', 'Day of booking moved back by {few} days'), say('INFO', 'Archive', 'Table {table} copied to test system, {rows} rows')],
    severe: [say('FATAL', 'Writer', 'Journal of postings ends in the middle, no further units'), say('FATAL', 'Monitor', 'Out of memory in phase {phase}, {few} runs are lost')],
    value: [{ line: ENDED, name: 'status', text: 'ABANDONED' }, { line: POSTED, name: 'currency', text: 'XTS' }, { line: COMPUTED, name: 'branch', text: 'offshore' }],
    high: [{ line: POSTED, name: 'money', text: '99999999.99' }, { line: ENDED, name: 'ms', text: '86391204' }, { line: READ, name: 'rows', text: '914000221' }],
    low: [{ line: MEMORY, name: 'heap', text: '2' }, { line: WRITTEN, name: 'rows', text: '0' }],
    burst: [say('WARN', 'Check', 'Account {count} of branch {branch} has two owners'), say('ERROR', 'Transfer', 'No answer from clearing for {file}'), say('WARN', 'Reader', 'Row {rows} of {file} has no branch, north assumed')],
    silence: [MEMORY],
    session: [{ visit: RUN, cut: 3 }, { visit: RUN, repeat: { step: 2, times: 90 } }, { visit: FEED, cut: 1 }],
  },
})
