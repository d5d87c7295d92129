import { THREE_DIGITS } from '../clock'
import { address, amount, between, decimal, hex, lineMaker, listOf, maybe, oneOf, several, tail, uuid, visit, zipfOf } from './line'
import { serviceWriter } from './service'

const ROUTES = zipfOf(['/rides', '/rides/near', '/drivers', '/quotes', '/cards', '/places', '/ratings', '/offers', '/receipts', '/help'])
const CITIES = zipfOf(['lisbon', 'porto', 'vienna', 'graz', 'lyon', 'ghent', 'turin', 'malmo', 'gdansk', 'brno'])

const say = lineMaker({
  address,
  amount: decimal(14, 0.5, 2),
  bytes: amount(2600, 0.8),
  city: CITIES,
  count: amount(11, 0.6),
  currency: oneOf('EUR 80|PLN 9|SEK 7|CZK 4'),
  driver: between(10000, 99999),
  drivers: listOf(between(10000, 99999), 1, 6, ','),
  event: oneOf('created 40|changed 45|closed 15'),
  few: between(1, 6),
  hash: hex(12),
  heap: amount(310, 0.12),
  hit: oneOf('true 90|false 10'),
  method: oneOf('GET 70|POST 24|PATCH 4|DELETE 2'),
  ms: decimal(23, 0.6, 2),
  note: tail(0.25, ',"note":"', random => random.pick(['airport', 'night', 'child seat', 'pets']) + '"'),
  plan: oneOf('basic 60|comfort 28|van 12'),
  reason: oneOf('rider 60|driver 30|timeout 10'),
  route: ROUTES,
  score: between(1, 5),
  slow: decimal(1900, 0.2, 1),
  status: oneOf('200 90|201 6|404 3|409 1'),
  topic: oneOf('ride 60|driver 30|payment 10'),
  trace: random => '"stack":"Error: no quote\\n    at price (/srv/quotes.js:' + random.between(20, 90) + ':9)\\n    at next (/srv/chain.js:14:5)"',
  uuid,
})

const name = { info: '30', debug: '20', warn: '40', error: '50', fatal: '60' }
const REQUEST = say(name.info, 'http', '"req":"{request}","method":"{method}","url":"{route}","remote":"{address}","msg":"request received"')
const DONE = say(name.info, 'http', '"req":"{request}","status":{status},"took":{ms},"bytes":{bytes},"msg":"request answered"')
const QUERY = say(name.debug, 'store', '"req":"{request}","rows":{count},"took":{ms},"msg":"rows read"')
const HTTP = visit(150, REQUEST, maybe(0.8, say(name.debug, 'auth', '"req":"{request}","rider":{rider},"msg":"token is good"')), several(1, 4, QUERY), maybe(0.4, say(name.debug, 'cache', '"req":"{request}","key":"{hash}","hit":{hit},"msg":"looked up"')), DONE)
const RIDE = visit(40, say(name.info, 'rides', '"ride":"{ride}","rider":{rider},"city":"{town}","plan":"{plan}"{note},"msg":"ride asked for"'), say(name.info, 'match', '"ride":"{ride}","candidates":[{drivers}],"msg":"drivers asked"'), say(name.info, 'match', '"ride":"{ride}","driver":{driver},"took":{ms},"msg":"driver found"'), several(2, 6, say(name.debug, 'rides', '"ride":"{ride}","eta":{count},"msg":"position updated"')), say(name.info, 'rides', '"ride":"{ride}","km":{amount},"msg":"ride ended"'), say(name.info, 'pay', '"ride":"{ride}","amount":{amount},"currency":"{currency}","msg":"card charged"'))
const PROCESS = say(name.info, 'process', '"heap":{heap},"lag":{ms},"sockets":{count},"msg":"process state"')
const PUBLISHED = say(name.debug, 'events', '"topic":"{topic}","event":"{event}","id":"{uuid}","msg":"event published"')

/** The log of a ride service, one JSON object a line. */
export const writeJson = serviceWriter({
  startMs: 1772431200000,
  perSecond: 2.4,
  atOnce: 14,
  newSubject: random => ({ request: random.hex(14), rider: String(random.between(100000, 999999)), ride: 'r' + random.hex(9), town: CITIES(random, {}), host: 'api-' + random.between(1, 4), pid: String(random.between(17, 19)) }),
  stamp: () => '',
  print: ({ level, source }, text, clock, subject) => '{"level":' + level + ',"time":' + clock.second + THREE_DIGITS[clock.fraction] + ',"pid":' + subject.pid + ',"hostname":"' + subject.host + '","name":"' + source + '",' + text + '}',
  visits: [
    HTTP,
    RIDE,
    visit(100, PUBLISHED),
    visit(40, say(name.info, 'drivers', '"driver":{driver},"city":"{city}","msg":"driver is free"')),
    visit(30, say(name.debug, 'geo', '"city":"{city}","cells":{count},"took":{ms},"msg":"cells searched"')),
    visit(24, say(name.info, 'quotes', '"quote":"{hash}","city":"{city}","amount":{amount},"msg":"quote given"')),
    visit(20, say(name.debug, 'queue', '"topic":"{topic}","waiting":{count},"msg":"batch taken"')),
    visit(14, say(name.info, 'ratings', '"rider":{rider},"driver":{driver},"stars":{score},"msg":"rated"')),
    visit(10, say(name.info, 'rides', '"ride":"{ride}","by":"{reason}","msg":"ride called off"')),
    visit(9, say(name.info, 'push', '"rider":{rider},"tokens":{few},"msg":"push sent"')),
    visit(7, say(name.debug, 'flags', '"flag":"{hash}","value":{hit},"msg":"flag read"')),
    visit(6, say(name.warn, 'store', '"took":{slow},"table":"{topic}","msg":"slow statement"')),
    visit(5, say(name.warn, 'match', '"city":"{city}","waiting":{count},"msg":"few drivers"')),
    visit(4, say(name.warn, 'auth', '"remote":"{address}","msg":"token has expired"')),
    visit(3, say(name.error, 'quotes', '"quote":"{hash}","err":{"type":"QuoteError",{trace}},"msg":"quote failed"')),
    visit(2.5, say(name.error, 'pay', '"ride":"{ride}","err":{"code":"declined","try":{few}},"msg":"card refused"'), say(name.info, 'pay', '"ride":"{ride}","wait":{count},"msg":"charge will be tried again"')),
    visit(2, say(name.warn, 'push', '"rider":{rider},"msg":"push token is stale"')),
    visit(1.5, say(name.error, 'maps', '"city":"{city}","err":{"code":"ETIMEDOUT","after":{slow}},"msg":"map server gave no answer"')),
    visit(1, say(name.info, 'config', '"revision":"{hash}","keys":{count},"msg":"settings renewed"')),
    visit(0.9, say(name.info, 'jobs', '"job":"receipts","sent":{count},"took":{slow},"msg":"job done"')),
    visit(0.7, say(name.warn, 'process', '"pause":{slow},"msg":"long pause of the loop"')),
  ],
  regular: [{ everyMs: 12000, line: PROCESS }, { everyMs: 30000, line: say(name.debug, 'health', '"checks":{few},"took":{ms},"msg":"health asked"') }],
  gusts: [{ line: PUBLISHED, least: 10, most: 40 }, { line: say(name.warn, 'limit', '"remote":"{address}","over":{count},"msg":"held back"'), least: 5, most: 18 }],
  gustShare: 1 / 1600,
  odd: {
    error: [say(name.error, 'store', '"err":{"code":"ENOSPC"},"table":"{topic}","msg":"cannot write journal"'), say(name.error, 'jobs', '"job":"tariffs","err":{"type":"SyntaxError","line":{count}},"msg":"job failed"'), say(name.error, 'match', '"city":"{city}","err":{"type":"RangeError"},"msg":"scoring broke down"')],
    quiet: [say(name.info, 'admin', '"user":"ops{few}","msg":"export of riders begun"'), say(name.info, 'flags', '"flag":"{hash}","share":{few},"msg":"rollout stopped"'), say(name.info, 'store', '"replica":"{hash}","msg":"reads go to the other site"')],
    severe: [say(name.fatal, 'process', '"err":{"type":"OutOfMemory","heap":{heap}},"msg":"process ends"'), say(name.fatal, 'pay', '"err":{"code":"KEY_REVOKED"},"msg":"no payments possible"')],
    value: [{ line: RIDE.steps[5].line, name: 'currency', text: 'BTC' }, { line: DONE, name: 'status', text: '511' }, { line: PUBLISHED, name: 'event', text: 'merged' }, { line: REQUEST, name: 'method', text: 'TRACE' }],
    high: [{ line: DONE, name: 'ms', text: '73114.92' }, { line: RIDE.steps[5].line, name: 'amount', text: '98000.00' }, { line: PROCESS, name: 'heap', text: '91822' }],
    low: [{ line: PROCESS, name: 'heap', text: '1' }],
    burst: [say(name.warn, 'match', '"ride":"{ride}","driver":{driver},"msg":"driver does not answer"'), say(name.error, 'store', '"err":{"code":"ECONNREFUSED"},"try":{few},"msg":"no connection"'), say(name.warn, 'auth', '"remote":"{address}","msg":"token has expired"')],
    silence: [PROCESS],
    session: [{ visit: RIDE, cut: 2 }, { visit: HTTP, repeat: { step: 2, times: 60 } }, { visit: HTTP, cut: 1 }],
  },
})
