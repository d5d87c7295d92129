import { Choice } from './random'
import type { Random } from './random'

/** Who a visit is about; the ids stay the same through all of its lines. */
export interface Visitor {
  request: string
  session: string
  customer: number
  cart: number
  order: number
  payment: string
  product: number
  sku: string
  ip: string
  email: string
  query: string
  currency: string
}

/** One line that a visit may write; `share` of the visits write it. */
export interface Step { head: string, share: number, text(visitor: Visitor, random: Random): string }

export function newVisitor(random: Random): Visitor {
  const customer = random.between(10000, 249999)
  return {
    request: random.hex(12),
    session: random.hex(16),
    customer,
    cart: random.between(1000000, 9999999),
    order: random.between(40000000, 49999999),
    payment: 'pay_' + random.hex(14),
    product: Math.min(29999, Math.floor(random.logNormal(900, 1.4))) + 100,
    sku: 'SKU-' + random.between(10000, 99999),
    ip: random.between(11, 199) + '.' + random.below(256) + '.' + random.below(256) + '.' + random.between(1, 254),
    email: random.pick(NAMES) + (customer % 977) + '@' + random.pick(MAIL_HOSTS),
    query: random.pick(ADJECTIVES) + ' ' + random.pick(THINGS),
    currency: CURRENCY.draw(random),
  }
}

const NAMES = ['anna', 'ben', 'carla', 'david', 'elif', 'frank', 'greta', 'hugo', 'ines', 'jonas', 'kira', 'lars', 'mia', 'noah', 'olga', 'paul', 'rosa', 'sven', 'tina', 'uwe', 'vera', 'yusuf', 'zoe']
const MAIL_HOSTS = ['mail.example', 'post.example', 'inbox.example', 'work.example']
const ADJECTIVES = ['red', 'small', 'wooden', 'warm', 'cheap', 'waterproof', 'organic', 'folding', 'silent', 'blue', 'heavy', 'light', 'large', 'round', 'green', 'classic']
const THINGS = ['lamp', 'chair', 'jacket', 'kettle', 'rug', 'tent', 'bicycle', 'desk', 'pillow', 'backpack', 'knife', 'mug', 'clock', 'shelf', 'blanket', 'boots', 'toaster', 'mirror']
const CURRENCY = new Choice([['EUR', 72], ['USD', 13], ['GBP', 8], ['CHF', 5], ['SEK', 2]])
const METHOD = new Choice([['card', 58], ['paypal', 27], ['invoice', 12], ['giftcard', 3]])
const DECLINED = new Choice([['insufficient_funds', 60], ['expired_card', 25], ['do_not_honour', 15]])
const CARRIER = new Choice([['DHL', 50], ['UPS', 22], ['DPD', 18], ['GLS', 10]])
const WAREHOUSE = new Choice([['BER-1', 45], ['HAM-2', 30], ['MUC-1', 25]])
const SIGN_IN = new Choice([['password', 70], ['passkey', 20], ['oauth', 10]])
const JOB = new Choice([['reindex', 30], ['price-import', 30], ['session-sweep', 25], ['report', 15]])
const PARTNER = new Choice([['northwind', 40], ['contoso', 35], ['fabrikam', 25]])
const PAGE = new Choice([['/', 30], ['/sale', 20], ['/new', 20], ['/help/shipping', 15], ['/about', 15]])
const ASSET = new Choice([['app', 40], ['vendor', 30], ['theme', 30]])
const PAGE_STATUS = new Choice([['200', 92], ['304', 7], ['404', 1]])
const SIGN_IN_STATUS = new Choice([['200', 90], ['401', 10]])
const RATING = new Choice([['5', 50], ['4', 25], ['3', 12], ['2', 6], ['1', 7]])

const milliseconds = (random: Random, median: number) => String(Math.round(random.logNormal(median, 0.5)) + 1)
const money = (random: Random) => (random.logNormal(4500, 0.7) / 100 + 1).toFixed(2)
const http = (method: string, median: number) => (path: (visitor: Visitor, random: Random) => string, status: (random: Random) => string) =>
  (visitor: Visitor, random: Random) => 'req=' + visitor.request + ' ' + method + ' ' + path(visitor, random) + ' ' + status(random) + ' ' + milliseconds(random, median) + 'ms ' + Math.round(random.logNormal(9000, 0.8)) + 'b'

function step(level: 'DEBUG' | 'INFO' | 'WARN' | 'ERROR', component: string, text: Step['text'], share = 1): Step {
  return { head: ' ' + level + ' [' + component + '] ', share, text }
}

const RESUMED = step('INFO', 'session', visitor => 'session ' + visitor.session + ' resumed for customer ' + visitor.customer, 0.3)
const TRACE_FRAMES = ['renderPrice (price.js', 'loadSuggestions (recommend.js', 'readCart (cart.js', 'withTimeout (timeout.js', 'handle (router.js', 'dispatch (queue.js']

export const HEALTH_CHECK = step('DEBUG', 'http', (_, random) => 'health check answered in ' + milliseconds(random, 2) + 'ms')

/** From the order to the parcel; none of it is left out. */
export const ORDER: readonly Step[] = [
  step('INFO', 'orders', (visitor, random) => 'order ' + visitor.order + ' placed by customer ' + visitor.customer + ' items=' + random.between(1, 7) + ' total=' + money(random) + ' currency=' + visitor.currency),
  step('DEBUG', 'fraud', (visitor, random) => 'order ' + visitor.order + ' rated 0.' + random.between(10, 69) + ' decision=accept'),
  step('INFO', 'payments', (visitor, random) => 'payment ' + visitor.payment + ' authorised for order ' + visitor.order + ' amount=' + money(random) + ' currency=' + visitor.currency + ' method=' + METHOD.draw(random)),
  step('INFO', 'stock', (visitor, random) => 'reserved ' + random.between(1, 6) + ' units of ' + visitor.sku + ' for order ' + visitor.order + ' in warehouse ' + WAREHOUSE.draw(random)),
  step('INFO', 'mail', visitor => 'confirmation of order ' + visitor.order + ' queued to ' + visitor.email),
  step('INFO', 'http', http('POST', 160)(() => '/orders', () => '201')),
  step('INFO', 'payments', (visitor, random) => 'payment ' + visitor.payment + ' captured after ' + milliseconds(random, 420) + 'ms'),
  step('INFO', 'mail', (visitor, random) => 'confirmation to ' + visitor.email + ' delivered by smtp' + random.between(1, 3) + ' in ' + milliseconds(random, 340) + 'ms'),
  step('INFO', 'shipping', (visitor, random) => 'order ' + visitor.order + ' packed in warehouse ' + WAREHOUSE.draw(random) + ', weight=' + Math.round(random.logNormal(1800, 0.6)) + 'g'),
  step('INFO', 'shipping', (visitor, random) => 'order ' + visitor.order + ' handed over carrier=' + CARRIER.draw(random) + ' parcel=' + random.between(100000000, 999999999)),
]

/** The kinds of visits with their weights; also work that runs beside them, as visits of one line. */
export const VISITS: readonly { weight: number, steps: readonly Step[] }[] = [
  { weight: 300, steps: [
    RESUMED,
    step('INFO', 'catalog', (visitor, random) => 'product ' + visitor.product + ' served from cache in ' + milliseconds(random, 3) + 'ms', 0.7),
    step('DEBUG', 'catalog', (visitor, random) => 'product ' + visitor.product + ' loaded from database, ' + random.between(1, 40) + ' rows in ' + milliseconds(random, 14) + 'ms', 0.3),
    step('INFO', 'recommend', (visitor, random) => random.between(4, 24) + ' recommendations for customer ' + visitor.customer + ' model=' + random.pick(['basket', 'views']), 0.5),
    step('INFO', 'http', http('GET', 21)(visitor => '/products/' + visitor.product, random => PAGE_STATUS.draw(random))),
  ] },
  { weight: 120, steps: [
    step('INFO', 'http', http('GET', 12)((_, random) => PAGE.draw(random), random => PAGE_STATUS.draw(random))),
    step('DEBUG', 'http', (_, random) => 'asset /assets/' + ASSET.draw(random) + '.' + random.hex(8) + '.js sent, ' + Math.round(random.logNormal(60000, 0.6)) + ' bytes', 0.8),
  ] },
  { weight: 110, steps: [
    step('INFO', 'search', (visitor, random) => 'query "' + visitor.query + '" matched ' + Math.round(random.logNormal(40, 0.9)) + ' products in ' + milliseconds(random, 18) + 'ms'),
    step('DEBUG', 'search', (visitor, random) => 'query "' + visitor.query + '" widened with ' + random.between(1, 6) + ' synonyms', 0.15),
    step('INFO', 'http', http('GET', 34)((_, random) => '/search?page=' + random.between(1, 5), () => '200')),
  ] },
  { weight: 60, steps: [
    RESUMED,
    step('INFO', 'cart', (visitor, random) => 'cart ' + visitor.cart + ' item ' + visitor.sku + ' added quantity=' + random.between(1, 4) + ' price=' + money(random)),
    step('WARN', 'stock', (visitor, random) => 'item ' + visitor.sku + ' is low: ' + random.between(1, 9) + ' left in warehouse ' + WAREHOUSE.draw(random), 0.08),
    step('INFO', 'cart', visitor => 'cart ' + visitor.cart + ' item ' + visitor.sku + ' removed', 0.15),
    step('DEBUG', 'pricing', (visitor, random) => 'cart ' + visitor.cart + ' total ' + money(random) + ' currency=' + visitor.currency + ' discount=' + random.pick(['0', '0', '0', '5', '10', '15']) + '%'),
    step('INFO', 'http', http('POST', 28)(() => '/cart/items', () => '201')),
  ] },
  { weight: 34, steps: ORDER },
  { weight: 4, steps: [
    step('WARN', 'payments', (visitor, random) => 'payment ' + visitor.payment + ' declined for order ' + visitor.order + ' reason=' + DECLINED.draw(random)),
    step('INFO', 'http', http('POST', 120)(() => '/orders', () => '402')),
    step('INFO', 'orders', visitor => 'order ' + visitor.order + ' kept for a second attempt by customer ' + visitor.customer, 0.7),
  ] },
  { weight: 36, steps: [
    step('WARN', 'auth', (visitor, random) => 'sign-in failed for ' + visitor.email + ' from ' + visitor.ip + ' attempt=' + random.between(1, 3), 0.12),
    step('INFO', 'auth', (visitor, random) => 'customer ' + visitor.customer + ' signed in from ' + visitor.ip + ' method=' + SIGN_IN.draw(random)),
    step('INFO', 'session', visitor => 'session ' + visitor.session + ' created for customer ' + visitor.customer + ' ttl=1800s'),
    step('INFO', 'http', http('POST', 65)(() => '/login', random => SIGN_IN_STATUS.draw(random))),
    step('DEBUG', 'orders', (visitor, random) => random.between(1, 60) + ' orders listed for customer ' + visitor.customer, 0.3),
    step('INFO', 'session', (visitor, random) => 'session ' + visitor.session + ' expired after ' + Math.round(random.logNormal(34, 0.5)) + ' minutes', 0.8),
  ] },
  { weight: 6, steps: [
    step('INFO', 'auth', visitor => 'password reset asked for ' + visitor.email + ' from ' + visitor.ip),
    step('INFO', 'mail', visitor => 'reset link queued to ' + visitor.email),
    step('INFO', 'auth', visitor => 'password of customer ' + visitor.customer + ' changed', 0.8),
  ] },
  { weight: 6, steps: [
    step('INFO', 'refunds', (visitor, random) => 'refund of order ' + visitor.order + ' asked by customer ' + visitor.customer + ' items=' + random.between(1, 4)),
    step('INFO', 'refunds', (visitor, random) => 'refund of order ' + visitor.order + ' paid amount=' + money(random) + ' currency=' + visitor.currency),
  ] },
  { weight: 8, steps: [step('INFO', 'reviews', (visitor, random) => 'review of product ' + visitor.product + ' by customer ' + visitor.customer + ' rating=' + RATING.draw(random))] },
  { weight: 5, steps: [step('INFO', 'newsletter', visitor => visitor.email + ' subscribed')] },
  { weight: 3, steps: [step('INFO', 'newsletter', visitor => visitor.email + ' left')] },
  { weight: 60, steps: [HEALTH_CHECK] },
  { weight: 50, steps: [step('DEBUG', 'db', (_, random) => 'connection ' + random.between(1, 40) + ' lent after ' + milliseconds(random, 4) + 'ms')] },
  { weight: 20, steps: [step('INFO', 'metrics', (_, random) => 'heap=' + Math.round(random.logNormal(480, 0.15)) + 'MB lag=' + milliseconds(random, 5) + 'ms connections=' + random.between(4, 40) + ' load=0.' + random.between(10, 95))] },
  { weight: 8, steps: [step('WARN', 'db', (_, random) => 'slow statement took ' + (500 + Math.round(random.logNormal(300, 0.6))) + 'ms: ' + random.pick(['SELECT FROM orders', 'SELECT FROM products', 'UPDATE stock']))] },
  { weight: 10, steps: [step('DEBUG', 'cache', (_, random) => 'evicted ' + Math.round(random.logNormal(200, 0.7)) + ' keys, ' + Math.round(random.logNormal(400000, 0.7)) + ' bytes freed')] },
  { weight: 12, steps: [step('INFO', 'images', (visitor, random) => 'thumbnail of product ' + visitor.product + ' rendered at ' + random.pick(['120', '240', '480']) + 'px in ' + milliseconds(random, 45) + 'ms')] },
  { weight: 6, steps: [
    step('INFO', 'jobs', (visitor, random) => 'job ' + JOB.draw(random) + ' started, run ' + visitor.cart),
    step('INFO', 'jobs', (visitor, random) => 'run ' + visitor.cart + ' touched ' + Math.round(random.logNormal(3000, 0.7)) + ' records'),
    step('INFO', 'jobs', (visitor, random) => 'run ' + visitor.cart + ' done in ' + milliseconds(random, 5200) + 'ms'),
  ] },
  { weight: 4, steps: [step('INFO', 'stock', (_, random) => 'warehouse ' + WAREHOUSE.draw(random) + ' synchronised, ' + Math.round(random.logNormal(5200, 0.3)) + ' items in ' + milliseconds(random, 2400) + 'ms')] },
  { weight: 20, steps: [step('INFO', 'webhooks', (visitor, random) => 'delivery ' + visitor.request + ' to ' + PARTNER.draw(random) + ' answered 200 in ' + milliseconds(random, 180) + 'ms')] },
  { weight: 1.5, steps: [
    step('ERROR', 'webhooks', (visitor, random) => 'delivery ' + visitor.request + ' to ' + PARTNER.draw(random) + ' failed: no answer from ' + visitor.ip + ':443'),
    step('INFO', 'webhooks', (visitor, random) => 'delivery ' + visitor.request + ' put back, next try in ' + random.pick(['30', '60', '120']) + 's'),
  ] },
  { weight: 2, steps: [step('WARN', 'mail', (visitor, random) => 'delivery to ' + visitor.email + ' put off: smtp' + random.between(1, 3) + ' answered 451')] },
  { weight: 1, steps: [
    step('ERROR', 'payments', visitor => 'gateway gave no answer for payment ' + visitor.payment + ' within 30000ms'),
    step('WARN', 'payments', (visitor, random) => 'payment ' + visitor.payment + ' tried again attempt=' + random.between(2, 4)),
  ] },
  { weight: 0.8, steps: [step('ERROR', 'http', (visitor, random) => {
    let text = 'req=' + visitor.request + ' handler failed: cannot read price of product ' + visitor.product
    for (let left = random.between(2, 5); left > 0; left--) text += '\n    at ' + random.pick(TRACE_FRAMES) + ':' + random.between(10, 320) + ')'
    return text
  })] },
]
