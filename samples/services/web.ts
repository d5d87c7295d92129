import { address, amount, between, hex, lineMaker, maybe, oneOf, several, tail, visit, zipfOf } from './line'
import { serviceWriter } from './service'

const AGENTS = ['Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/131.0', 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/129.0.0.0', 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148', 'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_6) Safari/605.1.15', 'Mozilla/5.0 (Linux; Android 15; Pixel 8) Chrome/128.0.0.0 Mobile', 'reader-app/4.12.1', 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Edg/129.0.0.0', 'feedfetch/2.3 (+https://feeds.example/about)', 'curl/8.9.1', 'linkcheck/1.0']
const SECTIONS = ['news', 'sport', 'culture', 'travel', 'science', 'opinion', 'local', 'games']

const say = lineMaker({
  asset: oneOf('app 40|vendor 30|theme 20|print 4'),
  bytes: amount(14000, 0.9),
  small: amount(640, 0.25),
  count: amount(12, 0.7),
  crawled: between(1, 900),
  feed: oneOf('rss 70|atom 25|json 5'),
  found: oneOf('200 88|304 10|404 2'),
  hash: hex(8),
  image: oneOf('jpg 60|webp 30|png 10'),
  article: random => String(Math.min(60000, Math.floor(random.logNormal(4000, 1.1))) + 100),
  ms: amount(38, 0.6),
  slow: random => String(2000 + Math.round(random.logNormal(700, 0.5))),
  page: between(1, 40),
  percent: between(20, 85),
  reason: oneOf('idle 60|timeout 30|shutdown 10'),
  section: zipfOf(SECTIONS),
  signIn: oneOf('303 92|401 8'),
  upstream: oneOf('10.20.0.11:8080 40|10.20.0.12:8080 35|10.20.0.13:8080 25'),
  query: tail(0.35, '?page=', between(1, 9)),
  word: zipfOf(['weather', 'election', 'recipe', 'train', 'budget', 'concert', 'museum', 'football', 'harvest', 'school', 'bridge', 'river']),
  worker: between(1, 16),
})

const access = (text: string) => say('access', '', text + ' "{referer}" "{agent}" {ms}')
const error = (level: string, module: string, text: string) => say(level, module, text)

const HOME = access('GET / HTTP/2.0" 200 {bytes}')
const ARTICLE = access('GET /{section}/{article} HTTP/2.0" {found} {bytes}')
const IMAGE = access('GET /media/{article}/{hash}.{image} HTTP/2.0" 200 {bytes}')
const LOGIN = access('POST /account/login HTTP/2.0" {signIn} {small}')
const FEED = access('GET /feeds/{feed} HTTP/1.1" 200 {bytes}')
const HEALTH = say('probe', '', 'GET /-/alive HTTP/1.1" 200 {small} "-" "probe/1.4" {ms}')
const FLUSHED = error('info', 'cache', 'page cache written, {count} entries, {bytes} kB, {percent} percent full')
const BASKET = access('GET /subscribe/plans HTTP/2.0" 200 {bytes}')
const CHECKOUT = access('POST /subscribe/start HTTP/2.0" 303 {small}')
const SUBSCRIBE = visit(18, BASKET, CHECKOUT, access('GET /subscribe/pay HTTP/2.0" 200 {bytes}'), access('POST /subscribe/pay HTTP/2.0" 303 {small}'), access('GET /subscribe/thanks HTTP/2.0" 200 {bytes}'))
const SIGN_IN = visit(40, access('GET /account/login HTTP/2.0" 200 {bytes}'), several(1, 2, LOGIN), access('GET /account HTTP/2.0" 200 {bytes}'))
const REUSED = error('notice', 'proxy', 'connection to {upstream} closed, reason {reason}, after {count} requests')

/** Access log and error log of a newspaper's site in one file. */
export const writeWeb = serviceWriter({
  startMs: 1772438400000,
  perSecond: 2.2,
  atOnce: 25,
  newSubject: random => ({ ip: address(random, {}), port: String(random.between(20000, 60999)), agent: AGENT(random, {}), referer: REFERER(random, {}), user: random.chance(0.06) ? 'reader' + random.between(1000, 9999) : '-' }),
  stamp: ({ year, month, day, hour, minute, second }) => ({
    access: day + '/' + MONTHS[Number(month) - 1] + '/' + year + ':' + hour + ':' + minute + ':' + second + ' +0000',
    error: year + '/' + month + '/' + day + ' ' + hour + ':' + minute + ':' + second,
  }),
  print: ({ level, source }, text, clock, subject, random) => level === 'access' || level === 'probe'
    ? (level === 'probe' ? '10.20.0.5 - -' : subject.ip + ' - ' + subject.user) + ' [' + clock.stamp.access + '] "' + text
    : clock.stamp.error + ' [' + level + '] ' + random.between(811, 826) + '#0: ' + source + ': ' + text,
  visits: [
    visit(200, maybe(0.6, HOME), several(1, 4, ARTICLE), several(1, 3, IMAGE)),
    visit(90, ARTICLE, maybe(0.7, access('GET /static/{asset}.{hash}.css HTTP/2.0" 200 {bytes}')), maybe(0.7, access('GET /static/{asset}.{hash}.js HTTP/2.0" 200 {bytes}')), several(1, 5, IMAGE)),
    visit(60, access('GET /{section}/{query} HTTP/2.0" 200 {bytes}'), several(1, 3, ARTICLE)),
    visit(50, access('GET /search?q={word} HTTP/2.0" 200 {bytes}'), maybe(0.6, ARTICLE)),
    SIGN_IN,
    SUBSCRIBE,
    visit(40, FEED),
    visit(20, access('GET /robots.txt HTTP/1.1" 200 {small}')),
    visit(24, access('GET /favicon.ico HTTP/1.1" 200 {small}')),
    visit(14, access('GET /sitemap/{page}.xml HTTP/1.1" 200 {bytes}')),
    visit(30, access('GET /api/comments/{article}{query} HTTP/2.0" 200 {bytes}'), maybe(0.25, access('POST /api/comments/{article} HTTP/2.0" 201 {small}'))),
    visit(8, access('DELETE /api/comments/{article} HTTP/2.0" 204 0')),
    visit(10, access('PUT /account/settings HTTP/2.0" 204 0')),
    visit(16, access('HEAD /{section}/{article} HTTP/1.1" 200 0')),
    visit(12, access('GET /weather/{word} HTTP/2.0" 200 {bytes}')),
    visit(9, access('GET /crossword/{page} HTTP/2.0" 200 {bytes}'), maybe(0.5, access('POST /crossword/{page}/solution HTTP/2.0" 200 {small}'))),
    visit(7, access('GET /wp-login.php HTTP/1.1" 404 {small}'), error('error', 'static', 'no file /srv/site/wp-login.php, client {ip}')),
    visit(4, access('GET /old/{article}.html HTTP/1.1" 410 {small}')),
    visit(6, access('GET /archive/{article} HTTP/1.1" 301 {small}')),
    visit(3, access('GET /api/related/{article} HTTP/2.0" 502 {small}'), error('error', 'proxy', '{upstream} closed the line before it answered, client {ip}, request "GET /api/related/{article}"')),
    visit(3, error('warn', 'proxy', 'answer of {upstream} larger than the buffer, {bytes} bytes spooled to disk')),
    visit(2.5, access('GET /live/{word} HTTP/2.0" 499 0')),
    visit(2, error('error', 'limit', 'client {ip} held back: {count} requests over its share in zone pages')),
    visit(1.5, error('warn', 'tls', 'client {ip} offered no cipher that is allowed here')),
    visit(1, error('error', 'proxy', '{upstream} gave no answer within {slow} ms, next server tried')),
    visit(9, REUSED),
    visit(6, error('info', 'cache', 'entry {hash} of zone pages replaced, {bytes} bytes')),
    visit(4, error('notice', 'static', 'range of /media/{article} served, {bytes} bytes')),
    visit(2, error('info', 'worker', 'worker {worker} took over {count} connections')),
    visit(1, error('notice', 'rewrite', 'rule {page} sent {ip} to /{section}/')),
    visit(0.6, error('info', 'tls', 'ticket key changed, {count} sessions kept')),
    visit(0.4, error('notice', 'log', 'access log opened anew, {bytes} kB before')),
  ],
  regular: [{ everyMs: 15000, line: HEALTH }, { everyMs: 60000, line: FLUSHED }],
  gusts: [
    { line: access('GET /{section}/archive/{crawled} HTTP/1.1" 200 {bytes}'), least: 10, most: 40 },
    { line: IMAGE, least: 8, most: 25 },
  ],
  gustShare: 1 / 1500,
  odd: {
    error: [error('error', 'static', 'disk of /srv/site/media refused to write: {bytes} kB needed, none free'), error('error', 'tls', 'certificate for press.example failed to load, the former one is kept'), error('error', 'lua', 'template front.html broke at line {page}: value of headline is missing')],
    quiet: [access('GET /export/readers.csv HTTP/1.1" 200 {bytes}'), error('notice', 'config', 'new settings read, {count} servers now listen'), access('TRACE /account HTTP/1.1" 405 {small}')],
    severe: [error('emerg', 'worker', 'shared memory of zone pages is corrupt, all workers stop'), error('crit', 'static', 'no more open files: {count} of 1024 left')],
    value: [{ line: ARTICLE, name: 'found', text: '451' }, { line: FEED, name: 'feed', text: 'opml' }, { line: LOGIN, name: 'signIn', text: '207' }, { line: IMAGE, name: 'image', text: 'exe' }],
    high: [{ line: ARTICLE, name: 'ms', text: '94210' }, { line: HOME, name: 'bytes', text: '48201773' }, { line: HEALTH, name: 'ms', text: '61044' }],
    low: [{ line: HEALTH, name: 'small', text: '3' }],
    burst: [access('POST /account/reset HTTP/1.1" 202 {small}'), access('GET /search?q={word} HTTP/1.1" 503 {small}'), error('error', 'proxy', '{upstream} refused the connection, client {ip}'), error('warn', 'tls', 'client {ip} offered no cipher that is allowed here')],
    silence: [HEALTH],
    session: [{ visit: SUBSCRIBE, repeat: { step: 3, times: 40 } }, { visit: SIGN_IN, repeat: { step: 1, times: 60 } }],
  },
})

const AGENT = zipfOf(AGENTS)
const REFERER = oneOf('- 55|https://press.example/ 25|https://find.example/ 14|https://social.example/ 6')
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
