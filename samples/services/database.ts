import { THREE_DIGITS } from '../clock'
import { amount, between, decimal, hex, lineMaker, listOf, maybe, oneOf, several, tail, visit, zipfOf } from './line'
import { serviceWriter } from './service'

const TABLES = zipfOf(['bookings', 'guests', 'rooms', 'rates', 'invoices', 'payments', 'houses', 'reviews', 'messages', 'audits', 'coupons', 'holidays'])

const say = lineMaker({
  buffers: amount(420, 0.6),
  bytes: amount(52000, 0.8),
  columns: listOf(oneOf('id 30|status 20|arrival 15|house 15|amount 10|changed 10'), 1, 5, ', '),
  count: amount(40, 0.8),
  code: oneOf('23505 50|23503 30|22P02 20'),
  few: between(1, 9),
  index: random => TABLES(random, {}) + '_' + random.pick(['pkey', 'arrival_idx', 'status_idx', 'guest_idx']),
  ms: decimal(2.4, 0.8, 3),
  mode: oneOf('share 70|row exclusive 25|exclusive 5'),
  segment: random => '0000000100000' + random.hex(11).toUpperCase(),
  place: random => random.hex(1).toUpperCase() + '/' + random.hex(8).toUpperCase(),
  slow: random => (800 + random.logNormal(300, 0.6)).toFixed(3),
  seconds: decimal(27, 0.1, 1),
  percent: between(1, 12),
  rows: amount(25, 1),
  standby: oneOf('standby-a 60|standby-b 40'),
  statement: oneOf('SELECT 70|UPDATE 18|INSERT 10|DELETE 2'),
  table: TABLES,
  transaction: between(80000000, 99999999),
  where: tail(0.3, ' after waiting ', decimal(12, 0.7, 1)),
})

const SELECT = say('LOG', '', 'statement {statement} on {table} took {ms} ms, {rows} rows')
const CHECKPOINT = say('LOG', 'checkpointer', 'checkpoint written: {buffers} buffers ({percent} %), {few} files added, sync took {ms} s')
const LAG = say('LOG', 'replication', 'standby {standby} confirmed {place}, {bytes} bytes behind')
const STATS = say('LOG', 'stats', '{count} clients, {few} idle in a transaction, cache answers {seconds} thousand reads a second')
const COMMIT = say('LOG', '', 'transaction {id} committed at {place}')
const VACUUM = say('LOG', 'vacuum', 'table {table} cleaned: {rows} dead rows removed, {buffers} pages read, lock mode {mode}')
const CONNECTION = visit(40, say('LOG', '', 'client from {ip} port {port} connected'), say('LOG', '', 'client signed in as {user} to {base} with {method}'), several(1, 6, SELECT), maybe(0.15, say('LOG', '', 'plan for {table} kept under {key}')), say('LOG', '', 'client left after {count} statements'))
const TRANSACTION = visit(120, say('LOG', '', 'transaction {id} begun'), several(1, 4, say('LOG', '', 'transaction {id} ran {statement} on {table} in {ms} ms')), maybe(0.3, say('LOG', '', 'transaction {id} holds {mode} lock on {table}')), COMMIT, say('LOG', '', 'transaction {id} released {few} locks{where}'))

/** The log of a database server: connections, transactions, checkpoints, replication. */
export const writeDatabase = serviceWriter({
  startMs: 1772420400000,
  perSecond: 3,
  atOnce: 16,
  newSubject: random => ({
    pid: String(random.between(100000, 4194303)), ip: '10.4.' + random.below(8) + '.' + random.between(1, 254), port: String(random.between(32768, 60999)),
    user: USER(random, {}), base: BASE(random, {}), method: METHOD(random, {}), id: String(random.between(80000000, 99999999)), key: hex(12)(random, {}),
  }),
  stamp: ({ year, month, day, hour, minute, second }) => year + '-' + month + '-' + day + ' ' + hour + ':' + minute + ':' + second + '.',
  print: ({ level, source }, text, clock, subject) => clock.stamp + THREE_DIGITS[clock.fraction] + ' UTC [' + subject.pid + '] ' + (source === '' ? subject.user + '@' + subject.base : source) + ' ' + level + ':  ' + text,
  visits: [
    CONNECTION,
    TRANSACTION,
    visit(220, several(1, 3, SELECT)),
    visit(24, say('LOG', '', 'cursor {key} opened on {table}'), several(1, 4, say('LOG', '', 'cursor {key} moved by {rows} rows in {ms} ms')), say('LOG', '', 'cursor {key} closed')),
    visit(20, say('LOG', '', 'prepared {key} for {table} ({columns})'), several(1, 4, say('LOG', '', 'ran {key} in {ms} ms'))),
    visit(16, VACUUM),
    visit(12, say('LOG', 'vacuum', 'statistics of {table} renewed from {rows} rows')),
    visit(10, say('LOG', 'archiver', 'segment {segment} copied, {bytes} bytes')),
    visit(9, say('LOG', 'writer', '{buffers} dirty buffers written in {ms} ms')),
    visit(8, say('LOG', '', 'sorted {rows} rows of {table} on disk, {bytes} kB')),
    visit(8, say('LOG', '', 'index {index} read {count} times, {rows} rows kept')),
    visit(7, say('LOG', '', 'slow {statement} on {table}: {slow} ms, columns {columns}')),
    visit(6, say('NOTICE', '', 'table {table} is there already, nothing made')),
    visit(5, say('ERROR', '', 'key ({columns}) of {table} is taken already, code {code}'), say('DETAIL', '', 'value {key} stands in row {transaction}')),
    visit(4, say('WARNING', '', 'no transaction to end for {user}')),
    visit(3, say('LOG', '', 'session waits for {mode} lock on {table} since {slow} ms'), say('LOG', '', 'session has {mode} lock on {table} now')),
    visit(3, say('ERROR', '', 'statement stopped: it ran longer than 30000 ms, table {table}')),
    visit(2, say('ERROR', '', 'sign-in refused for {user} to {base}: wrong password')),
    visit(2, say('WARNING', 'vacuum', 'table {table} could not be cleaned to the end: {rows} rows are in use')),
    visit(1.5, say('ERROR', '', 'deadlock between {transaction} and {transaction} on {table}, the younger one was rolled back'), say('HINT', '', 'see {segment} for the statements')),
    visit(1.5, say('LOG', '', 'temporary file of {bytes} kB removed')),
    visit(1, say('LOG', 'launcher', 'worker {few} started for {base}')),
    visit(1, say('WARNING', 'replication', 'standby {standby} is slow: {slow} ms for one round')),
    visit(0.8, say('LOG', 'archiver', '{few} old segments put to use again')),
    visit(0.6, say('NOTICE', '', 'name cut to 63 letters in view of {table}')),
    visit(0.4, say('LOG', '', 'settings of {user} read anew: {columns}')),
  ],
  regular: [{ everyMs: 10000, line: LAG }, { everyMs: 30000, line: CHECKPOINT }, { everyMs: 45000, line: STATS }],
  gusts: [{ line: SELECT, least: 10, most: 30 }, { line: say('ERROR', '', 'connection slots for {base} are used up, {user} must wait'), least: 4, most: 15 }],
  gustShare: 1 / 2500,
  odd: {
    error: [say('ERROR', '', 'page {count} of {index} holds a wrong checksum'), say('ERROR', 'archiver', 'segment {segment} could not be copied: target is read-only'), say('ERROR', '', 'function yearly_rate failed: division by zero in row {transaction}')],
    quiet: [say('LOG', '', 'role {user} was given all rights on {base}'), say('LOG', 'launcher', 'parallel work switched off by setting'), say('LOG', '', 'table {table} emptied, {rows} rows gone')],
    severe: [say('PANIC', 'checkpointer', 'log of changes ends before {place}, server stops'), say('FATAL', 'replication', 'standby {standby} follows another timeline')],
    value: [{ line: SELECT, name: 'statement', text: 'TRUNCATE' }, { line: LAG, name: 'standby', text: 'standby-z' }, { line: VACUUM, name: 'mode', text: 'access exclusive' }],
    high: [{ line: SELECT, name: 'ms', text: '918273.114' }, { line: LAG, name: 'bytes', text: '7340032011' }, { line: VACUUM, name: 'rows', text: '88214003' }],
    low: [{ line: STATS, name: 'seconds', text: '0.1' }],
    burst: [say('LOG', '', 'client from {ip} port {port} went away without a word'), say('ERROR', '', 'relation {table}_v2 is not known'), say('ERROR', '', 'sign-in refused for {user} to {base}: wrong password')],
    silence: [LAG],
    session: [{ visit: TRANSACTION, cut: 2 }, { visit: TRANSACTION, repeat: { step: 1, times: 70 } }, { visit: CONNECTION, cut: 1 }],
  },
})

const USER = oneOf('booking 50|search 25|billing 15|report 8|admin 2')
const BASE = oneOf('hotel 80|archive 15|billing 5')
const METHOD = oneOf('scram 85|certificate 12|peer 3')
