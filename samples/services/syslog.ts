import { address, amount, between, decimal, hex, lineMaker, maybe, oneOf, several, tail, visit, zipfOf } from './line'
import { serviceWriter } from './service'

const UNITS = zipfOf(['backup.service', 'index.service', 'rotate.timer', 'report.service', 'sync.service', 'cleanup.timer', 'mirror.service', 'scan.service'])
const DOMAINS = zipfOf(['mail.example', 'post.example', 'firm.example', 'club.example', 'school.example', 'lists.example'])

const say = lineMaker({
  address,
  bytes: amount(9200, 0.9),
  celsius: decimal(44, 0.06, 1),
  count: amount(22, 0.6),
  delay: decimal(1.4, 0.7, 2),
  device: oneOf('sda 60|sdb 30|nvme0n1 10'),
  domain: DOMAINS,
  drift: decimal(0.8, 0.5, 3),
  fan: amount(2100, 0.05),
  few: between(1, 7),
  hash: hex(10),
  host: oneOf('files 40|print 35|vault 25'),
  link: oneOf('eth0 85|eth1 15'),
  mac: random => '52:54:00:' + random.hex(2) + ':' + random.hex(2) + ':' + random.hex(2),
  ms: amount(31, 0.5),
  percent: between(30, 88),
  port: oneOf('22 30|445 25|23 25|3389 20'),
  protocol: oneOf('TCP 80|UDP 17|ICMP 3'),
  relay: tail(0.7, ', relay=', DOMAINS),
  server: oneOf('ntp-a.example 60|ntp-b.example 40'),
  status: oneOf('sent 93|deferred 6|bounced 1'),
  unit: UNITS,
  uptime: random => random.between(100000, 900000) + '.' + random.between(100000, 999999),
  user: oneOf('www 40|backup 30|munin 20|root 10'),
})

const ACCEPTED = say('mailer/in[2210]', '', '{mail}: taken from {address}, {bytes} bytes')
const SENT = say('mailer/out[2214]', '', '{mail}: to=<{hash}@{domain}>, delay={delay}, status={status}{relay}')
const REMOVED = say('mailer/queue[2207]', '', '{mail}: removed')
const MAIL = visit(70, ACCEPTED, say('mailer/queue[2207]', '', '{mail}: from=<{hash}@{domain}>, size={bytes}, rcpt={few}'), several(1, 3, SENT), REMOVED)
const LEASE = visit(40, say('dhcp[640]', '', 'ask {xid} from {mac} on {link}'), say('dhcp[640]', '', 'offer {xid} of 10.9.{few}.{percent}'), say('dhcp[640]', '', 'lease {xid} confirmed for {count} hours'))
const UNIT = visit(24, say('systemd[1]', '', 'Starting {job} (run {xid})...'), several(1, 3, say('runner', '', 'run {xid}: {count} items handled in {ms} ms')), say('systemd[1]', '', 'Run {xid}: {job} finished, cpu {delay} s.'))
const CLOCK = say('timed[388]', '', 'offset {drift} ms against {server}, next poll in 64 s')
const DROPPED = say('kernel', '', '[{uptime}] gatekeeper: drop IN={link} SRC={address} PROTO={protocol} DPT={port}')
const HEAT = say('sensord[701]', '', 'core {few}: {celsius} C, fan {fan} rpm')
const DNS = say('named[512]', '', 'query {hash}.{domain} from 10.9.{few}.{percent}: answered in {ms} ms')

/** The mixed log of a small office's server, without years. */
export const writeSyslog = serviceWriter({
  startMs: 1767187800000, // 13:30 of the last day of a year: the log goes over New Year
  perSecond: 2.4,
  atOnce: 10,
  newSubject: random => ({ mail: random.hex(10).toUpperCase(), xid: random.hex(8), job: UNITS(random, {}), pid: String(random.between(3000, 30000)) }),
  stamp: ({ month, day, hour, minute, second }) => MONTHS[Number(month) - 1] + ' ' + day.replace(/^0/, ' ') + ' ' + hour + ':' + minute + ':' + second + ' homeport ',
  print: ({ level }, text, clock, subject) => clock.stamp + (level === 'runner' ? 'runner[' + subject.pid + ']' : level) + ': ' + text,
  visits: [
    MAIL,
    LEASE,
    UNIT,
    visit(150, several(1, 2, DNS)),
    visit(110, DROPPED),
    visit(30, say('CRON[9120]', '', '({user}) ran /opt/bin/task-{few} for {ms} ms')),
    visit(24, say('files[1301]', '', 'share {host}: opened by pc-{percent}'), maybe(0.8, say('files[1301]', '', 'share {host}: {bytes} kB read by pc-{percent}'))),
    visit(18, say('named[512]', '', 'zone {domain} is unchanged, serial {bytes}')),
    visit(14, say('printd[1422]', '', 'job {count} of pc-{percent}: {few} pages')),
    visit(12, say('kernel', '', '[{uptime}] {link}: {few} late collisions')),
    visit(10, say('smart[690]', '', '{device}: temperature {celsius}, {few} sectors moved')),
    visit(9, say('upsd[655]', '', 'load {percent} %, battery full')),
    visit(8, say('mailer/in[2210]', '', 'greeting of {address} refused: name does not resolve')),
    visit(6, say('mailer/in[2210]', '', 'warning: {address} gave {few} wrong commands')),
    visit(5, say('named[512]', '', 'no answer for {hash}.{domain} after {ms} ms')),
    visit(4, say('systemd[1]', '', '{unit} runs already, start skipped.')),
    visit(3, say('kernel', '', '[{uptime}] usb 1-{few}: new device number {count}'), maybe(0.9, say('kernel', '', '[{uptime}] usb 1-{few}: device went away'))),
    visit(2.5, say('dhcp[640]', '', 'no free address in 10.9.{few}.0 for {mac}')),
    visit(2, say('rsyncd[1510]', '', 'error: file {hash} vanished before it was sent')),
    visit(1.8, say('systemd[1]', '', '{unit} failed with result exit-code.'), say('systemd[1]', '', '{unit} will be tried again in {count} s.')),
    visit(1.5, say('files[1301]', '', 'pc-{percent} asked for a share that is not there')),
    visit(1, say('logkeeper[870]', '', 'rotated {count} files, {bytes} kB packed')),
    visit(0.8, say('kernel', '', '[{uptime}] {device}: cache flush took {ms} ms')),
    visit(0.7, say('printd[1422]', '', 'tray {few} is empty')),
  ],
  regular: [{ everyMs: 16000, line: CLOCK }, { everyMs: 20000, line: HEAT }],
  gusts: [{ line: DROPPED, least: 10, most: 40 }, { line: say('mailer/out[2214]', '', 'connection to {domain} put off, {few} left'), least: 5, most: 15 }],
  gustShare: 1 / 1700,
  odd: {
    error: [say('kernel', '', '[{uptime}] {device}: read error at sector {bytes}, medium damaged'), say('named[512]', '', 'error: journal of {domain} cannot be replayed'), say('upsd[655]', '', 'failed to talk to unit on port {few}')],
    quiet: [say('kernel', '', '[{uptime}] {link}: promiscuous mode entered'), say('systemd[1]', '', 'System time changed by {count} minutes.'), say('files[1301]', '', 'share vault is open to guests now')],
    severe: [say('kernel', '', '[{uptime}] panic: page table of pid {count} is broken'), say('upsd[655]', '', 'emergency: battery at {few} %, shutdown now')],
    value: [{ line: DROPPED, name: 'protocol', text: 'GRE' }, { line: SENT, name: 'status', text: 'expired' }, { line: CLOCK, name: 'server', text: 'ntp-x.example' }],
    high: [{ line: CLOCK, name: 'drift', text: '94211.250' }, { line: HEAT, name: 'celsius', text: '118.4' }, { line: DNS, name: 'ms', text: '51208' }],
    low: [{ line: HEAT, name: 'fan', text: '12' }, { line: HEAT, name: 'celsius', text: '2.1' }],
    burst: [say('kernel', '', '[{uptime}] {link}: link is down'), say('mailer/in[2210]', '', 'queue is full, {address} turned away'), say('named[512]', '', 'no answer for {hash}.{domain} after {ms} ms')],
    silence: [CLOCK, HEAT],
    session: [{ visit: MAIL, cut: 2 }, { visit: MAIL, repeat: { step: 2, times: 60 } }, { visit: LEASE, cut: 1 }],
  },
})

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
