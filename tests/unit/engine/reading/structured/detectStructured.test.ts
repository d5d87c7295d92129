import { describe, expect, it } from 'vitest'
import { decideRoles, type TimeParts } from '../../../../../engine/reading/structured/decideRoles'
import { detectStructured, formOfRecord } from '../../../../../engine/reading/structured/detectStructured'
import { FieldReader } from '../../../../../engine/reading/structured/fieldReader'
import type { StructuredForm } from '../../../../../engine/reading/structured/form'
import { bodyOffset } from '../../../../../engine/reading/structured/bodyOffset'
import { padded } from '../../padded'
import { fieldsOf, linesOf } from './fields'

function many(line: (i: number) => string, count = 60): string {
  return Array.from({ length: count }, (_, i) => line(i)).join('\n') + '\n'
}

function detect(text: string): StructuredForm | null {
  const { buf, starts, bodyAt } = linesOf(text)
  return detectStructured(buf, starts, bodyAt)
}

const word = (i: number) => ['cart', 'till', 'desk'][i % 3]
const clock = (i: number) => `09:00:${String(i % 60).padStart(2, '0')}`
const json = (i: number) => `{"level":"info","msg":"pump ${i} is well","n":${i}}`
const pairs = (i: number) => `time=2025-03-10T${clock(i)}Z level=info msg="pump ${i} is well" n=${i}`

describe('the form of a log', () => {
  it.each<[string, string, Partial<StructuredForm>]>([
    ['JSON lines', many(json), { kind: 'json', place: 'line' }],
    ['JSON lines with a trace among them', many(json) + 'panic: x\n\ngoroutine 1:\n', { kind: 'json', place: 'line' }],
    ['JSON behind a container prefix', many(i => `2025-03-10T${clock(i)}.1Z stdout F ${json(i)}`), { kind: 'json', place: 'body' }],
    ['JSON behind compose', many(i => `web-1  | ${json(i)}`), { kind: 'json', place: 'body' }],
    ['JSON behind syslog', many(i => `Mar 10 ${clock(i)} n1 api[12]: ${json(i)}`), { kind: 'json', place: 'body' }],
    ['JSON behind a klog header', many(i => `I0310 ${clock(i)}.000000 1 a.go:12] ${json(i)}`), { kind: 'json', place: 'body' }],
    ['an array, an element a line', `[\n${many(i => `${json(i)},`)}${json(7)}\n]\n`, { kind: 'json', place: 'line' }],
    ['an indented array', `[\n${many(i => `  {\n    "a": ${i},\n    "m": "x"\n  },`)}]\n`, { kind: 'json', isOverLines: true, indent: 2 }],
    ['indented objects', many(i => `{\n  "a": ${i},\n  "m": {\n    "b": 1\n  }\n}`), { kind: 'json', isOverLines: true, indent: 0 }],
    ['docker json-file', many(i => `{"log":"pump ${i}\\n","stream":"stdout","time":"t"}`), { kind: 'docker', inner: 'log' }],
    ['JSON in JSON', many(i => `{"host":"a","message":${JSON.stringify(json(i))}}`), { kind: 'json', inner: 'message' }],
    ['logfmt', many(pairs), { kind: 'logfmt', place: 'line', delimiter: undefined }],
    ['logfmt behind syslog', many(i => `Mar 10 ${clock(i)} n1 d[12]: ${pairs(i)}`), { kind: 'logfmt', place: 'body', delimiter: undefined }],
    ['structured data of syslog', many(i => `2025-03-10T${clock(i)}Z n1 p 1 - [a@3 comp="mgr" sub="http" level="INFO"] pump ${i} is well and runs on and on without end`), { kind: 'logfmt' }],
    ['pairs between SOH', many(i => `2025: 8=FIX.4.4\x019=${i}\x0158=a b\x01`), { kind: 'logfmt', place: 'body', delimiter: 1 }],
    ['LTSV', many(i => `time:${clock(i)}\thost:h${i}\tmsg:a b`), { kind: 'logfmt', delimiter: 9, assign: 58 }],
    ['pairs with blanks between semicolons', many(i => `time=${clock(i)};user=some one;what=went off ${i}`), { kind: 'logfmt', delimiter: 59 }],
    ['CEF behind syslog', many(i => `Mar 10 ${clock(i)} h CEF:0|V|P|1|${i}|name|3|src=1.1.1.1 msg=a b`), { kind: 'cef', place: 'body' }],
    ['LEEF', many(i => `LEEF:1.0|V|P|1|${i}|src=1.1.1.1\tmsg=a b`), { kind: 'leef', place: 'line' }],
    ['CSV with names', `time,level,unit,text\n${many(i => `2025-03-10 ${clock(i)},INFO,${word(i)},"moved ${i}, left 3"`)}`, { kind: 'csv', delimiter: 44, columns: ['time', 'level', 'unit', 'text'], headerLine: 0 }],
    ['CSV with numbers only, and names', `time,c01,c02\n${many(i => `${clock(i)},${i}.5,${i * 2}`)}`, { kind: 'csv', columns: ['time', 'c01', 'c02'] }],
    ['CSV without names', many(i => `2025-03-10 ${clock(i)},INFO,${word(i)},sold ${i} things`), { kind: 'csv', columnCount: 4, columns: undefined }],
    ['CSV with quotes over lines', many(i => `2025-03-10 ${clock(i)},INFO,${word(i)},"select\n  ${i},\n  2"`), { kind: 'csv', columnCount: 4, isOverLines: true }],
    ['a text that holds the delimiter', many(i => `2025-03-10 ${clock(i)};INFO;${word(i)};sold ${'a; b'.repeat(i % 3)}`), { kind: 'csv', delimiter: 59, columnCount: 4 }],
    ['TSV', many(i => `2025-03-10 ${clock(i)}\tINFO\t${word(i)}\tsold ${i} things`), { kind: 'csv', delimiter: 9, columnCount: 4 }],
    ['bars', many(i => `INFO   | jvm ${i % 2}    | 2025/03/10 ${clock(i)} | sold ${i}`), { kind: 'csv', delimiter: 124, columnCount: 4 }],
    ['unit separators', many(i => `2025-03-10 ${clock(i)}\x1FINFO\x1F${word(i)}\x1Fsold ${i}`), { kind: 'csv', delimiter: 31, columnCount: 4 }],
    ['extended log format', `#Version: 1.0\n#Fields: date time uri status\n${many(i => `2025-03-10 ${clock(i)} /a ${i}`)}`, { kind: 'w3c', delimiter: 32, headerLine: 1, columns: ['date', 'time', 'uri', 'status'] }],
    ['extended log format with tabs', `#Fields: date time uri\n${many(i => `2025-03-10\t${clock(i)}\t/a b`)}`, { kind: 'w3c', delimiter: 9 }],
    ['tables with #fields', `#separator \\x09\n#fields\tts\tuid\tproto\n${many(i => `174159720${i}.1\tC${i}\ttcp`)}`, { kind: 'w3c', delimiter: 9, columns: ['ts', 'uid', 'proto'] }],
    ['a journal in export form', many(i => `__CURSOR=s;i=${i}\n_PID=7\nPRIORITY=6\nMESSAGE=pump ${i} is well\n`), { kind: 'journal', inner: 'MESSAGE' }],
  ])('%s', (_, text, form) => {
    expect({ delimiter: undefined, columns: undefined, ...detect(text) }).toMatchObject(form)
  })

  it.each<[string, string]>([
    ['a text', many(i => `2025-03-10 ${clock(i)} INFO pump ${i} is well`)],
    ['a text with commas', many(i => `2025-03-10 ${clock(i)},123 INFO moved ${i} crates, left 3, went home`)],
    ['a text with brackets and commas', many(i => `2025-03-10 ${clock(i)} INFO [app,1a2b,3c4d] sold ${i}`)],
    ['a text with an address', many(i => `2025-03-10 ${clock(i)} GET /a?b=${i}&c=2 200`)],
    ['a text with one pair', many(i => `2025-03-10 ${clock(i)} pump is well and warm n=${i}`)],
    ['a text with colons', many(i => `${clock(i)} INFO: pump ${i}: is well`)],
    ['nothing', '\n\n'],
  ])('%s is none', (_, text) => {
    expect(detect(text)).toBeNull()
  })

  it('keeps names free of what is not to be shown', () => {
    const form = detect(`time,le\u001b[1mvel,te\u0007xt\n${many(i => `${clock(i)},INFO,a${i}`)}`)
    expect(form?.columns).toEqual(['time', 'le[1mvel', 'text'])
  })

  it('does not read the row with the names as a record, wherever it comes', () => {
    const form = detect(`time,level,text\n${many(i => `${clock(i)},INFO,a ${i}`)}`)
    expect(form && fieldsOf('time,level,text', form)).toBeNull()
    expect(form && fieldsOf('09:00:00,INFO,b, c', form)?.fields).toEqual([['time', '09:00:00'], ['level', 'INFO'], ['text', 'b, c']])
  })

  it('is that of a record alone where it shows enough', () => {
    const kindOf = (text: string) => {
      const { buf, end } = padded(text)
      return formOfRecord(buf, 0, end, new FieldReader())?.kind ?? null
    }
    expect([json(1), pairs(1), 'CEF:0|a|b|c|d|e|f|', 'a text n=1', '{x}'].map(kindOf)).toEqual(['json', 'logfmt', 'cef', null, null])
  })

  it.each(['{"a":', '"', '=', 'a=', 'a,', ',"\n', '{"a":1\n', '#Fields: a b\n', 'A=\n\n', '[\n'])('is decided in linear time over %j again and again', unit => {
    const text = unit.repeat(Math.floor((1 << 18) / unit.length))
    const start = performance.now()
    detect(text)
    expect(performance.now() - start).toBeLessThan(10_000)
  })
})

describe('where a body begins', () => {
  it.each<[string, string | null]>([
    ['Mar 10 09:00:00 n1 api[12]: {"a":1}', '{"a":1}'],
    ['web-1  | {"a":{"b":[1]}} ', '{"a":{"b":[1]}} '],
    ['x {y} {"a":1}', '{"a":1}'],
    ['x {"a":1, "m":"cut of', '{"a":1, "m":"cut of'],
    ['  {"a":1},', '  {"a":1},'],
    ['x {"a":1} and more', null],
    ['x {y}', null],
    ['took a=1 of all', null],
    ['n1 d[1]: time="x y" level=info m={"a":1}', 'time="x y" level=info m={"a":1}'],
    ['I0310 a.go:1] "Pod b=1 c=2" pod="x" n=3', 'pod="x" n=3'],
    ['09:00 : 8=FIX.4.4\x019=1\x01', '8=FIX.4.4\x019=1\x01'],
    ['Mar 10 h CEF:0|a|b', 'CEF:0|a|b'],
    ['<13>h LEEF:1.0|a|b', 'LEEF:1.0|a|b'],
    ['', null],
  ])('%j', (text, body) => {
    const { buf, end } = padded(text)
    const at = bodyOffset(buf, 0, end, new FieldReader())
    expect(at < 0 ? null : text.slice(at)).toBe(body)
  })
})

describe('roles', () => {
  const questions = {
    isTime: (buf: Uint8Array, from: number, to: number): TimeParts => {
      const text = new TextDecoder().decode(buf.subarray(from, to))
      return /^\d{4}[/-]\d\d[/-]\d\dT/.test(text) ? 3 : /^\d{4}-/.test(text) ? 1 : /^\d\d:\d\d/.test(text) ? 2 : 0
    },
    isLevel: (_: string, values: ReadonlyMap<string, number>) => [...values.keys()].every(value => /^(?:info|warn|error)$/i.test(value)),
  }

  function rolesOf(text: string) {
    const { buf, starts, ends, bodyAt } = linesOf(text)
    const form = detectStructured(buf, starts, bodyAt)
    if (!form) throw new Error('no form')
    const table = decideRoles(buf, { from: form.place === 'body' ? bodyAt : starts, to: ends }, form, questions)
    expect(JSON.parse(JSON.stringify(table))).toEqual(table)
    const name = (path: number) => table.fields.find(field => field.path === path)?.name
    return { table, time: table.time.map(paths => paths.map(name)), level: table.level.map(name), message: table.message.map(name), source: table.source.map(name) }
  }

  it('are found by what fields hold', () => {
    const roles = rolesOf(many(i => JSON.stringify({
      built: '2024-01-01T00:00:00Z', x: { lv: 'error' }, lv: i % 9 ? 'info' : 'warn', at: `2025/03/10T${clock(i)}`, unit: word(i), agent: 'Mozilla/5.0 (X11; Linux x86_64) like Gecko',
      what: `pump ${i} is well and runs on`, n: i,
    }).replaceAll('/', '\\/')))
    expect(roles.time).toEqual([['at'], ['built']])
    expect(roles.level).toEqual(['lv', 'x.lv'])
    expect(roles.message[0]).toBe('what')
    expect(roles.source[0]).toBe('unit')
    expect(roles.table.fields.find(field => field.name === 'n')).toMatchObject({ isNumber: true, share: 1000, distinct: 60 })
  })

  it('put a date and a clock together', () => {
    expect(rolesOf(`#Fields: date time uri status\n${many(i => `2025-03-10 ${clock(i)} /a ${i}`)}`).time).toEqual([['date', 'time']])
  })
})
