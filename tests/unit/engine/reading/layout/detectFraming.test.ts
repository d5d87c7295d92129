import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { draws } from '../../../../stores'
import { pathOfName } from '../../../../../engine/reading/structured/path'
import { detectFraming, SAMPLE_BYTES } from '../../../../../engine/reading/layout/detectFraming'
import { FRAMING_VERSION } from '../../../../../engine/reading/layout/framing'
import { arbitraryLog, SETTINGS } from '../../logs'
import { bytesOf } from '../../padded'

const repeated = (...lines: string[]) => Array.from({ length: 10 }, () => lines.join('\n')).join('\n')
const framingOf = (...lines: string[]) => detectFraming(bytesOf(repeated(...lines)), SETTINGS)

describe('detectFraming', () => {
  it.each([
    ['syslog', ['Jun 14 15:16:01 combo sshd[1]: it failed', 'Jun 14 15:16:02 combo su: it worked'], { timeToken: 0, columns: ['word', 'tag'] }],
    ['RFC 5424', ['<165>1 2003-10-11T22:14:15.003Z host app 12 - - it failed'], { timeToken: 0, columns: ['word', 'word', 'word', 'word', 'data'] }],
    ['log4j', ['2026-03-10 12:00:00,123 INFO [main] a.b.C: it failed', '2026-03-10 12:00:00,123 WARN [x 1] a.b.D: it worked'], { timeToken: 0, columns: ['level', 'bracket', 'tag'] }],
    ['logcat', ['03-17 16:13:38.811  1702  2395 D Manager: it failed', '03-17 16:13:38.811  1702  2395 I Other: it worked'], { timeToken: 0, columns: ['word', 'word', 'level', 'tag'] }],
    ['Python', ['2026-03-10 12:00:00,123 - name - INFO - it failed', '2026-03-10 12:00:00,123 - other - ERROR - it worked'], { timeToken: 0, columns: ['word', 'word', 'word', 'level', 'dash'] }],
    ['BGL', ['- 1117838570 2005.06.03 R02 2005-06-03-15.42.50.675872 R02 RAS KERNEL INFO it failed'], { timeToken: 1, columns: ['word', 'word', 'word', 'word', 'word', 'word', 'level'], levelBefore: -1 }],
    ['a separator behind names of one word or two', ['2026-03-10 12:00:00 INFO till - it failed', '2026-03-10 12:00:00 INFO till two - it worked'], { timeToken: 0, columns: ['level', 'until'] }],
    ['a level before the time', ['INFO 2026-03-10 12:00:00 it failed', 'WARN 2026-03-10 12:00:00 it worked'], { timeToken: 1, columns: [], levelBefore: 0 }],
    ['a level without a time', ['INFO it failed', 'WARN it worked'], { timeToken: -1, columns: ['level'] }],
    ['plain text', ['it failed', 'it worked'], { timeToken: -1, columns: [], structured: null, joins: 'none' }],
    ['fields', ['20171223-22:15:29:606|Step_LSC|30002312|it failed 1', '20171223-22:15:29:615|Step_LSC|30002312|it worked 2'], { structured: { form: { kind: 'csv', delimiter: 124, columnCount: 4 }, level: 0, message: pathOfName('column 4') } }],
    ['fields with a level', ['2026-03-10 12:00:00;main;INFO;it failed 1', '2026-03-10 12:00:00;main;WARN;it worked 2'], { structured: { form: { kind: 'csv', delimiter: 59 }, level: pathOfName('column 3'), message: pathOfName('column 4') } }],
    ['JSON', ['{"ts":"2026-03-10T12:00:00Z","lvl":"info","msg":"it failed"}'], { columns: [], structured: { form: { kind: 'json', place: 'line' }, time: [pathOfName('ts')], level: pathOfName('lvl'), message: pathOfName('msg') } }],
    ['JSON with numbers', ['{"level":30,"time":1773144000000,"pid":20,"msg":"it failed"}'], { structured: { time: [pathOfName('time')], level: pathOfName('level'), scale: { kind: 'numbers', name: 'bunyan' } } }],
    ['JSON without a time', ['{"level":"info","msg":"it failed"}', '{"level":"warn","msg":"it worked"}'], { structured: { time: [], level: pathOfName('level') } }],
    ['JSON with neither', ['{"a":"b","msg":"it failed"}'], { structured: { time: [], level: 0, message: pathOfName('msg') } }],
    ['key=value behind a time', ['2026-03-10T12:00:00Z ts=2026-03-10T12:00:00Z it failed'], { timeToken: 0, structured: null }],
  ])('%s', (_, lines, expected) => {
    expect(framingOf(...lines)).toMatchObject(expected)
  })

  it('keeps the settings and is plain JSON', () => {
    const framing = framingOf('2026-03-10 12:00:00 INFO a b', '2026-03-10 12:00:00 INFO c d')
    expect(framing.settings).toEqual(SETTINGS)
    expect(JSON.parse(JSON.stringify(framing))).toEqual(framing)
  })

  it('sees from one date of the sample that the day comes first', () => {
    expect(framingOf('03/04/2025 05:06:07 a', '13/04/2025 05:06:07 a').time.orders[0]).toBe('dmy')
    expect(framingOf('3/4/2025 5:06:07 a', '13/4/2025 5:06:07 a').time.orders[0]).toBe('dmy')
    expect(framingOf('03/04/2025 05:06:07 a', '04/13/2025 05:06:07 a').time.orders[0]).toBe('mdy')
    expect(framingOf('17/06/09 20:10:40 a', '17/06/09 20:10:40 a').time.orders[0]).toBe('ymd')
  })

  it('decides how lines without a header are joined', () => {
    const head = '2026-03-10 12:00:00 INFO a b'
    expect(framingOf(head, '\tat a.b.C').joins).toBe('all')
    expect(framingOf(head, 'one', 'two').joins).toBe('indented')
    expect(framingOf('one', 'two').joins).toBe('none')
  })

  it('looks at the first 256 KiB only, as they are shown', () => {
    const head = `${Array.from({ length: 20_000 }, (_, i) => `2026-03-10 12:00:00 INFO item ${i}`).join('\n')}\n`
    const start = bytesOf(head).subarray(0, SAMPLE_BYTES)
    const longer = new Uint8Array(SAMPLE_BYTES + 1000).fill(120)
    longer.set(start)
    expect(detectFraming(longer, SETTINGS)).toEqual(detectFraming(start, SETTINGS))
    const coloured = repeated('\u001B[32m2026-03-10 12:00:00\u001B[0m INFO a b', '\u001B[32m2026-03-10 12:00:01\u001B[0m WARN a b\r')
    expect(detectFraming(bytesOf(coloured), SETTINGS)).toMatchObject({ timeToken: 0, columns: ['level'] })
  })

  it.each(['', '\n', '\n\n \n', '2026-03-10 12:00:00 INFO one line', '{', '[', '<34>', '<34>1 ', '\u0000'])('takes %j', (text) => {
    expect(detectFraming(bytesOf(text), SETTINGS).version).toBe(FRAMING_VERSION)
  })

  it('is the same for the same bytes, whatever was looked at before', () => {
    fc.assert(fc.property(arbitraryLog, arbitraryLog, (a, b) => {
      const first = detectFraming(a, SETTINGS)
      detectFraming(b, SETTINGS)
      expect(detectFraming(a, SETTINGS)).toEqual(first)
    }), { numRuns: draws(30) })
  })
})
