import { THREE_DIGITS } from '../clock'
import { amount, between, decimal, hex, lineMaker, maybe, oneOf, several, tail, visit, zipfOf } from './line'
import { serviceWriter } from './service'

const NAMESPACE = oneOf('shop 50|media 25|infra 20|batch 5')
const APP = zipfOf(['frontend', 'cart', 'search', 'thumbs', 'gateway', 'mailer', 'sync', 'probe', 'ledger', 'reports'])

const say = lineMaker({
  app: APP,
  bytes: amount(52000000, 0.5),
  code: oneOf('0 92|137 5|1 3'),
  count: amount(18, 0.6),
  digest: hex(12),
  duration: random => random.logNormal(0.9, 0.6).toFixed(6) + 's',
  few: between(1, 6),
  image: random => 'registry.example/' + APP(random, {}) + ':' + random.between(1, 4) + '.' + random.below(20) + '.' + random.below(10),
  ms: amount(12, 0.6),
  node: oneOf('pool-a-1 40|pool-a-2 35|pool-b-1 25'),
  percent: between(22, 79),
  policy: oneOf('Always 70|IfAbsent 27|Never 3'),
  probe: oneOf('readiness 60|liveness 35|startup 5'),
  reason: oneOf('Completed 85|Error 10|Evicted 5'),
  result: oneOf('success 96|failure 4'),
  seconds: decimal(41, 0.2, 1),
  source: random => 'volume-' + random.hex(6),
  status: oneOf('200 97|404 2|409 1'),
  verb: oneOf('GET 55|LIST 20|WATCH 15|PATCH 8|DELETE 2'),
  waited: tail(0.25, ' waited=', random => random.between(10, 900) + 'ms'),
})

const ADDED = say('I', 'pods.go:211', '"Pod handed to this node" pod="{pod}" uid="{uid}"')
const STARTED = say('I', 'runtime.go:97', '"Container runs" pod="{pod}" container="{container}" duration="{duration}"')
const PULLED = say('I', 'images.go:64', '"Image is there" image="{image}" size={bytes} policy="{policy}"{waited}')
const PROBED = say('I', 'probes.go:140', '"Probe answered" kind="{probe}" pod="{pod}" result="{result}" took="{ms}ms"')
const STOPPED = say('I', 'runtime.go:133', '"Container ended" pod="{pod}" container="{container}" exitCode={code} reason="{reason}"')
const POD = visit(60, ADDED, several(1, 2, say('I', 'volumes.go:58', '"Volume mounted" pod="{pod}" volume="{source}"')), say('I', 'network.go:77', '"Address given" pod="{pod}" ip="10.42.{few}.{percent}"'), PULLED, STARTED, several(2, 6, PROBED), STOPPED, say('I', 'volumes.go:91', '"Volumes taken away" pod="{pod}" count={few}'), say('I', 'pods.go:260', '"Pod is gone" pod="{pod}" uid="{uid}"'))
const LEASE = say('I', 'lease.go:44', '"Lease renewed" node="{node}" took="{ms}ms"')
const PRESSURE = say('I', 'pressure.go:31', '"Room left" memory={percent}% disk={percent}% pids={count}')
const CALL = say('I', 'client.go:512', '"{verb} finished" path="/api/{space}/{app}" status={status} took="{ms}ms"{waited}')

/** The journal of a cluster's node: klog lines of its agent, lines of the runtime and of systemd. */
export const writeKubernetes = serviceWriter({
  startMs: 1772416800000,
  perSecond: 2.6,
  atOnce: 12,
  newSubject(random) {
    const app = APP(random, {})
    const space = NAMESPACE(random, {})
    return { pod: space + '/' + app + '-' + random.hex(8) + '-' + random.hex(5), uid: random.uuid(), container: app, space, layer: random.hex(16) }
  },
  stamp: ({ month, day, hour, minute, second }) => ({
    journal: MONTHS[Number(month) - 1] + ' ' + day + ' ' + hour + ':' + minute + ':' + second + ' pool-a-1 ',
    klog: month + day + ' ' + hour + ':' + minute + ':' + second + '.',
  }),
  print: ({ level, source }, text, { stamp, fraction }, subject, random) => level === ''
    ? stamp.journal + source + ': ' + text
    : stamp.journal + 'nodeagent[1187]: ' + level + stamp.klog + THREE_DIGITS[fraction] + THREE_DIGITS[random.below(1000)] + '    1187 ' + source + '] ' + text,
  visits: [
    POD,
    visit(140, several(1, 3, CALL)),
    visit(120, PROBED),
    visit(30, say('', 'runtimed[902]', 'layer {layer} fetched from registry.example, {bytes} bytes'), maybe(0.8, say('', 'runtimed[902]', 'layer {layer} unpacked in {ms} ms'))),
    visit(24, say('I', 'config.go:88', '"Map refreshed" name="{space}/{app}" revision={bytes}')),
    visit(18, say('I', 'gc.go:120', '"Dead container removed" id="{digest}"')),
    visit(14, say('I', 'proxy.go:301', '"Routes written" services={count} endpoints={bytes} took="{ms}ms"')),
    visit(12, say('', 'systemd[1]', 'Started scope of container {digest}.'), say('', 'systemd[1]', 'Scope of container {digest} released, cpu {seconds} s.')),
    visit(10, say('I', 'scale.go:57', '"Wanted replicas" app="{app}" want={few} have={few}')),
    visit(8, say('I', 'images.go:102', '"Image not used any more" image="{image}" freed={bytes}')),
    visit(7, say('W', 'probes.go:171', '"Probe failed" kind="{probe}" pod="{pod}" after="{duration}"'), maybe(0.3, say('I', 'runtime.go:150', '"Container will be started anew" pod="{pod}" try={few}'))),
    visit(6, say('I', 'dns.go:40', '"Name answered" name="{app}.{space}" took="{ms}ms"')),
    visit(4, say('W', 'client.go:540', '"Call held back" path="/api/{space}/{app}" wait="{duration}"')),
    visit(4, say('', 'kernel', 'eth0: link to veth{digest} ready')),
    visit(3, say('E', 'images.go:88', '"Image not found" image="{image}" err="registry answered 404"'), say('W', 'images.go:95', '"Pull put off" image="{image}" try={few}')),
    visit(2.5, say('W', 'volumes.go:120', '"Mount is slow" volume="{source}" since="{duration}"')),
    visit(2, say('E', 'runtime.go:188', '"Container broke down" pod="{pod}" container="{container}" err="exit code 1"')),
    visit(1.5, say('E', 'client.go:560', '"Write conflict" path="/api/{space}/{app}" err="object has changed"')),
    visit(1.2, say('', 'systemd[1]', 'Rotated journal of nodeagent, {count} files kept.')),
    visit(1, say('W', 'pods.go:300', '"Pod takes long to end" pod="{pod}" grace="{seconds}s"')),
    visit(0.8, say('', 'timesyncd[411]', 'clock moved by {ms} ms')),
    visit(0.6, say('I', 'certs.go:71', '"Certificate renewed" serial="{digest}"')),
  ],
  regular: [{ everyMs: 10000, line: LEASE }, { everyMs: 20000, line: PRESSURE }],
  gusts: [{ line: CALL, least: 10, most: 35 }, { line: say('W', 'events.go:66', '"Event dropped" reason="too many" app="{app}"'), least: 4, most: 15 }],
  gustShare: 1 / 2000,
  odd: {
    error: [say('E', 'certs.go:93', '"Signing request refused" node="{node}" err="unknown authority"'), say('E', 'volumes.go:140', '"Mount failed" volume="{source}" err="stale file handle"'), say('', 'runtimed[902]', 'snapshot {digest} is corrupt: wrong magic number')],
    quiet: [say('I', 'taints.go:29', '"Node closed for new pods" node="{node}" by="drain"'), say('I', 'access.go:50', '"Shell opened in container" pod="{pod}" user="ops"'), say('', 'systemd[1]', 'Reloading unit files on request of pid {bytes}.')],
    severe: [say('F', 'main.go:18', '"Cannot go on" err="state folder is not writable"'), say('', 'kernel', 'Kernel panic - not syncing: no working init left')],
    value: [{ line: PULLED, name: 'policy', text: 'Sometimes' }, { line: PROBED, name: 'probe', text: 'canary' }, { line: STOPPED, name: 'code', text: '139' }, { line: CALL, name: 'status', text: '507' }],
    high: [{ line: LEASE, name: 'ms', text: '48119' }, { line: PULLED, name: 'bytes', text: '918273645546' }, { line: PRESSURE, name: 'count', text: '32768' }],
    low: [{ line: PULLED, name: 'bytes', text: '12' }],
    burst: [say('W', 'pods.go:310', '"Pod thrown out" pod="{pod}" because="disk is full"'), say('', 'kernel', 'nf_table: full, packet from 10.42.{few}.{percent} dropped'), say('E', 'client.go:560', '"Write conflict" path="/api/{space}/{app}" err="object has changed"')],
    silence: [LEASE, PRESSURE],
    session: [{ visit: POD, cut: 3 }, { visit: POD, repeat: { step: 4, times: 40 } }],
  },
})

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
