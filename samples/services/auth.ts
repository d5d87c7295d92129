import { address, amount, between, hex, lineMaker, listOf, maybe, oneOf, several, tail, visit, zipfOf } from './line'
import { serviceWriter } from './service'

const USERS = zipfOf(['deploy', 'backup', 'mira', 'tomas', 'lena', 'ravi', 'chen', 'odile', 'pavel', 'ines', 'monitor', 'git', 'samir', 'klara'])
const GUESSES = zipfOf(['root', 'admin', 'test', 'oracle', 'ubuntu', 'guest', 'postgres', 'pi', 'support', 'ftp', 'www', 'user1', 'demo', 'nagios', 'student'])

const say = lineMaker({
  attempts: between(3, 6),
  bytes: amount(32000, 1),
  cipher: oneOf('chacha20 60|aes256-gcm 33|aes128-ctr 7'),
  code: between(1, 64),
  command: oneOf('/usr/bin/systemctl status 40|/usr/bin/journalctl -n 100 30|/usr/bin/apt-get update 20|/usr/sbin/reboot-check 10'),
  count: amount(14, 0.7),
  entropy: amount(3400, 0.06),
  groups: listOf(oneOf('staff 40|wheel 20|docker 20|adm 20'), 1, 4, ','),
  guess: GUESSES,
  hash: hex(16),
  method: oneOf('publickey 82|password 12|otp 6'),
  ms: amount(95, 0.4),
  realm: oneOf('CORP 85|LAB 15'),
  rhost: tail(0.6, ' rhost=', address),
  seconds: amount(900, 0.9),
  service: oneOf('ssh 70|sudo 22|cron 8'),
  terminal: random => 'pts/' + random.below(12),
  version: oneOf('client_9.6 50|client_8.9 30|putty_0.81 12|libssh_0.10 8'),
})

const OPENED = say('accessd', '', 'link from {ip} port {port} taken')
const OFFERED = say('accessd', '', 'peer {ip} speaks {version}, cipher {cipher}')
const ACCEPTED = say('accessd', '', 'sign-in of {user} by {method} granted from {ip} port {port}')
const COMMAND = say('accessd', '', 'session of {user} on {terminal} moved {bytes} bytes')
const CLOSED = say('accessd', '', 'session of {user} closed after {seconds} s')
const SESSION = visit(90, OPENED, OFFERED, ACCEPTED, say('accessd', '', 'session for {user} opened, groups {groups}'), several(1, 4, COMMAND), CLOSED)
const GUESS = visit(110, OPENED, say('accessd', '', 'unknown name {guess} tried from {ip}'), several(1, 3, say('accessd', '', 'password refused for unknown name {guess} from {ip} port {port}')), say('accessd', '', 'peer {ip} hung up before sign-in'))
const KEYS = say('keyd', '', 'asked directory {realm} for {count} keys in {ms} ms')
const WATCH = say('guardd', '', 'watch: {count} links open, {attempts} waiting, {entropy} bits in the pool')
const TICKET = say('ticketd', '', 'ticket {hash} given to {name} of {realm} for {service}')
const CRON = say('cron', '', 'job of {name} run: /opt/tasks/{service}.sh, exit 0')

/** The log of a gateway that people and robots sign in to. */
export const writeAuth = serviceWriter({
  startMs: 1772409600000,
  perSecond: 2.3,
  atOnce: 10,
  newSubject: random => ({ pid: String(random.between(100000, 4194303)), ip: address(random, {}), port: String(random.between(20000, 64999)), user: USERS(random, {}), name: USERS(random, {}) }),
  stamp: ({ month, day, hour, minute, second }) => MONTHS[Number(month) - 1] + ' ' + day.replace(/^0/, ' ') + ' ' + hour + ':' + minute + ':' + second,
  print: ({ level }, text, clock, subject) => clock.stamp + ' gate2 ' + level + '[' + (DAEMONS[level] ?? subject.pid) + ']: ' + text,
  visits: [
    SESSION,
    GUESS,
    visit(60, OPENED, say('accessd', '', 'no sign-in from {ip} within {attempts}0 s')),
    visit(30, OPENED, OFFERED, several(1, 2, say('accessd', '', 'password refused for {user} from {ip} port {port}')), maybe(0.7, ACCEPTED), CLOSED),
    visit(50, TICKET),
    visit(36, CRON),
    visit(30, say('elevate', '', '{name} on {terminal} ran {command} as root')),
    visit(24, say('pam', '', 'session for {name} begins, service {service}{rhost}'), say('pam', '', 'session for {name} ends, service {service}')),
    visit(14, say('ticketd', '', 'ticket {hash} renewed for {count} hours')),
    visit(10, say('accessd', '', 'peer {ip} sent a wrong greeting')),
    visit(10, say('pam', '', 'check of {guess} failed, service {service}{rhost}')),
    visit(8, say('accessd', '', 'peer {ip} offers no cipher that is allowed')),
    visit(6, say('guardd', '', 'address {ip} shut out for {seconds} s after {attempts} refusals')),
    visit(6, say('guardd', '', 'address {ip} let in again')),
    visit(5, say('elevate', '', '{name} asked for root and gave a wrong password, try {attempts}')),
    visit(4, say('accessd', '', 'too many refusals for {guess} from {ip}, link cut')),
    visit(3, say('ticketd', '', 'warning: clock of {ip} is {count} s off')),
    visit(3, say('accessd', '', 'reverse name of {ip} does not lead back')),
    visit(2, say('keyd', '', 'key {hash} of {name} is older than {count} days')),
    visit(1.6, say('accessd', '', 'error: socket to {ip} was reset by peer')),
    visit(1.2, say('pam', '', 'password of {name} ends in {count} days')),
    visit(1, say('keyd', '', 'error: directory {realm} gave no answer in {ms} ms, cache used')),
    visit(0.8, say('elevate', '', '{name} is not among those who may')),
    visit(0.6, say('guardd', '', 'list of shut out addresses saved, {count} entries')),
  ],
  regular: [{ everyMs: 14000, line: KEYS }, { everyMs: 40000, line: WATCH }],
  gusts: [{ line: say('accessd', '', 'password refused for unknown name {guess} from {ip} port {port}'), least: 8, most: 30 }, { line: TICKET, least: 8, most: 20 }],
  gustShare: 1 / 1800,
  odd: {
    error: [say('accessd', '', 'error: host key file cannot be read: permission denied'), say('ticketd', '', 'error: database of principals is damaged at record {count}'), say('accessd', '', 'fatal: helper of {user} died with signal {code}')],
    quiet: [say('useradd', '', 'new account {guess} with id {bytes}, shell /bin/sh'), say('accessd', '', 'port {port} forwarded to 10.0.0.{code} for {name}'), say('passwd', '', 'password of {name} replaced by root')],
    severe: [say('kernel', '', 'panic: audit queue lost {count} records'), say('guardd', '', 'emergency: all rules are gone, gate is open')],
    value: [{ line: ACCEPTED, name: 'method', text: 'hostbased' }, { line: OFFERED, name: 'cipher', text: '3des-cbc' }, { line: TICKET, name: 'realm', text: 'EXTERN' }],
    high: [{ line: COMMAND, name: 'bytes', text: '88120337512' }, { line: CLOSED, name: 'seconds', text: '7344012' }, { line: KEYS, name: 'ms', text: '58220' }],
    low: [{ line: WATCH, name: 'entropy', text: '4' }],
    burst: [say('accessd', '', 'password refused for root from 198.18.7.40 port {port}'), say('ticketd', '', 'ticket {hash} shown twice, refused'), say('elevate', '', '{name} is not among those who may')],
    silence: [KEYS],
    session: [{ visit: SESSION, cut: 2 }, { visit: GUESS, repeat: { step: 2, times: 60 } }],
  },
})

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const DAEMONS: Record<string, string | undefined> = { keyd: '811', ticketd: '902', guardd: '774' }
