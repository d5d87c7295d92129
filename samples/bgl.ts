import { fillPattern, parsePattern } from './catalogue'
import type { Field } from './catalogue'
import { LogClock, THREE_DIGITS } from './clock'
import type { TimeParts } from './clock'
import type { LogWriter } from './incidents'
import { Choice } from './random'
import type { Random } from './random'

const START_MS = 1117838570000
const EVENTS_PER_SECOND = 3
const BURST_SHARE = 1 / 4000 // chosen: bursts then hold about 4 % of the lines
const RACKS = 64

/** Looks like the RAS log of a supercomputer: epoch second, date, node, exact time, node, facility, severity, message. */
export function writeBgl(random: Random): LogWriter {
  const clock = new LogClock(START_MS, EVENTS_PER_SECOND, stamp)
  let burst = { left: 0, message: BURSTS[0], rack: 0 }
  const line = (message: Message, node: string) => {
    clock.tick(random)
    const { date, time } = clock.stamp
    return clock.second + date + node + time + THREE_DIGITS[clock.fraction] + THREE_DIGITS[random.below(1000)] + ' ' + node + message.head + fillPattern(message, random) + '\n'
  }
  return {
    incidents: [],
    next() {
      if (burst.left === 0 && random.chance(BURST_SHARE)) {
        burst = { left: random.between(20, 300), message: random.pick(BURSTS), rack: random.below(RACKS) }
      }
      if (burst.left === 0 || random.chance(0.1)) return line(USUAL.draw(random), nodeName(random.below(RACKS), random))
      burst.left--
      return line(burst.message, nodeName(burst.rack, random))
    },
  }
}

function stamp({ year, month, day, hour, minute, second }: TimeParts) {
  return { date: ' ' + year + '.' + month + '.' + day + ' ', time: ' ' + year + '-' + month + '-' + day + '-' + hour + '.' + minute + '.' + second + '.' }
}

const CARDS = '0123456789ABCDEF'
const SLOTS = Array.from({ length: 18 }, (_, slot) => 'J' + String(slot).padStart(2, '0'))

function nodeName(rack: number, random: Random): string {
  return 'R' + (rack >>> 3) + (rack & 7) + '-M' + random.below(2) + '-N' + CARDS[random.below(16)] + '-C:' + SLOTS[random.below(18)] + '-U' + (random.chance(0.5) ? '01' : '11')
}

const FIELDS: Record<string, Field> = {
  address: random => '0x' + random.hex(8),
  bits: random => String(random.below(36)),
  bytes: random => String(Math.round(random.logNormal(40000, 1))),
  core: random => String(random.below(2500)),
  count: random => String(Math.round(random.logNormal(12, 1.1)) + 1),
  job: random => String(random.between(10000, 99999)),
  ip: random => '172.16.' + random.below(256) + '.' + random.between(1, 254),
  link: random => random.pick(['x+', 'x-', 'y+', 'y-', 'z+', 'z-']),
  port: random => String(random.between(32768, 60999)),
  seconds: random => String(Math.round(random.logNormal(30, 0.7)) + 1),
  program: random => '/home/user' + random.below(40) + '/run' + random.below(900) + '/solve.' + random.pick(['rts', 'exe', 'bin']),
  volts: random => '1.' + (480 + random.below(50)),
}

interface Message { head: string, literals: string[], fields: Field[] }

const message = (head: string, text: string): Message => ({ head: ' RAS ' + head + ' ', ...parsePattern(text, FIELDS) })

const USUAL = new Choice<Message>(([
  ['KERNEL INFO', 'corrected parity error in instruction memory', 260],
  ['KERNEL INFO', 'register dump of core.{core} written', 200],
  ['KERNEL INFO', '{count} corrected errors in ddr rank {bits} since start', 160],
  ['KERNEL INFO', '{count} unaligned floating point accesses', 150],
  ['KERNEL INFO', 'single bit error corrected at {address} symbol {bits}', 120],
  ['KERNEL INFO', 'torus receiver {link} resent {count} packets', 100],
  ['KERNEL INFO', 'tree network arbiter counted {count} retries', 90],
  ['KERNEL INFO', 'lines in cache level 3 switched off: {count}', 60],
  ['KERNEL INFO', 'program for job {job} loaded in {seconds} s', 60],
  ['KERNEL INFO', 'memory test of {bytes} pages passed', 30],
  ['KERNEL INFO', 'interrupt {bits} counted {count} times', 30],
  ['KERNEL INFO', 'message queue drained after {seconds} s', 20],
  ['KERNEL WARNING', 'torus sender {link} waits for credit since {seconds} s', 18],
  ['KERNEL ERROR', 'double bit error at {address} mapped out', 6],
  ['KERNEL SEVERE', 'store queue held {count} entries at {address}', 3],
  ['KERNEL FATAL', 'data load interrupt at {address}', 4],
  ['KERNEL FATAL', 'program counter {address} link register {address}', 3],
  ['APP INFO', 'job {job} uses {bytes} kB on this node', 70],
  ['APP INFO', 'job {job} ended with status 0 after {seconds} s', 60],
  ['APP WARNING', 'job {job} wrote no output for {seconds} s', 12],
  ['APP ERROR', 'job {job} asked for {bytes} kB more than is free', 5],
  ['APP FATAL', 'control stream to {ip}:{port} ended: connection reset by peer', 5],
  ['APP FATAL', 'cannot load {program}: no such file', 4],
  ['APP FATAL', 'cannot load {program}: not a program for this node', 2],
  ['DISCOVERY INFO', 'node card answers with revision {bits}', 24],
  ['DISCOVERY INFO', 'service card found at {ip} after {count} tries', 20],
  ['DISCOVERY WARNING', 'node card answers slowly: {seconds} s', 8],
  ['DISCOVERY ERROR', 'node card does not answer on port {link}', 4],
  ['DISCOVERY SEVERE', 'power module {bits} is missing', 2],
  ['HARDWARE INFO', 'fan {bits} set to {core} rpm', 40],
  ['HARDWARE INFO', 'voltage {volts} V on rail {bits}', 40],
  ['HARDWARE WARNING', 'temperature {bits} degrees above plan on rail {bits}', 8],
  ['HARDWARE SEVERE', 'clock {bits} lost its reference for {seconds} ms', 2],
  ['LINKCARD INFO', 'link {link} trained after {count} rounds', 24],
  ['LINKCARD WARNING', 'link {link} trained with {bits} bad lanes', 4],
  ['MONITOR INFO', 'poll of {count} sensors took {seconds} ms', 60],
  ['MONITOR FAILURE', 'no reading from sensor {bits} since {seconds} s', 3],
  ['MMCS INFO', 'block {job} booted with {count} io nodes', 18],
  ['MMCS INFO', 'block {job} freed by user{bits}', 18],
  ['MMCS ERROR', 'idle proxy on {ip} does not answer: {count} polls', 3],
] as const).map(([head, text, weight]) => [message(head, text), weight]))

const BURSTS = [
  message('KERNEL FATAL', 'data store interrupt at {address}'),
  message('KERNEL FATAL', 'torus link {link} failed: {count} packets lost'),
  message('KERNEL FATAL', 'file system mount on {ip} failed'),
  message('APP FATAL', 'control stream to {ip}:{port} ended: socket closed'),
  message('KERNEL FATAL', 'machine check: address {address} status {address}'),
]
