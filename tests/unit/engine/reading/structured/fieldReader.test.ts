import { describe, expect, it } from 'vitest'
import { FieldReader } from '../../../../../engine/reading/structured/fieldReader'
import { FALSE, NESTED, NULL, NUMBER, STRING, type StructuredForm, TRUE } from '../../../../../engine/reading/structured/form'
import { pathOfName } from '../../../../../engine/reading/structured/path'
import { padded } from '../../padded'
import { fieldsOf } from './fields'

const JSON_FORM: StructuredForm = { kind: 'json', place: 'line' }
const LOGFMT: StructuredForm = { kind: 'logfmt', place: 'line' }

function csv(columns: string[], delimiter = ',', columnCount = columns.length): StructuredForm {
  return { kind: 'csv', place: 'line', delimiter: delimiter.charCodeAt(0), quote: 34, columns, columnCount }
}

describe('JSON', () => {
  it.each<[string, [string, string][]]>([
    ['{"a":1,"b":"x"}', [['a', '1'], ['b', 'x']]],
    ['{ "a" : true , "b" : null }', [['a', 'true'], ['b', 'null']]],
    ['{"t":{"$date":"2025"},"s":"I"}', [['t.$date', '2025'], ['s', 'I']]],
    ['{"a":[1,"x",null]}', [['a[]', '1'], ['a[]', 'x'], ['a[]', 'null']]],
    ['{"a":[{"b":1},{"b":2}]}', [['a[].b', '1'], ['a[].b', '2']]],
    ['{"a":[[1],[2]]}', [['a[][]', '1'], ['a[][]', '2']]],
    ['{"a":{},"b":[]}', [['a', '{}'], ['b', '[]']]],
    ['[{"a":1},', [['a', '1']]],
    [' ,{"a":1}]', [['a', '1']]],
    ['\x1E{"a":1}', [['a', '1']]],
    ['{\n  "a": 1,\n  "b": {\n    "c": "x"\n  }\n},', [['a', '1'], ['b.c', 'x']]],
    ['{"m":"say \\"x\\" at C:\\\\y\\n","u":"\\u00fc\\ud83d\\ude00"}', [['m', 'say "x" at C:\\y\n'], ['u', 'ü😀']]],
    ['{"m":"level=fatal {\\"level\\":\\"error\\"}","level":"info"}', [['m', 'level=fatal {"level":"error"}'], ['level', 'info']]],
    ['{"a":NaN,"b":-Infinity,"c":None}', [['a', 'NaN'], ['b', '-Infinity'], ['c', 'None']]],
    ['{"a":1,}', [['a', '1']]],
    ['{"a":1,"a":2}', [['a', '1'], ['a', '2']]],
  ])('%j', (text, fields) => {
    expect(fieldsOf(text, JSON_FORM)).toMatchObject({ fields, gaps: [], isCut: false, isOpen: false })
  })

  it('says what a value is', () => {
    const found = fieldsOf('{"a":"1","b":-1.5e3,"c":true,"d":false,"e":null,"f":{}}', JSON_FORM)
    expect(found?.kinds).toEqual([STRING, NUMBER, TRUE, FALSE, NULL, NESTED])
  })

  it.each(['', 'text', '{text}', '{"a"}', '{"a":}', '{"a":1 "b":2}', '["a"]', '{"a":x-y}'])('%j is none', text => {
    expect(fieldsOf(text, JSON_FORM)).toBeNull()
  })

  it('reads a line cut short as far as it goes', () => {
    expect(fieldsOf('{"a":1,"m":"half a te', JSON_FORM)).toMatchObject({ fields: [['a', '1'], ['m', 'half a te']], isOpen: true, isCut: false })
    expect(fieldsOf('{"a":{"b":1', JSON_FORM)).toMatchObject({ fields: [['a.b', '1']], isOpen: true })
  })

  it('keeps what stands behind the object as text', () => {
    expect(fieldsOf('{"a":1}, and more', JSON_FORM)?.gaps).toEqual(['and more'])
  })

  it('leaves what is too much as text', () => {
    const elements = fieldsOf(`{"a":[${Array.from({ length: 20 }, (_, i) => i).join(',')}],"b":1}`, JSON_FORM)
    expect(elements?.fields.slice(7)).toEqual([['a[]', '7'], ['a[]', '8,9,10,11,12,13,14,15,16,17,18,19'], ['b', '1']])
    const deep = fieldsOf(`${'{"a":'.repeat(40)}1${'}'.repeat(40)}`, JSON_FORM)
    expect(deep).toMatchObject({ isCut: true, isOpen: false, kinds: [NESTED] })
    const wide = fieldsOf(`{${Array.from({ length: 300 }, (_, i) => `"k${i}":${i}`).join(',')}}`, JSON_FORM)
    expect(wide).toMatchObject({ isCut: true, isOpen: false })
    expect(wide?.fields).toHaveLength(256)
    expect(wide?.gaps[0]).toMatch(/^"k256":256,.*"k299":299\}$/)
  })

  it('hashes a path as its name', () => {
    expect(fieldsOf('{"a":{"b.c":[{"ü":1}]}}', JSON_FORM)?.paths).toEqual([pathOfName('a.b.c[].ü')])
  })

  it('finds the record in a field', () => {
    const docker: StructuredForm = { kind: 'docker', place: 'line', inner: 'log' }
    expect(fieldsOf('{"log":"x 1\\r\\n","stream":"stdout","time":"t"}', docker)?.inner).toBe('x 1')
    expect(fieldsOf('{"stream":"stdout"}', docker)?.inner).toBeNull()
  })
})

describe('pairs', () => {
  it.each<[string, [string, string][], string[]]>([
    ['a=1 b=x', [['a', '1'], ['b', 'x']], []],
    ['msg="a b=c" level=info', [['msg', 'a b=c'], ['level', 'info']], []],
    ['msg="say \\"x=1\\"" k=', [['msg', 'say "x=1"'], ['k', '']], []],
    ['"Pod synced" pod="kube/x" n=3', [['pod', 'kube/x'], ['n', '3']], ['"Pod synced"']],
    ['"text a=1 in quotes" b=2', [['b', '2']], ['"text a=1 in quotes"']],
    ['[app@32473 comp="mgr" level="INFO"] pump 4 is well', [['comp', 'mgr'], ['level', 'INFO']], ['[app@32473', '] pump 4 is well']],
    ['a=1, b=2; c=3 | d=4', [['a', '1'], ['b', '2'], ['c', '3'], ['d', '4']], []],
    ['a=1,b=2,c=x,y', [['a', '1'], ['b', '2'], ['c', 'x,y']], []],
    ['{name=John, age=3}', [['name', 'John'], ['age', '3']], ['{', '}']],
    ['url=http://h/p?q=1&r=2 x=[a b=c] y=1', [['url', 'http://h/p?q=1&r=2'], ['x', '[a b=c]'], ['y', '1']], []],
    ['user.name=x req-id=7 @t=1 /p=2', [['user.name', 'x'], ['req-id', '7'], ['@t', '1']], ['/p=2']],
    ['msg: "a b" "level":"info" "n": 3', [['msg', 'a b'], ['level', 'info'], ['n', '3']], []],
    ['user=\'a b\' it=\'s ok', [['user', 'a b'], ['it', '\'s']], ['ok']],
    ['a==b x=>y c=1', [['c', '1']], ['a==b x=>y']],
    ['took 3 ms key=1 then more words', [['key', '1']], ['took 3 ms', 'then more words']],
  ])('%s', (text, fields, gaps) => {
    expect(fieldsOf(text, LOGFMT)).toMatchObject({ fields, gaps, isCut: false, isOpen: false })
  })

  it('are none in a text, a comment or a blank line', () => {
    expect(fieldsOf('# level=info off=1', LOGFMT)).toBeNull()
    expect(fieldsOf(' \t', LOGFMT)).toBeNull()
    expect(fieldsOf('a text without any: 1 = 2', LOGFMT)).toBeNull()
  })

  it('may hold blanks between declared separators', () => {
    const form = (delimiter: number, assign?: number): StructuredForm => ({ kind: 'logfmt', place: 'line', delimiter, assign })
    expect(fieldsOf('8=FIX.4.4\x0135=8\x0158=a b\x01', form(1))?.fields).toEqual([['8', 'FIX.4.4'], ['35', '8'], ['58', 'a b']])
    expect(fieldsOf('time:09:00\thost:h 1\tx', form(9, 58))).toMatchObject({ fields: [['time', '09:00'], ['host', 'h 1']], gaps: ['x'] })
    expect(fieldsOf('a="x;y"; b=some words', form(59))?.fields).toEqual([['a', 'x;y'], ['b', 'some words']])
  })
})

describe('CEF and LEEF', () => {
  it('reads header cells and values with blanks', () => {
    const found = fieldsOf('CEF:0|Sec\\|urity|thr|1.0|100|worm, stopped|10|src=10.0.0.1 msg=a long text with a\\=b http://h/?q=1 cs1Label=x', { kind: 'cef', place: 'line' })
    expect(found).toMatchObject({ gaps: [], isCut: false })
    expect(found?.fields).toEqual([
      ['version', '0'], ['vendor', 'Sec|urity'], ['product', 'thr'], ['product_version', '1.0'], ['event_id', '100'], ['name', 'worm, stopped'], ['severity', '10'],
      ['src', '10.0.0.1'], ['msg', 'a long text with a=b http://h/?q=1'], ['cs1Label', 'x'],
    ])
  })

  it.each([
    'LEEF:1.0|V|P|1|id|src=1.2.3.4\tusr=a b',
    'LEEF:2.0|V|P|1|id|^|src=1.2.3.4^usr=a b',
    'LEEF:2.0|V|P|1|id|x5E|src=1.2.3.4^usr=a b',
    'LEEF:2.0|V|P|1|id|0x5e|src=1.2.3.4^usr=a b',
    'LEEF:2.0|V|P|1|id||src=1.2.3.4\tusr=a b',
  ])('%s', text => {
    expect(fieldsOf(text, { kind: 'leef', place: 'line' })?.fields.slice(4)).toEqual([['event_id', 'id'], ['src', '1.2.3.4'], ['usr', 'a b']])
  })

  it('needs its header', () => {
    expect(fieldsOf('CEF:0|a|b', { kind: 'cef', place: 'line' })).toBeNull()
    expect(fieldsOf('CEFALO', { kind: 'cef', place: 'line' })).toBeNull()
  })
})

describe('tables', () => {
  it.each<[string, StructuredForm, string[] | null]>([
    ['1,2,3', csv(['a', 'b', 'c']), ['1', '2', '3']],
    ['1,"x, ""y""",3', csv(['a', 'b', 'c']), ['1', 'x, "y"', '3']],
    ['1,"x \\"y\\" z",3', csv(['a', 'b', 'c']), ['1', 'x "y" z', '3']],
    ['1,"C:\\dir\\",3', csv(['a', 'b', 'c']), ['1', 'C:\\dir\\', '3']],
    ['1,"two\nlines",3', csv(['a', 'b', 'c']), ['1', 'two\nlines', '3']],
    ['1,,', csv(['a', 'b', 'c']), ['1', '', '']],
    ['1;text, with; more', csv(['a', 'b'], ';'), ['1', 'text, with; more']],
    ['1 | x | "y" is z', csv(['a', 'b', 'c'], '|'), ['1', 'x', '"y" is z']],
    ['1\tx', csv(['a', 'b'], '\t'), ['1', 'x']],
    ['1\x1F2\x1F', csv(['a', 'b', 'c'], '\x1F'), ['1', '2', '']],
    ['1,2\r\n', csv(['a', 'b']), ['1', '2']],
    ['a,b', csv(['a', 'b']), null],
    ['1', csv(['a', 'b']), null],
    ['  ', csv(['a', 'b']), null],
    ['# a comment', csv(['a', 'b']), null],
  ])('%j', (text, form, values) => {
    expect(fieldsOf(text, form)?.fields.map(([, value]) => value) ?? null).toEqual(values)
  })

  it('names columns, by number where there are no names', () => {
    expect(fieldsOf('1,2', csv(['a', 'b']))?.fields).toEqual([['a', '1'], ['b', '2']])
    expect(fieldsOf('1,2', csv([], ',', 2))?.fields).toEqual([['column 1', '1'], ['column 2', '2']])
  })

  it('reads the extended log format', () => {
    const form: StructuredForm = { kind: 'w3c', place: 'line', delimiter: 32, quote: 34, columns: ['date', 'uri', 'agent', 'status'], columnCount: 4 }
    const found = fieldsOf('2025-03-10 - "Mozilla 5 ""x""" 200', form)
    expect(found?.fields).toEqual([['date', '2025-03-10'], ['uri', '-'], ['agent', 'Mozilla 5 "x"'], ['status', '200']])
    expect(found?.kinds).toEqual([STRING, NULL, STRING, NUMBER])
    expect(fieldsOf('#Date: 2025-03-10 09:00:00 x y', form)).toBeNull()
  })
})

describe('a journal in export form', () => {
  it('reads lines and counted texts', () => {
    const text = '__CURSOR=s=1;i=2\nPRIORITY=3\nMESSAGE\n\x0B\0\0\0\0\0\0\0two\nlines 1\n_PID=7\nrest of\n'
    const found = fieldsOf(text, { kind: 'journal', place: 'line', inner: 'MESSAGE' })
    expect(found?.fields).toEqual([['__CURSOR', 's=1;i=2'], ['PRIORITY', '3'], ['MESSAGE', 'two\nlines 1'], ['_PID', '7']])
    expect(found?.gaps).toEqual(['rest of'])
    expect(found?.inner).toBe('two\nlines 1')
  })
})

describe('bounds', () => {
  const MEGABYTE = 1 << 20
  const forms: StructuredForm[] = [
    JSON_FORM, LOGFMT, { ...LOGFMT, delimiter: 44 }, { kind: 'cef', place: 'line' }, { kind: 'leef', place: 'line' }, { kind: 'journal', place: 'line' },
    { kind: 'csv', place: 'line', delimiter: 44, quote: 34 }, { kind: 'w3c', place: 'line', delimiter: 32, quote: 34 },
  ]
  const hostile = ['{', '"', '=', '[', '{"a":', '{"a":[', 'a="', 'a=\'', 'a=[', 'a,', ',"', '\\', '"\\', 'a=b ', '"a":', 'CEF:0|', 'A=1\n', ' ', '(', 'a=b,']
  it.each(hostile)('%j a megabyte long ends in linear time in every form', unit => {
    const reader = new FieldReader()
    for (const head of ['', '{"a":', 'CEF:0|a|b|c|d|e|f|', 'LEEF:1.0|a|b|c|d|']) {
      const { buf, end: to } = padded(head + unit.repeat(MEGABYTE / unit.length))
      const start = performance.now()
      for (const form of forms) reader.read(buf, 0, to, form)
      expect(performance.now() - start).toBeLessThan(10_000) // quadratic would be hours
    }
  })

  it('says so with a million keys, and swallows none', () => {
    const keys = Array.from({ length: 100_000 }, (_, i) => `k${i}`)
    const asJson = fieldsOf(`{${keys.map(key => `"${key}":1`).join(',')}}`, JSON_FORM)
    const asPairs = fieldsOf(keys.map(key => `${key}=1`).join(' '), LOGFMT)
    for (const found of [asJson, asPairs]) {
      expect(found).toMatchObject({ isCut: true })
      expect(found?.fields).toHaveLength(256)
      expect(found?.gaps.at(-1)).toMatch(/k99999/)
    }
  })
})
