import { THREE_DIGITS } from '../clock'
import { address, amount, between, hex, lineMaker, maybe, oneOf, several, tail, visit, zipfOf } from './line'
import { serviceWriter } from './service'

const TOPIC = zipfOf(['orders', 'clicks', 'mails', 'stock', 'prices', 'invoices', 'parcels', 'alerts', 'profiles', 'refunds', 'scores', 'labels'])
const GROUP = zipfOf(['billing', 'search-index', 'warehouse', 'mailer', 'fraud', 'report', 'archive'])

const say = lineMaker({
  attempt: between(2, 5),
  broker: oneOf('1 34|2 33|3 33'),
  bytes: amount(2300, 0.7),
  codec: oneOf('lz4 60|zstd 28|none 12'),
  count: amount(60, 0.8),
  few: between(1, 6),
  free: amount(820, 0.08),
  group: GROUP,
  lag: amount(140, 0.9),
  ms: amount(7, 0.7),
  offset: between(100000000, 999999999),
  outcome: oneOf('ack 95|nack 3|requeue 2'),
  partition: between(0, 23),
  reason: oneOf('left 55|timeout 30|rebalance 15'),
  segment: random => String(random.below(1e9)).padStart(20, '0'),
  keys: tail(0.4, ' key=', hex(8)),
  topic: TOPIC,
  wait: tail(0.2, ', waited ms=', amount(90, 0.6)),
})

const PUBLISHED = say('INFO', 'Intake', 'message {id} accepted for {name}-{part} bytes={bytes} codec={codec}{keys}')
const WRITTEN = say('DEBUG', 'Segment', 'message {id} written at offset {offset}')
const COPIED = say('DEBUG', 'Replica', 'message {id} copied to broker {broker} in {ms} ms')
const SENT = say('INFO', 'Delivery', 'message {id} handed to group {team} in {ms} ms{wait}')
const ANSWERED = say('INFO', 'Delivery', 'message {id} answered {outcome} by {team}')
const MESSAGE = visit(260, PUBLISHED, WRITTEN, several(1, 2, COPIED), SENT, ANSWERED)
const BEAT = say('INFO', 'Controller', 'broker {broker} alive, {count} partitions led, lag {lag}')
const DISK = say('INFO', 'Disk', 'volume data-{broker} has {free} GB free, {count} segments')
const POLL = say('DEBUG', 'Fetch', 'group {group} asked for {topic}-{partition} from offset {offset}, got {count} records in {ms} ms')
const JOIN = visit(6, say('INFO', 'Groups', 'member {member} asks to join {team}'), say('INFO', 'Groups', 'group {team} gathers anew, reason {reason}, generation {few}'), several(2, 5, say('INFO', 'Groups', 'member {member} of {team} takes {topic}-{partition}')), say('INFO', 'Groups', 'group {team} is stable with {few} members'))

/** The log of a message broker. */
export const writeQueue = serviceWriter({
  startMs: 1772427600000,
  perSecond: 3.4,
  atOnce: 14,
  newSubject: random => ({ id: random.hex(16), name: TOPIC(random, {}), part: String(random.below(24)), team: GROUP(random, {}), member: 'm-' + random.hex(6), ip: address(random, {}), link: 'link-' + random.between(1000, 9999), bridge: String(random.between(100, 999)) }),
  stamp: ({ year, month, day, hour, minute, second }) => '[' + year + '-' + month + '-' + day + ' ' + hour + ':' + minute + ':' + second + ',',
  print: ({ level, source }, text, clock) => clock.stamp + THREE_DIGITS[clock.fraction] + '] ' + level.padEnd(5) + ' ' + text + ' (relay.' + source + ')',
  visits: [
    MESSAGE,
    visit(180, several(1, 3, POLL)),
    visit(40, say('INFO', 'Links', 'connection {link} opened from {ip}'), say('INFO', 'Links', '{link} speaks protocol {few} as client {member}'), several(1, 3, say('DEBUG', 'Links', '{link} renewed its credit, {count} left')), say('INFO', 'Links', 'connection {link} closed after {count} frames')),
    JOIN,
    visit(30, say('DEBUG', 'Offsets', 'group {group} stored offset {offset} for {topic}-{partition}')),
    visit(22, say('DEBUG', 'Index', 'index of {topic}-{partition} grown to {count} entries')),
    visit(18, say('INFO', 'Segment', 'segment {segment} of {topic}-{partition} rolled, {bytes} kB')),
    visit(14, say('INFO', 'Cleaner', 'compaction of {topic}-{partition} kept {count} of {lag} keys in {ms} ms')),
    visit(12, say('INFO', 'Segment', 'segment {segment} deleted, older than {count} hours')),
    visit(10, say('DEBUG', 'Quota', 'client {member} held back {ms} ms, over {bytes} bytes a second')),
    visit(8, say('WARN', 'Delivery', 'group {group} is slow on {topic}-{partition}, lag {lag}')),
    visit(6, say('INFO', 'Schema', 'schema {few} of {topic} fetched from {ip}')),
    visit(5, say('WARN', 'Delivery', 'delivery of {id} tried again, attempt {attempt}'), maybe(0.3, say('WARN', 'Delivery', 'message {id} moved to dead letters of {team}'))),
    visit(4, say('WARN', 'Replica', 'replica of {topic}-{partition} on broker {broker} is {count} records behind'), say('INFO', 'Replica', 'replica of {topic}-{partition} on broker {broker} has caught up')),
    visit(3, say('ERROR', 'Links', 'frame from {ip} cannot be read: length {bytes} is over the limit')),
    visit(2.5, say('WARN', 'Access', 'client {member} may not write to {topic}')),
    visit(2, say('ERROR', 'Intake', 'message refused, {bytes} bytes for {topic} are too many')),
    visit(2, say('INFO', 'Controller', 'leadership of {topic}-{partition} goes to broker {broker}')),
    visit(1.5, say('WARN', 'Links', 'handshake with {ip} failed after {ms} ms')),
    visit(1.2, say('INFO', 'Bridge', 'bridge {bridge} resumed at offset {offset}'), say('INFO', 'Bridge', 'bridge {bridge} sent {count} records to mirror')),
    visit(1, say('ERROR', 'Bridge', 'bridge {bridge} lost its mirror: connection reset')),
    visit(0.8, say('INFO', 'Settings', 'retention of {topic} set to {count} hours')),
    visit(0.6, say('INFO', 'Metrics', 'report of {count} gauges sent to {ip}')),
    visit(0.5, say('WARN', 'Clock', 'time of broker {broker} differs by {ms} ms')),
  ],
  regular: [{ everyMs: 9000, line: BEAT }, { everyMs: 20000, line: DISK }],
  gusts: [{ line: POLL, least: 12, most: 40 }, { line: say('WARN', 'Quota', 'queue for {topic} is full, {count} writers wait'), least: 4, most: 16 }],
  gustShare: 1 / 2200,
  odd: {
    error: [say('ERROR', 'Segment', 'checksum of {segment} is wrong at position {bytes}, rest of it dropped'), say('ERROR', 'Controller', 'vote failed: only {few} of 3 brokers answered'), say('ERROR', 'Schema', 'record {id} of {topic} cannot be decoded: field price missing')],
    quiet: [say('INFO', 'Controller', 'topic {topic}-old marked for deletion by client {member}'), say('INFO', 'Access', 'rule for everyone added: read {topic}'), say('INFO', 'Offsets', 'group {group} set back to offset 0 of {topic}-{partition}')],
    severe: [say('FATAL', 'Disk', 'volume data-{broker} went read-only, broker halts'), say('FATAL', 'Controller', 'two leaders for term {count}, this broker steps out')],
    value: [{ line: PUBLISHED, name: 'codec', text: 'snappy' }, { line: ANSWERED, name: 'outcome', text: 'reject' }, { line: BEAT, name: 'broker', text: '7' }],
    high: [{ line: COPIED, name: 'ms', text: '83114' }, { line: PUBLISHED, name: 'bytes', text: '104857600' }, { line: BEAT, name: 'lag', text: '48200113' }],
    low: [{ line: DISK, name: 'free', text: '3' }],
    burst: [say('WARN', 'Delivery', 'group {group} has no member for {topic}-{partition}'), say('INFO', 'Controller', 'nobody leads {topic}-{partition} any more'), say('WARN', 'Links', 'handshake with {ip} failed after {ms} ms')],
    silence: [BEAT, DISK],
    session: [{ visit: MESSAGE, cut: 2 }, { visit: MESSAGE, repeat: { step: 3, times: 50 } }],
  },
})
