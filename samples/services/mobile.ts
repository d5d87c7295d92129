import { THREE_DIGITS } from '../clock'
import { amount, between, decimal, hex, lineMaker, listOf, oneOf, several, tail, visit, zipfOf } from './line'
import { serviceWriter } from './service'

const APPS = zipfOf(['app.mail', 'app.maps', 'app.camera', 'app.music', 'app.notes', 'app.bank', 'app.chess', 'app.news', 'app.clock', 'app.fitness'])

const say = lineMaker({
  app: APPS,
  band: oneOf('B3 45|B7 30|B20 20|n78 5'),
  bytes: amount(21000, 0.7),
  celsius: decimal(33, 0.06, 1),
  count: amount(9, 0.6),
  dbm: random => '-' + random.between(58, 104),
  few: between(1, 7),
  flags: listOf(oneOf('visible 40|focus 30|secure 15|overlay 15'), 1, 3, '|'),
  focus: oneOf('gain 60|loss 30|duck 10'),
  fps: between(54, 60),
  hash: hex(7),
  latitude: decimal(52.4, 0.01, 4),
  mode: oneOf('idle 50|active 40|doze 10'),
  ms: amount(14, 0.6),
  network: oneOf('wifi 64|lte 30|nr 6'),
  percent: between(21, 96),
  sensor: oneOf('accel 40|gyro 25|light 20|step 15'),
  slow: random => String(700 + Math.round(random.logNormal(150, 0.5))),
  tail: tail(0.3, ' reason=', oneOf('user 60|timer 40')),
  volt: between(3810, 4190),
})

const LAUNCH = say('I', 'Screens', 'start {app} token={token} by={caller}')
const DRAWN = say('I', 'Screens', 'shown {app} token={token} after {ms} ms')
const FRAME = say('D', 'Painter', 'layer {hash} drawn at {fps} fps, {few} late')
const LEFT = say('I', 'Screens', 'left {app} token={token}{tail}')
const ENDED = say('I', 'Screens', 'cleared token={token}')
const SCREEN = visit(60, LAUNCH, say('D', 'Process', 'room for token={token} made, flags {flags}'), say('V', 'Layout', 'measured token={token} in {ms} ms'), DRAWN, several(1, 5, say('V', 'Input', 'touch given to token={token} in {ms} ms')), LEFT, ENDED)
const SYNC = visit(30, say('I', 'Sync', 'round {round} begun over {network}'), several(1, 4, say('D', 'Sync', 'round {round} took {bytes} bytes from {app}')), say('I', 'Sync', 'round {round} saved {count} items'), say('I', 'Sync', 'round {round} done in {ms} ms'))
const BATTERY = say('I', 'Battery', 'level {percent} volt {volt} temp {celsius} mode {mode}')
const CELL = say('D', 'Radio', 'cell {hash} band {band} signal {dbm} dBm')
const SENSOR = say('V', 'Sensors', 'batch of {count} from {sensor} in {ms} ms')
const AUDIO = say('D', 'Audio', 'focus {focus} for {app}')

/** The log of a phone. */
export const writeMobile = serviceWriter({
  startMs: 1772434800000,
  perSecond: 4.5,
  atOnce: 6,
  newSubject: random => ({ process: String(random.between(1100, 1140)), thread: String(random.between(1141, 9800)), token: random.hex(8), round: String(random.between(10000, 99999)), caller: String(random.between(10010, 10190)), app: APPS(random, {}) }),
  stamp: ({ month, day, hour, minute, second }) => month + '-' + day + ' ' + hour + ':' + minute + ':' + second + '.',
  print: ({ level, source }, text, clock, subject) => clock.stamp + THREE_DIGITS[clock.fraction] + ' ' + subject.process.padStart(5) + ' ' + subject.thread.padStart(5) + ' ' + level + ' ' + source + ': ' + text,
  visits: [
    SCREEN,
    SYNC,
    visit(160, several(1, 3, FRAME)),
    visit(110, SENSOR),
    visit(60, CELL),
    visit(40, AUDIO),
    visit(30, say('D', 'Power', 'lock {hash} held by {app}'), say('D', 'Power', 'lock {hash} let go after {ms} ms')),
    visit(26, say('D', 'Wifi', 'scan found {count} points, best {dbm} dBm')),
    visit(20, say('I', 'Alarms', 'woke {app} for timer {hash}')),
    visit(16, say('D', 'Location', 'fix lat={latitude} from {few} satellites in {ms} ms')),
    visit(14, say('I', 'Notices', 'posted {few} for {app} channel {hash}')),
    visit(12, say('D', 'Memory', 'trimmed {app}: {bytes} kB back')),
    visit(9, say('I', 'Camera', 'stream {hash} opened {few} buffers'), say('I', 'Camera', 'stream {hash} stopped')),
    visit(7, say('W', 'Painter', 'frame missed by {slow} ms in {app}')),
    visit(6, say('I', 'Network', 'default is {network} now, metered {few}')),
    visit(5, say('W', 'Input', 'answer of {app} took {slow} ms')),
    visit(4, say('W', 'Settings', 'key {hash} not known, default used')),
    visit(3, say('E', 'Storage', 'cannot open /data/{app}/{hash}.db: no such file')),
    visit(2.5, say('W', 'Radio', 'handover refused by band {band}')),
    visit(2, say('E', 'Bluetooth', 'peer {hash} left without goodbye, status {few}')),
    visit(2, say('E', 'Runtime', 'uncaught in {app}\njava.lang.IllegalStateException: view {hash} is detached\n\tat {app}.ui.Page.render(Page.java:{slow})\n\tat {app}.ui.Loop.step(Loop.java:71)')),
    visit(1.5, say('I', 'Packages', 'checked {app}, signature {hash}')),
    visit(1, say('W', 'Thermal', 'zone {few} at {celsius}, clock lowered')),
    visit(0.8, say('I', 'Users', 'screen unlocked by {few}')),
    visit(0.6, say('E', 'Sync', 'account needs a new sign-in for {app}')),
  ],
  regular: [{ everyMs: 8000, line: BATTERY }, { everyMs: 25000, line: say('D', 'Watchdog', 'main loop answered in {ms} ms') }],
  gusts: [{ line: FRAME, least: 15, most: 50 }, { line: say('W', 'Audio', 'buffer ran dry, {few} ms of silence'), least: 5, most: 15 }],
  gustShare: 1 / 1800,
  odd: {
    error: [say('E', 'Keystore', 'cannot unwrap key of {app}: hardware error -{few}'), say('E', 'Camera', 'lens motor failed to reach position {count}'), say('E', 'Packages', 'update of {app} rejected: signature differs')],
    quiet: [say('I', 'Users', 'administrator rights given to {app}'), say('I', 'Settings', 'sources outside the store are allowed now'), say('I', 'Radio', 'roaming on, partner {hash}')],
    severe: [say('F', 'Watchdog', 'main loop is stuck since {slow} ms, restart'), say('F', 'Process', 'system server died with signal {few}')],
    value: [{ line: SYNC.steps[0].line, name: 'network', text: 'vpn9' }, { line: CELL, name: 'band', text: 'B71' }, { line: BATTERY, name: 'mode', text: 'critical' }, { line: AUDIO, name: 'focus', text: 'stolen' }],
    high: [{ line: BATTERY, name: 'celsius', text: '97.5' }, { line: SENSOR, name: 'ms', text: '66120' }, { line: DRAWN, name: 'ms', text: '41207' }],
    low: [{ line: BATTERY, name: 'volt', text: '112' }, { line: FRAME, name: 'fps', text: '1' }],
    burst: [say('W', 'Process', 'room for {app} taken away'), say('E', 'Storage', 'write to card failed at block {bytes}'), say('W', 'Radio', 'handover refused by band {band}')],
    silence: [BATTERY],
    session: [{ visit: SCREEN, cut: 2 }, { visit: SYNC, repeat: { step: 1, times: 60 } }],
  },
})
