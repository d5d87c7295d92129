/** A log in one form: what a line of an event is, written by its fields. */
export interface Format {
  name: string
  /** Text of event `i`, with all its lines. */
  event: (event: Event, i: number) => string
  /** Text before the first event. */
  head?: string
  tail?: string
  /** Severity of usual events and of the odd one; null where the form states none. */
  levels?: [usual: string | null, odd: string | null]
  /** Whether no date, or no time at all, stands there. */
  hasTime?: boolean
  /** Lines from the event's first on until the one that a finding names. */
  lines?: number
}

export interface Event { ms: number, level: 'INFO' | 'WARN' | 'ERROR', message: string, shop: number, took: number }

const two = (n: number) => String(n).padStart(2, '0')
const at = (ms: number) => new Date(ms)
const iso = (ms: number) => at(ms).toISOString()
const plain = (ms: number) => iso(ms).slice(0, 19).replace('T', ' ')
const clock = (ms: number) => iso(ms).slice(11, 19)
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const month = (ms: number) => MONTHS[at(ms).getUTCMonth()]
const day = (ms: number) => at(ms).getUTCDate()
const syslog = (ms: number) => `${month(ms)} ${String(day(ms)).padStart(2, ' ')} ${clock(ms)}`
const letter = ({ level }: Event) => level[0]
const bunyan = { INFO: 30, WARN: 40, ERROR: 50 }
const priority = { INFO: 6, WARN: 4, ERROR: 3 }
const twelve = (ms: number) => {
  const hour = at(ms).getUTCHours()
  return `${hour % 12 === 0 ? 12 : hour % 12}:${two(at(ms).getUTCMinutes())}:${two(at(ms).getUTCSeconds())}`
}
const half = (ms: number) => at(ms).getUTCHours() < 12
const json = ({ ms, level, message, shop, took }: Event) => JSON.stringify({ time: iso(ms), level: level.toLowerCase(), msg: message, shop, took })
const pairs = ({ ms, level, message, shop, took }: Event) => `time=${iso(ms)} level=${level.toLowerCase()} msg="${message}" shop=${shop} took=${took}`
const cells = ({ ms, level, message, shop, took }: Event, delimiter: string) => [plain(ms), level, `till-${shop % 3}`, took, message].join(delimiter)

const NO_LEVEL: [null, null] = [null, null]

/** Every form that docs/formats.md names, in its order. */
export const FORMATS: Format[] = [
  { name: 'a time and a level', event: e => `${plain(e.ms)} ${e.level} ${e.message}` },
  { name: 'ISO 8601 with a zone', event: e => `${iso(e.ms)} [${e.level.toLowerCase()}] ${e.message}` },
  { name: 'log4j', event: e => `${plain(e.ms)},${String(e.ms % 1000).padStart(3, '0')} ${e.level} [main] a.b.Till: ${e.message}` },
  { name: 'Python logging', event: e => `${plain(e.ms)},${String(e.ms % 1000).padStart(3, '0')} - shop.till - ${e.level} - ${e.message}` },
  { name: 'loguru', event: e => `${plain(e.ms)}.${String(e.ms % 1000).padStart(3, '0')} | ${e.level.padEnd(8)} | app.main:run:12 - ${e.message}` },
  { name: 'a level before the time', event: e => `${e.level} ${plain(e.ms)} ${e.message}` },
  { name: 'a letter and the time in one bracket', event: e => `[${letter(e)} ${plain(e.ms)}.000 App] ${e.message}` },
  { name: 'klog', event: e => `${letter(e)}${two(at(e.ms).getUTCMonth() + 1)}${two(day(e.ms))} ${clock(e.ms)}.000000    1234 till.go:12] ${e.message}` },
  { name: 'logcat', event: e => `${two(at(e.ms).getUTCMonth() + 1)}-${two(day(e.ms))} ${clock(e.ms)}.000  1702  2395 ${letter(e)} Till: ${e.message}` },
  { name: 'syslog of RFC 3164', event: e => `${syslog(e.ms)} node1 till[812]: ${e.message}`, levels: NO_LEVEL },
  { name: 'syslog with a priority', event: e => `<${8 + priority[e.level]}>${syslog(e.ms)} node1 till[812]: ${e.message}` },
  { name: 'syslog of RFC 5424', event: e => `<${8 + priority[e.level]}>1 ${iso(e.ms)} node1 till 812 - - ${e.message}` },
  { name: 'a router', event: (e, i) => `${String(i).padStart(6, '0')}: *${syslog(e.ms)}.000: %TILL-${priority[e.level]}-SYNC: ${e.message}`, levels: ['info', 'error'] },
  { name: 'Apache error log', event: e => `[${DAYS[at(e.ms).getUTCDay()]} ${month(e.ms)} ${two(day(e.ms))} ${clock(e.ms)}.000000 ${at(e.ms).getUTCFullYear()}] [core:${e.level === 'INFO' ? 'notice' : 'error'}] [pid 812] ${e.message}`, levels: ['notice', 'error'] },
  { name: 'nginx error log', event: e => `${plain(e.ms).replaceAll('-', '/')} [${e.level === 'INFO' ? 'notice' : 'error'}] 812#0: ${e.message}`, levels: ['notice', 'error'] },
  { name: 'a web framework', event: e => `[GIN] ${plain(e.ms).slice(0, 10).replaceAll('-', '/')} - ${clock(e.ms)} | ${e.level === 'ERROR' ? 500 : 200} | ${e.took}ms | 192.0.2.${e.shop % 9} | GET ${e.message}`, levels: NO_LEVEL },
  { name: 'a time late in the line', event: e => `[pid: ${e.shop}|app: 0] 192.0.2.${e.shop % 9} () [${DAYS[at(e.ms).getUTCDay()]} ${month(e.ms)} ${two(day(e.ms))} ${clock(e.ms)} ${at(e.ms).getUTCFullYear()}] ${e.message}`, levels: NO_LEVEL },
  { name: 'an audit log', event: (e, i) => `type=TILL msg=audit(${Math.floor(e.ms / 1000)}.000:${i}): pid=812 what='${e.message}'`, levels: NO_LEVEL },
  { name: 'JSON lines', event: json },
  { name: 'JSON with numbers for levels', event: e => JSON.stringify({ level: bunyan[e.level], time: e.ms, pid: 812, msg: e.message, took: e.took }) },
  { name: 'JSON with nested keys', event: e => JSON.stringify({ t: { $date: iso(e.ms) }, s: letter(e), c: 'TILL', msg: e.message, attr: { shop: e.shop, took: e.took } }) },
  { name: 'JSON behind docker compose', event: e => `till-1  | ${json(e)}` },
  { name: 'JSON behind syslog', event: e => `${syslog(e.ms)} node1 till[812]: ${json(e)}` },
  { name: 'JSON behind a container prefix', event: e => `${iso(e.ms)} stdout F ${json(e)}` },
  { name: 'text behind a container prefix', event: e => `${iso(e.ms)} stdout F ${e.level} ${e.message}` },
  { name: 'Docker json-file', event: e => JSON.stringify({ log: `${plain(e.ms)} ${e.level} ${e.message}\n`, stream: 'stdout', time: iso(e.ms) }) },
  { name: 'indented JSON', head: '[\n', tail: ']\n', event: (e, i) => `${JSON.stringify(JSON.parse(json(e)), null, 2).replace(/^/gm, '  ')}${i === 399 ? '' : ','}`, lines: 7 },
  { name: 'logfmt', event: pairs },
  { name: 'logfmt behind syslog', event: e => `${syslog(e.ms)} node1 till[812]: ${pairs(e)}` },
  { name: 'CEF', event: e => `${syslog(e.ms)} node1 CEF:0|Acme|Till|1.0|${e.shop}|${e.message}|3|rt=${iso(e.ms)} took=${e.took}`, levels: NO_LEVEL },
  { name: 'CSV with names', head: 'time,level,till,took,message\n', event: e => cells(e, ',') },
  { name: 'CSV without names', event: e => cells(e, ';') },
  { name: 'TSV', event: e => cells(e, '\t') },
  { name: 'W3C extended log', head: '#Version: 1.0\n#Fields: date time cs-method cs-uri-stem sc-status time-taken x-message\n', event: e => `${plain(e.ms)} GET /till/${e.shop % 5} ${e.level === 'ERROR' ? 500 : 200} ${e.took} ${e.message.replaceAll(' ', '_')}`, levels: NO_LEVEL },
  { name: 'a journal in export form', event: e => `__REALTIME_TIMESTAMP=${e.ms}000\nPRIORITY=${priority[e.level]}\nSYSLOG_IDENTIFIER=till\nMESSAGE=${e.message}\n`, lines: 5 },
  { name: 'a header over two lines', event: e => `${month(e.ms)} ${two(day(e.ms))}, ${at(e.ms).getUTCFullYear()} ${twelve(e.ms)} ${half(e.ms) ? 'AM' : 'PM'} com.acme.Till sync\n${e.level === 'ERROR' ? 'SEVERE' : e.level}: ${e.message}`, lines: 2 },
  { name: 'blocks that begin with a comment', event: e => `# Time: ${iso(e.ms)}\n# Query_time: ${e.took / 1000}  Lock_time: 0.000100\n${e.message};`, levels: NO_LEVEL, lines: 3 },
  { name: 'seconds since 1970', event: e => `${Math.floor(e.ms / 1000)} ${e.level} ${e.message}` },
  { name: 'a clock of twelve hours', event: e => `${at(e.ms).getUTCMonth() + 1}/${day(e.ms)}/${at(e.ms).getUTCFullYear()} ${twelve(e.ms)} ${half(e.ms) ? 'AM' : 'PM'} ${e.level} ${e.message}` },
  { name: 'German', event: e => `${two(day(e.ms))}. ${['Januar', 'Februar', 'März', 'April', 'Mai', 'Juni', 'Juli', 'August', 'September', 'Oktober', 'November', 'Dezember'][at(e.ms).getUTCMonth()]} ${at(e.ms).getUTCFullYear()} ${clock(e.ms)} ${e.level} ${e.message}` },
  { name: 'Chinese', event: e => `${plain(e.ms)} ${e.level} 商店${e.shop}：${e.message}` },
  { name: 'a clock without a date', event: e => `${clock(e.ms)} [${e.level.toLowerCase()}] ${e.message}`, hasTime: false },
  { name: 'a level and a class, then the message', event: e => `${{ INFO: 'info', WARN: 'warn', ERROR: 'fail' }[e.level]}: Shop.Till[0]\n      ${e.message}`, hasTime: false, lines: 2 },
  { name: 'a level alone', event: e => `${e.level}: ${e.message}`, hasTime: false },
]
