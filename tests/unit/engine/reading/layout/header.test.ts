import { describe, expect, it } from 'vitest'
import { detectFraming } from '../../../../../engine/reading/layout/detectFraming'
import type { Framing } from '../../../../../engine/reading/layout/framing'
import { HeaderReader } from '../../../../../engine/reading/layout/header'
import { timeStart } from '../../../../../engine/reading/layout/headerTokens'
import { tokenEnd } from '../../../../../engine/text/scan'
import { severityName } from '../../../../../engine/reading/levels/severity'
import { isoTime } from '../../../../../engine/reading/times/isoTime'
import { SETTINGS } from '../../logs'
import { bytesOf, padded } from '../../padded'

/** The framing of a file made of these lines, often enough that they decide. */
const framingOf = (...lines: string[]): Framing => detectFraming(bytesOf(Array.from({ length: 10 }, () => lines.join('\n')).join('\n')), SETTINGS)

function read(line: string, framing: Framing) {
  const { buf, end } = padded(line)
  const header = new HeaderReader(framing)
  const message = header.read(buf, 0)
  return { found: header.found, time: Number.isNaN(header.timeMs) ? null : isoTime(header.timeMs), zoned: header.zoned, severity: severityName(header.severity), message: new TextDecoder().decode(buf.subarray(message, end)) }
}

describe('HeaderReader finds time, severity and message of', () => {
  it.each([
    ['syslog', ['Jun 14 15:16:01 combo sshd(pam_unix)[19939]: authentication failure', 'Jun 14 15:16:02 combo kernel: klogd started', 'Jun  4 15:16:02 combo su[3]: session opened'],
      '2025-06-14T15:16:01.000Z', null, 'authentication failure'],
    ['syslog with a priority', ['<34>Oct 11 22:14:15 web su[12]: it failed', '<38>Oct 11 22:14:16 web su[13]: it worked'],
      '2025-10-11T22:14:15.000Z', 'critical', 'it failed'],
    ['RFC 5424', ['<165>1 2003-10-11T22:14:15.003Z host.example.com evntslog - ID47 [a@32473 iut="3" s="A B"] it happened', '<14>1 2003-10-11T22:14:16.003+02:00 host.example.com app 123 - - it goes on'],
      '2003-10-11T22:14:15.003Z', 'notice', 'it happened'],
    ['log4j, level first', ['2026-03-10 12:00:00,123 INFO org.apache.Foo: started it', '2026-03-10 12:00:01,123 WARN org.apache.Bar: stopped it'],
      '2026-03-10T12:00:00.123Z', 'info', 'started it'],
    ['log4j with a thread', ['2026-03-10 12:00:00,123 INFO [main] org.apache.Foo: started it', '2026-03-10 12:00:01,123 ERROR [IPC Server handler 1 on 62270] org.apache.Bar: stopped it'],
      '2026-03-10T12:00:00.123Z', 'info', 'started it'],
    ['log4j with a dash', ['2026-03-10 12:00:00,123 - INFO  [QuorumPeer[myid=1]/0:0:0:2181:FastLeader@774] - started it', '2026-03-10 12:00:00,123 - WARN  [main:Quorum@2] - stopped it'],
      '2026-03-10T12:00:00.123Z', 'info', 'started it'],
    ['logback', ['12:00:00.123 [main] DEBUG c.e.App - started it', '12:00:01.123 [main] INFO c.e.Other - stopped it'],
      '2026-01-15T12:00:00.123Z', 'debug', 'started it'],
    ['Spring Boot', ['2026-03-10 12:00:00.123  INFO 1234 --- [           main] c.e.Application : Started it', '2026-03-10 12:00:00.124  WARN 1234 --- [nio-8080-exec-1] o.s.web.Servlet   : Stopped it'],
      '2026-03-10T12:00:00.123Z', 'info', 'Started it'],
    ['Spring Boot 3', ['2026-03-10T12:00:00.123+01:00  INFO 1234 --- [app] [           main] c.e.Application : Started it', '2026-03-10T12:00:00.124+01:00  WARN 1234 --- [app] [nio-8080-exec-1] o.s.web.Servlet   : Stopped it'],
      '2026-03-10T11:00:00.123Z', 'info', 'Started it'],
    ['logcat', ['03-17 16:13:38.811  1702  2395 D WindowManager: printing it', '03-17 16:13:38.819  1702  8671 W ActivityManager: waited for it', '03-17 16:13:38.819  1702  8671 I ActivityManager: went on'],
      '2025-03-17T16:13:38.811Z', 'debug', 'printing it'],
    ['Apache error', ['[Sun Dec 04 04:47:44 2005] [notice] workerEnv.init() ok', '[Sun Dec 04 04:47:45 2005] [error] mod_jk child in state'],
      '2005-12-04T04:47:44.000Z', 'notice', 'workerEnv.init() ok'],
    ['Apache 2.4 error', ['[Thu Mar 10 12:00:00.123456 2022] [core:error] [pid 12:tid 140] AH00123: file is gone', '[Thu Mar 10 12:00:00.123456 2022] [mpm_event:notice] [pid 12:tid 141] AH00124: goes on'],
      '2022-03-10T12:00:00.123Z', 'error', 'file is gone'],
    ['nginx error', ['2026/03/10 12:00:00 [error] 1234#1235: *5 open() failed', '2026/03/10 12:00:00 [warn] 1234#1236: *6 it is slow'],
      '2026-03-10T12:00:00.000Z', 'error', '*5 open() failed'],
    ['an access log', ['10.0.0.1 - - [10/Oct/2000:13:55:36 -0700] "GET /x HTTP/1.0" 200 2326', '10.0.0.2 - bob [10/Oct/2000:13:55:37 -0700] "GET /y HTTP/1.0" 404 26'],
      '2000-10-10T20:55:36.000Z', null, '"GET /x HTTP/1.0" 200 2326'],
    ['Python logging', ['2026-03-10 12:00:00,123 - my.module - INFO - started it', '2026-03-10 12:00:00,124 - other - ERROR - stopped it'],
      '2026-03-10T12:00:00.123Z', 'info', 'started it'],
    ['loguru', ['2026-03-10 12:00:00.123 | INFO     | app.main:run:12 - started it', '2026-03-10 12:00:00.123 | ERROR    | app.main:run:13 - stopped it'],
      '2026-03-10T12:00:00.123Z', 'info', null],
    ['klog', ['I0310 12:00:00.123456    1234 controller.go:12] synced it', 'E0310 12:00:01.123456    1234 node.go:125] lost it'],
      '2025-03-10T12:00:00.123Z', 'info', 'synced it'],
    ['klog, an error', ['E0310 12:00:01.123456    1234 node.go:125] lost it', 'I0310 12:00:00.123456    1234 controller.go:12] synced it'],
      '2025-03-10T12:00:01.123Z', 'error', 'lost it'],
    ['journald', ['2026-03-10T12:00:00+0100 host systemd[1]: Started it.', '2026-03-10T12:00:01+0100 host kernel: Stopped it.'],
      '2026-03-10T11:00:00.000Z', null, 'Started it.'],
    ['journald in full', ['Tue 2026-03-10 12:00:00 CET host systemd[1]: Started it.', 'Tue 2026-03-10 12:00:01 CET host kernel: Stopped it.'],
      '2026-03-10T11:00:00.000Z', null, 'Started it.'],
    ['BGL-like', ['- 1117838570 2005.06.03 R02-M1-N0 2005-06-03-15.42.50.675872 R02-M1-N0 RAS KERNEL INFO parity corrected', '- 1117838573 2005.06.03 R02-M1-N1 2005-06-03-15.42.53.276129 R02-M1-N1 RAS KERNEL FATAL data lost'],
      '2005-06-03T22:42:50.000Z', 'info', 'parity corrected'],
    ['fields between bars', ['20171223-22:15:29:606|Step_LSC|30002312|onStandStepChanged 3579', '20171223-22:15:29:615|Step_LSC|30002312|onExtend:1514038530000 0 4'],
      '2017-12-23T22:15:29.606Z', null, null],
    ['fields between bars with a level', ['2026-03-10 12:00:00|INFO|main|started it', '2026-03-10 12:00:01|ERROR|main|stopped it'],
      '2026-03-10T12:00:00.000Z', 'info', null],
    ['Elasticsearch', ['[2026-03-10T12:00:00,123][INFO ][o.e.n.Node               ] [node-1] started it', '[2026-03-10T12:00:00,124][WARN ][o.e.c.Cluster            ] [node-1] stopped it'],
      '2026-03-10T12:00:00.123Z', 'info', 'started it'],
    ['Redis', ['1234:M 10 Mar 2026 12:00:00.123 * Ready to accept it', '1234:M 10 Mar 2026 12:00:01.123 # Out of it'],
      '2026-03-10T12:00:00.123Z', 'notice', 'Ready to accept it'],
    ['PostgreSQL', ['2026-03-10 12:00:00.123 CET [1234] LOG:  checkpoint starting', '2026-03-10 12:00:00.124 CET [1235] ERROR:  relation is gone'],
      '2026-03-10T11:00:00.123Z', 'info', 'checkpoint starting'],
    ['MySQL', ['2026-03-10T12:00:00.123456Z 0 [Warning] [MY-010068] [Server] CA is self signed', '2026-03-10T12:00:01.123456Z 0 [Note] [MY-010931] [Server] ready'],
      '2026-03-10T12:00:00.123Z', 'warning', 'CA is self signed'],
    ['Windows', ['2016-09-28 04:30:30, Info                  CBS    Loaded it', '2016-09-28 04:30:31, Error                 CBS    Lost it'],
      '2016-09-28T04:30:30.000Z', 'info', 'CBS    Loaded it'],
    ['a level before the time', ['ERROR 2026-03-10 12:00:00 it is gone', 'INFO 2026-03-10 12:00:01 it came back'],
      '2026-03-10T12:00:00.000Z', 'error', 'it is gone'],
    ['a level in brackets before the time', ['[WARN] [2026-03-10 12:00:00] it is slow', '[INFO] [2026-03-10 12:00:01] it is quick'],
      '2026-03-10T12:00:00.000Z', 'warning', 'it is slow'],
    ['Ruby', ['E, [2026-03-10T12:00:00.123456 #1234] ERROR -- : it is gone', 'I, [2026-03-10T12:00:01.123456 #1234]  INFO -- : it came back'],
      '2026-03-10T12:00:00.123Z', 'error', 'it is gone'],
    ['a level alone', ['ERROR it is gone', 'INFO it came back', 'INFO it went on'],
      null, 'error', 'it is gone'],
    ['a level with a colon', ['ERROR: it is gone', 'INFO: it came back', 'INFO: it went on'],
      null, 'error', 'it is gone'],
    ['Python without a time', ['ERROR:root.db:it is gone', 'INFO:root:it came back', 'INFO:root:it went on'],
      null, 'error', 'it is gone'],
    ['logcat, brief', ['E/Camera( 1234): it is gone', 'I/Wifi(   99): it came back'],
      null, 'error', 'it is gone'],
    ['logcat, brief with a time', ['03-17 16:13:38.811 E/Camera( 1234): it is gone', '03-17 16:13:38.812 I/Wifi(   99): it came back'],
      '2025-03-17T16:13:38.811Z', 'error', 'it is gone'],
    ['priorities without a time', ['<3>it is gone', '<6>it came back'],
      null, 'error', 'it is gone'],
    ['klog behind syslog', ['Mar 10 12:00:00 node kubelet[12]: E0310 12:00:00.123456    1234 pod.go:12] it is gone', 'Mar 10 12:00:01 node kubelet[12]: I0310 12:00:01.123456    1234 pod.go:13] it came back'],
      '2025-03-10T12:00:00.000Z', 'error', 'it is gone'],
    ['levels in brackets only', ['2026-03-10 12:00:00 [Note] it is there', '2026-03-10 12:00:01 [Warning] it is slow'],
      '2026-03-10T12:00:00.000Z', 'notice', 'it is there'],
    ['plain text', ['it is gone', 'it came back', 'error is a word here'],
      null, null, 'it is gone'],
  ])('%s', (_, lines, time, severity, message) => {
    const framing = framingOf(...lines)
    const got = read(lines[0], framing)
    expect({ time: got.time, severity: got.severity }).toEqual({ time, severity })
    expect(got.found).toBe(time !== null || severity !== null)
    if (message !== null) expect(got.message).toBe(message)
  })

  it('says whether a zone stood with the time', () => {
    const framing = framingOf('2026-03-10T12:00:00Z INFO a b', '2026-03-10 12:00:00 INFO a b')
    expect(read('2026-03-10T12:00:00Z INFO a b', framing)).toMatchObject({ zoned: true, severity: 'info', message: 'a b' })
    expect(read('2026-03-10 12:00:00 WARN a b', framing)).toMatchObject({ zoned: false, severity: 'warning', message: 'a b' })
  })

  it('does not take a severity from the message', () => {
    const framing = framingOf('2026-03-10 12:00:00 INFO no error here', '2026-03-10 12:00:01 WARN fatal is a word')
    expect(read('2026-03-10 12:00:00 INFO fatal error', framing)).toMatchObject({ severity: 'info', message: 'fatal error' })
    const without = framingOf('2026-03-10 12:00:00 server one: an error occurred', '2026-03-10 12:00:01 server two: all fine', '2026-03-10 12:00:01 server two: it goes on')
    expect(read('2026-03-10 12:00:00 server one: an error occurred', without).severity).toBeNull()
  })

  it('takes a first word for a severity in capitals or closed only, unless most lines have one there', () => {
    const framing = framingOf('2026-03-10 12:00:00 one thing is done', '2026-03-10 12:00:01 two things are done', '2026-03-10 12:00:02 all is done')
    expect(read('2026-03-10 12:00:00 ERROR it is gone', framing)).toMatchObject({ severity: 'error', message: 'it is gone' })
    expect(read('2026-03-10 12:00:00 warning: it is slow', framing)).toMatchObject({ severity: 'warning', message: 'it is slow' })
    expect(read('2026-03-10 12:00:00 error is what it ended with', framing)).toMatchObject({ severity: null })
    expect(read('warning: it is slow', framing)).toMatchObject({ found: false, severity: 'warning', message: 'warning: it is slow' })
    const failing = framingOf('2026-03-10 12:00:00 host app error in one thing', '2026-03-10 12:00:01 host app error in two things')
    expect(read('2026-03-10 12:00:00 host app error in one thing', failing).severity).toBeNull()
  })

  it('reads lines of another format than most by their own header', () => {
    const framing = framingOf('Jun 14 15:16:01 combo sshd[1]: closed it', 'Jun 14 15:16:02 combo su[2]: opened it')
    expect(read('2026-03-10T12:00:00Z ERROR it is gone', framing)).toEqual({ found: true, time: '2026-03-10T12:00:00.000Z', zoned: true, severity: 'error', message: 'it is gone' })
    expect(read('no header at all', framing)).toEqual({ found: false, time: null, zoned: false, severity: null, message: 'no header at all' })
  })

  it('reads an empty message', () => {
    const framing = framingOf('2026-03-10 12:00:00 INFO a b', '2026-03-10 12:00:01 INFO c d')
    expect(read('2026-03-10 12:00:00 INFO', framing)).toMatchObject({ found: true, severity: 'info', message: '' })
    expect(read('2026-03-10 12:00:00', framing)).toMatchObject({ found: true, severity: null, message: '' })
    expect(read('', framing)).toMatchObject({ found: false, message: '' })
  })

  it('leaves nothing of the line before', () => {
    const framing = framingOf('2026-03-10T12:00:00Z ERROR a b', '2026-03-10T12:00:01Z ERROR c d')
    read('2026-03-10T12:00:00Z ERROR a b', framing)
    expect(read('nothing', framing)).toEqual({ found: false, time: null, zoned: false, severity: null, message: 'nothing' })
  })
})

describe('HeaderReader reads by key', () => {
  it.each([
    ['JSON', ['{"time":"2026-03-10T12:00:00Z","level":"error","msg":"it is gone"}', '{"level":"info","time":"2026-03-10T12:00:01Z","msg":"it came back"}'], 'error'],
    ['JSON with spaces', ['{"message": "it is gone", "level": "error", "timestamp": "2026-03-10T12:00:00Z"}', '{"message": "it came back, at last", "level": "info", "timestamp": "2026-03-10T12:00:01Z"}'], 'error'],
    ['JSON with an epoch', ['{"level":"warn","ts":1773144000.000123,"msg":"it is slow"}', '{"level":"info","ts":1773144001.5,"msg":"it is quick"}'], 'warning'],
    ['JSON with numbers for levels', ['{"level":50,"time":1773144000000,"pid":1,"msg":"it is gone"}', ...Array.from({ length: 4 }, () => '{"level":30,"time":1773144001000,"pid":1,"msg":"it came back"}')], 'error'],
    ['logfmt', ['time="2026-03-10T12:00:00Z" level=error msg="it is gone"', 'time="2026-03-10T12:00:01Z" level=info msg="it came back"'], 'error'],
    ['logfmt without quotes', ['ts=2026-03-10T12:00:00Z caller=main.go:1 level=warn msg="it is slow"', 'ts=2026-03-10T12:00:00Z caller=main.go:1 level=info msg="it is quick"'], 'warning'],
    ['logfmt, level first', ['level=error ts=2026-03-10T12:00:00Z msg="it is gone"', 'level=info ts=2026-03-10T12:00:01Z msg="it came back"'], 'error'],
  ])('%s', (_, lines, severity) => {
    expect(read(lines[0], framingOf(...lines))).toEqual({ found: true, time: '2026-03-10T12:00:00.000Z', zoned: true, severity, message: lines[0] })
  })

  it('wherever the keys stand in the line', () => {
    const framing = framingOf('{"time":"2026-03-10T12:00:00Z","level":"error","msg":"a"}', '{"time":"2026-03-10T12:00:00Z","level":"info","msg":"b"}')
    expect(read('{"msg":"the \\"level\\" of","x":{"y":1},"level":"fatal","time":"2026-03-10T12:00:00Z"}', framing)).toMatchObject({ time: '2026-03-10T12:00:00.000Z', severity: 'fatal' })
    expect(read('{"msg":"no time"}', framing)).toMatchObject({ found: true, time: null, severity: null })
  })
})

describe('a header ends', () => {
  it('at a separator behind names of any length', () => {
    const framing = framingOf('2026-03-10 12:00:00 INFO till - it failed', '2026-03-10 12:00:00 INFO till two - it worked', '2026-03-10 12:00:00 INFO till - it came back')
    expect(read('2026-03-10 12:00:00 INFO a third till - it is gone', framing).message).toBe('it is gone')
    expect(read('2026-03-10 12:00:00 INFO no separator here at all', framing).message).toBe('no separator here at all')
  })

  it.each([
    ['Mar 10 12:00:00 host app[12]: 2026/03/10 12:00:01 it failed', 'it failed', null], ['Mar 10 12:00:00 host app[12]: [2026-03-10T12:00:01Z] ERROR till: it failed', 'it failed', 'error'],
    ['Mar 10 12:00:00 host app[12]: 10/Mar/2026:12:00:01 +0000 WARN it is slow', 'it is slow', 'warning'], ['Mar 10 12:00:00 host app[12]: 1773144001 tries', '1773144001 tries', null],
    ['Mar 10 12:00:00 host app[12]: 12:00:01 is the time', '12:00:01 is the time', null],
  ])('behind an inner one with a date: %s', (line, message, severity) => {
    const framing = framingOf('Mar 10 12:00:00 host app[12]: it failed', 'Mar 10 12:00:00 host app[13]: it worked')
    expect(read(line, framing)).toMatchObject({ message, severity })
  })
})

describe('isContinuation', () => {
  const joined = (line: string, joins: Framing['joins']) => new HeaderReader({ ...framingOf('a', 'b'), joins }).isContinuation(padded(line).buf, 0)

  it.each(['\tat com.foo.Bar(Bar.java:12)', '  indented', '', '\r', '}', ']', ')', 'Caused by: java.io.IOException', 'Traceback (most recent call last):', '... 12 more', 'at foo', '--- end'])('joins %j where lines look like it', (line) => {
    expect(joined(line, 'indented')).toBe(true)
    expect(joined(line, 'all')).toBe(true)
    expect(joined(line, 'none')).toBe(false)
  })

  it('does not join what is indented as lines of their own are', () => {
    const joined = (line: string) => new HeaderReader({ ...framingOf('a', 'b'), joins: 'indented', indent: 2 }).isContinuation(padded(line).buf, 0)
    expect(['  fetched', ' + b', 'c'].filter(joined)).toEqual([])
    expect(['   deeper', '  at foo', '  }', '  ', ''].filter(joined)).toHaveLength(5)
  })

  it.each(['a message', '{', 'Caused', 'atomic', '..', '--', 'java.io.IOException: gone'])('does not join %j', (line) => {
    expect(joined(line, 'indented')).toBe(false)
    expect(joined(line, 'all')).toBe(true)
  })
})

describe('header tokens', () => {
  it.each([
    ['INFO rest', 'INFO'], ['[INFO] rest', '[INFO]'], ['[a b] rest', '[a b]'], ['[a [b] c] rest', '[a [b] c]'], ['(a b) rest', '(a b)'], ['[a b]: rest', '[a b]:'],
    ['[open rest', '[open'], ['\trest', ''], ['one', 'one'], ['[a][b c] rest', '[a]'],
  ])('tokenEnd of %j', (text, token) => {
    const { buf } = padded(text)
    expect(new TextDecoder().decode(buf.subarray(0, tokenEnd(buf, 0)))).toBe(token)
  })

  it('gives up on a bracket that is not closed soon', () => {
    const { buf } = padded(`[${'x '.repeat(150)}] rest`)
    expect(tokenEnd(buf, 0)).toBe(2)
  })

  it.each([['<34>Oct', 4], ['<34>1 2003', 6], ['[2026', 1], ['(2026', 1], ['"2026', 1], ['<34>[2026', 5], ['2026', 0], ['<>x', 0], ['<b>x', 0], ['', 0]])('timeStart of %j', (text, at) => {
    expect(timeStart(padded(text).buf, 0)).toBe(at)
  })
})
