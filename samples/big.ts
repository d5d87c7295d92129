import { fillPattern, parsePattern } from './catalogue'
import type { Field } from './catalogue'
import { LogClock, THREE_DIGITS } from './clock'
import type { TimeParts } from './clock'
import type { LogWriter } from './incidents'
import { Choice, zipf } from './random'
import type { Random } from './random'

const START_MS = 1772438400000
const EVENTS_PER_SECOND = 400
const FRAMES_EACH = 14 // of 28: 16 components then have 224 templates
const SKEW = 1.3 // chosen: the most frequent template has a quarter of the lines, the rarest 1 in 4,500
const TRACE_SHARE = 0.05

/** The benchmark's log: 224 templates of a cluster's services, most parameters drawn from millions. */
export function writeBig(random: Random): LogWriter {
  return clusterLog(random, frame => frame, 0)
}

/** The same cluster with long random parameters in every line, and a stack trace after one event in 20. */
export function writeEntropy(random: Random): LogWriter {
  return clusterLog(random, (frame, index) => frame + TAILS[index % TAILS.length], TRACE_SHARE)
}

function clusterLog(random: Random, lengthen: (frame: string, index: number) => string, traceShare: number): LogWriter {
  const clock = new LogClock(START_MS, EVENTS_PER_SECOND, stamp)
  const messages = new Choice(zipf(templates(lengthen), SKEW))
  return {
    incidents: [],
    next() {
      clock.tick(random)
      const isTraced = random.chance(traceShare)
      const message = messages.draw(random)
      const head = clock.stamp + THREE_DIGITS[clock.fraction] + (isTraced ? ' ERROR [' : message.level) + random.pick(THREADS) + message.logger
      const line = head + fillPattern(message, random) + '\n'
      return isTraced ? line + trace(random) : line
    },
  }
}

function stamp({ year, month, day, hour, minute, second }: TimeParts): string {
  return year + '-' + month + '-' + day + ' ' + hour + ':' + minute + ':' + second + ','
}

function templates(lengthen: (frame: string, index: number) => string) {
  const all = COMPONENTS.flatMap(([name, noun, other], component) =>
    Array.from({ length: FRAMES_EACH }, (_, index) => {
      const [level, frame] = FRAMES[(index * 2 + component) % FRAMES.length]
      const text = lengthen(frame.replaceAll('NOUN', noun).replaceAll('OTHER', other), component + index * 3)
      return { level: ' ' + level + ' [', logger: '] ' + name + ' - ', ...parsePattern(text, FIELDS) }
    }))
  // Frequent templates then come from every component and frame, not from the first.
  return all.map((_, index) => all[(index * 89) % all.length])
}

function trace(random: Random): string {
  let text = random.pick(ERRORS) + ': ' + random.pick(CAUSES) + ' ' + random.hex(16) + '\n'
  for (let left = random.between(3, 12); left > 0; left--) {
    text += '\tat io.example.' + random.pick(PACKAGES) + '.' + random.pick(METHODS) + ':' + random.between(12, 940) + ')\n'
  }
  return text
}

const THREADS = Array.from({ length: 48 }, (_, index) => (index < 16 ? 'io-' : index < 40 ? 'worker-' : 'timer-') + index)
const HOSTS = Array.from({ length: 300 }, (_, index) => 'node' + String(index).padStart(3, '0') + '.' + ['eu', 'us', 'ap'][index % 3] + '.example.net')
const USERS = Array.from({ length: 5000 }, (_, index) => 'user' + (index * 7919 % 100003))
const WORDS = ['alpha', 'birch', 'cedar', 'delta', 'ember', 'fjord', 'grove', 'haven', 'inlet', 'jetty', 'knoll', 'larch', 'maple', 'north', 'ocean', 'pine']
const ERRORS = ['io.example.net.TimeoutException', 'java.lang.IllegalStateException', 'java.io.IOException', 'io.example.store.ConflictException']
const CAUSES = ['no answer for request', 'unexpected state of', 'broken pipe while writing', 'version differs for']
const PACKAGES = ['net.Channel', 'net.Pool', 'store.Segment', 'store.Index', 'query.Planner', 'query.Join', 'auth.Token', 'lease.Holder', 'codec.Frame']
const METHODS = ['read(Channel.java', 'write(Channel.java', 'lambda$run$0(Task.java', 'call(Future.java', 'apply(Stage.java', 'merge(Segment.java', 'next(Cursor.java']
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const BASE64_PAIRS = Array.from({ length: 4096 }, (_, value) => BASE64[value >>> 6] + BASE64[value & 63])

const COMPONENTS = [
  ['net.Gateway', 'connection', 'listener'], ['net.Router', 'route', 'peer'], ['store.Segment', 'segment', 'volume'], ['store.Compactor', 'compaction', 'level'],
  ['index.Builder', 'index', 'shard'], ['query.Planner', 'query', 'plan'], ['query.Executor', 'stage', 'operator'], ['auth.Tokens', 'token', 'realm'],
  ['lease.Keeper', 'lease', 'holder'], ['log.Shipper', 'batch', 'sink'], ['sched.Queue', 'task', 'lane'], ['blob.Uploads', 'blob', 'bucket'],
  ['mail.Relay', 'mail', 'mailbox'], ['cache.Ring', 'entry', 'slot'], ['raft.Group', 'ballot', 'follower'], ['meter.Usage', 'invoice', 'account'],
] as const

const FRAMES = [
  ['INFO ', 'NOUN {id} opened by {user} from {ip}:{port}'],
  ['INFO ', 'NOUN {id} closed after {ms} ms, {bytes} bytes moved'],
  ['DEBUG', 'NOUN {id} waits for OTHER {small} since {ms} ms'],
  ['INFO ', 'NOUN {uuid} handed from {host} to {host}'],
  ['INFO ', 'accepted NOUN {uuid} of {bytes} bytes'],
  ['DEBUG', 'read {count} rows of NOUN {id} in {ms} ms'],
  ['INFO ', 'OTHER {small} now holds {count} of its kind, NOUN {id} came last'],
  ['WARN ', 'slow NOUN {id}: {ms} ms on {host}'],
  ['INFO ', 'checkpoint {id} of NOUN {id} written, crc {hex}'],
  ['DEBUG', 'lookup NOUN key={hex} hit={flag} took {micros} us'],
  ['INFO ', 'user={user} action=renew NOUN={id} state={state}'],
  ['INFO ', 'moved NOUN {id} into OTHER {small} ({count} left)'],
  ['WARN ', 'retry {digit} of NOUN {uuid}: OTHER {small} is busy'],
  ['INFO ', 'created NOUN {path} for {user}'],
  ['DEBUG', 'flush of OTHER {small}: {count} dirty, {bytes} bytes, {ms} ms'],
  ['INFO ', 'NOUN count {count} on {host}, load 0.{two}'],
  ['ERROR', 'NOUN {id} lost: {host} closed the line'],
  ['INFO ', 'rebalance of OTHER {small} started with {count} candidates'],
  ['INFO ', 'rebalance of OTHER {small} ended in {ms} ms'],
  ['DEBUG', 'NOUN {id} -> OTHER {small} [{state}] seq={seq}'],
  ['INFO ', 'dropped NOUN {hex}, expired {count} s ago'],
  ['INFO ', 'verified NOUN {path} sum={hex}'],
  ['WARN ', 'clock of {host} differs by {micros} us, NOUN {id} kept'],
  ['INFO ', 'peer {ip} joined OTHER {small} with {count} NOUN records'],
  ['DEBUG', 'encode NOUN {id}: {bytes} -> {bytes} bytes'],
  ['INFO ', 'snapshot {seq} covers NOUN {id} up to {seq}'],
  ['INFO ', 'quota of {user} at {two} percent after NOUN {id}'],
  ['ERROR', 'cannot place NOUN {uuid}: OTHER {small} full'],
] as const

const TAILS = [
  ' token={base64}', ' request={uuid} parent={uuid}', ' digest={digest}', ' path={deep}', ' url={url}', ' body={base64}{base64}==', ' span={hex}-{hex}-{digest}', ' key={base64} at {deep}',
]

const FIELDS: Record<string, Field> = {
  base64: random => base64(random, 24 + random.below(40)),
  bytes: random => String(Math.round(random.logNormal(20000, 1.4))),
  count: random => String(Math.round(random.logNormal(80, 1))),
  deep: (random) => {
    let path = '/srv'
    for (let left = random.between(3, 7); left > 0; left--) path += '/' + random.pick(WORDS) + (random.chance(0.5) ? '-' + random.hex(6) : '')
    return path + '/' + random.hex(12) + '.seg'
  },
  digest: random => random.hex(64),
  digit: random => String(random.between(1, 5)),
  flag: random => (random.chance(0.9) ? 'true' : 'false'),
  hex: random => random.hex(16),
  host: random => random.pick(HOSTS),
  id: random => String(random.between(1000000, 99999999)),
  ip: random => '10.' + random.below(8) + '.' + random.below(256) + '.' + random.between(1, 254),
  micros: random => String(Math.round(random.logNormal(300, 0.9))),
  ms: random => String(Math.round(random.logNormal(18, 1)) + 1),
  path: random => '/data/' + random.pick(WORDS) + '/' + random.below(4000) + '/' + random.hex(8),
  port: random => String(random.between(1024, 65535)),
  seq: random => String(random.between(1, 4000000000)),
  small: random => String(random.below(64)),
  state: random => STATES.draw(random),
  two: random => String(random.between(10, 99)),
  url: random => 'https://' + random.pick(HOSTS) + '/v1/' + random.pick(WORDS) + '/' + random.hex(24) + '?cursor=' + base64(random, 32) + '&limit=' + random.between(1, 500),
  user: random => random.pick(USERS),
  uuid: random => random.uuid(),
}

const STATES = new Choice([['ready', 70], ['active', 20], ['draining', 7], ['paused', 3]])

function base64(random: Random, length: number): string {
  let text = ''
  while (text.length < length) {
    const bits = random.bits()
    text += BASE64_PAIRS[bits >>> 20] + BASE64_PAIRS[(bits >>> 8) & 4095]
  }
  return text
}
