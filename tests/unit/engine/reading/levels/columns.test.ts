import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { draws } from '../../../../stores'
import { chooseLevel, decideScale } from '../../../../../engine/reading/levels/decideScale'
import { hintOfKey, type KeyHint } from '../../../../../engine/reading/levels/keys'
import { LevelEvidence } from '../../../../../engine/reading/levels/LevelEvidence'
import { LevelReader, type LevelScale } from '../../../../../engine/reading/levels/scales'
import { severityName } from '../../../../../engine/reading/levels/severity'
import { bytesOf, padded } from '../../padded'

/** Tokens with how many lines have them. */
type Column = Record<string, number>

const tokensOf = (column: Column) =>
  Object.entries(column).flatMap(([token, count]) => Array.from({ length: count }, () => token))

function evidenceOf(tokens: readonly string[], hint: KeyHint = 'none'): LevelEvidence {
  const evidence = new LevelEvidence(hint)
  for (const token of tokens) {
    const { buf, end } = padded(token)
    evidence.add(buf, 0, end)
  }
  return evidence
}

const scaleOf = (tokens: readonly string[], hint?: KeyHint) => decideScale(evidenceOf(tokens, hint))

function severityIn(scale: LevelScale, token: string): string | null {
  const { buf, end } = padded(token)
  return severityName(new LevelReader(scale).severityIn(buf, 0, end))
}

function severitiesOf(column: Column, hint: KeyHint = 'none', more: readonly string[] = []) {
  const scale = scaleOf(tokensOf(column), hint)
  const tokens = [...Object.keys(column), ...more]
  return scale === null ? null : Object.fromEntries(tokens.map(token => [token, severityIn(scale, token)]))
}

const hintOf = (key: string) => hintOfKey(bytesOf(key), 0, bytesOf(key).length)

/** Columns of header tokens; every one is decided as the same column whatever the order. */
const COLUMNS: [string, Column, Record<string, string | null>][] = [
  ['a healthy log', { INFO: 100 }, { INFO: 'info' }],
  ['small letters', { info: 100 }, { info: 'info' }],
  ['only errors, in capitals', { ERROR: 100 }, { ERROR: 'error' }],
  ['a colon', { 'error:': 100 }, { 'error:': 'error' }],
  ['PostgreSQL', { 'LOG:': 80, 'STATEMENT:': 10, 'ERROR:': 8, 'DETAIL:': 2 },
    { 'LOG:': 'info', 'STATEMENT:': null, 'ERROR:': 'error', 'DETAIL:': null }],
  ['.NET', { 'info:': 95, 'fail:': 5 }, { 'info:': 'info', 'fail:': 'error' }],
  ['brackets', { '[debug  ]': 500, '[info   ]': 990, '[warning]': 1 },
    { '[debug  ]': 'debug', '[info   ]': 'info', '[warning]': 'warning' }],
  ['thread and slash', { '[Server thread/INFO]:': 60, '[Net IO #3/INFO]:': 39, '[main/WARN]:': 1 },
    { '[Server thread/INFO]:': 'info', '[Net IO #3/INFO]:': 'info', '[main/WARN]:': 'warning' }],
  ['channel and dot', { 'production.INFO:': 40, 'production.ERROR:': 79, 'production.CRITICAL:': 1 },
    { 'production.INFO:': 'info', 'production.ERROR:': 'error', 'production.CRITICAL:': 'critical' }],
  ['glued to pid and call', { 'VERBOSE[4411]:': 40, 'VERBOSE[4412][C-0a]:': 50, 'WARNING[1]:': 2 },
    { 'VERBOSE[4411]:': 'trace', 'VERBOSE[4412][C-0a]:': 'trace', 'WARNING[1]:': 'warning' }],
  ['module and colon', { '[core:notice]': 90, '[ssl:warn]': 10 },
    { '[core:notice]': 'notice', '[ssl:warn]': 'warning' }],
  ['Python', { 'INFO:root:started': 90, 'ERROR:db:lost': 10 },
    { 'INFO:root:started': 'info', 'ERROR:db:lost': 'error' }],
  ['slashes on both sides', { 'app/INFO/main': 90, 'app/ERROR/io': 10 },
    { 'app/INFO/main': 'info', 'app/ERROR/io': 'error' }],
  ['bars', { 'a|INFO|b': 90, 'c|WARN|d': 10 }, { 'a|INFO|b': 'info', 'c|WARN|d': 'warning' }],
  ['a key', { 'level=info': 90, 'level=error': 10 }, { 'level=info': 'info', 'level=error': 'error' }],
  ['a Mac', { Default: 596, Error: 1, Fault: 3 }, { Default: 'notice', Error: 'error', Fault: 'critical' }],
  ['a Mac without errors', { Default: 596, Fault: 4 }, { Default: 'notice', Fault: 'critical' }],
  ['three letters', { MIL: 584, WAR: 15, ERR: 1 }, { MIL: 'notice', WAR: 'warning', ERR: 'error' }],
  ['a name that no list has', { RTE: 584, WRN: 15, ERR: 1 }, { RTE: null, WRN: 'warning', ERR: 'error' }],
  ['another language', { '信息:': 90, '警告:': 9, '严重:': 1 }, { '信息:': 'info', '警告:': 'warning', '严重:': 'critical' }],
  ['Cyrillic', { 'СООБЩЕНИЕ:': 90, 'ОШИБКА:': 10 }, { 'СООБЩЕНИЕ:': 'notice', 'ОШИБКА:': 'error' }],
  ['few odd ones out', { INFO: 80, WARN: 12, GET: 1, 42: 1, '': 6 },
    { INFO: 'info', WARN: 'warning', GET: null, 42: null, '': null }],
  ['alarms', { CLEARED: 50, MINOR: 20, MAJOR: 10, CRITICAL: 5, WARNING: 15 },
    { CLEARED: 'info', MINOR: 'warning', MAJOR: 'error', CRITICAL: 'critical', WARNING: 'warning' }],
  ['letters', { I: 998, W: 1, E: 1 }, { I: 'info', W: 'warning', E: 'error' }],
  ['letters in brackets', { '[I]': 584, '[W]': 15, '[E]': 1 }, { '[I]': 'info', '[W]': 'warning', '[E]': 'error' }],
  ['only trouble in brackets', { '[W]': 15, '[E]': 3 }, { '[W]': 'warning', '[E]': 'error' }],
  ['logcat', { V: 10, D: 500, I: 200, W: 20, E: 5 }, { V: 'trace', D: 'debug', I: 'info', W: 'warning', E: 'error' }],
  ['logcat with tags', { 'D/Tag:': 50, 'I/Other:': 40, 'E/Tag:': 3 },
    { 'D/Tag:': 'debug', 'I/Other:': 'info', 'E/Tag:': 'error' }],
  ['MongoDB', { I: 90, D1: 5, D2: 4, W: 1 }, { I: 'info', D1: 'debug', D2: 'debug', W: 'warning' }],
  ['small letters of one', { i: 90, w: 10 }, { i: 'info', w: 'warning' }],
  ['a letter and a time in one bracket',
    { '[I 2025-03-10 09:00:00.000 App]': 90, '[W 2025-03-10 09:00:01.000 App]': 10 },
    { '[I 2025-03-10 09:00:00.000 App]': 'info', '[W 2025-03-10 09:00:01.000 App]': 'warning' }],
  ['a letter behind the pid', { '12345I': 90, '12345W': 9, '222E': 1 },
    { '12345I': 'info', '12345W': 'warning', '222E': 'error' }],
  ['a letter before the date', { I0310: 90, W0310: 9, E0311: 1 }, { I0310: 'info', W0310: 'warning', E0311: 'error' }],
  ['syslog digits', { 6: 784, 4: 15, 3: 1 }, { 6: 'info', 4: 'warning', 3: 'error' }],
  ['digits in angles', { '<6>': 100 }, { '<6>': 'info' }],
  ['log4j integers', { 20000: 95, 40000: 5 }, { 20000: 'info', 40000: 'error' }],
  ['marks of Xorg', { '(II)': 500, '(WW)': 15, '(EE)': 1, 'module': 15 },
    { '(II)': 'info', '(WW)': 'warning', '(EE)': 'error', 'module': null }],
  ['marks of Redis', { '*': 90, '#': 10 }, { '*': 'notice', '#': 'warning' }],
  ['marks of tools', { '[*]': 50, '[+]': 40, '[-]': 5 }, { '[*]': 'info', '[+]': 'info', '[-]': 'error' }],
]

const NO_LEVELS: [string, Column][] = [
  ['nothing', {}], ['blanks', { '': 100 }], ['a flag', { F: 100 }], ['a unit', { W: 100 }],
  ['an information letter alone', { I: 100 }], ['a constant letter in brackets', { '[E]': 100 }],
  ['a constant number', { 6: 100 }], ['units', { W: 40, V: 40, A: 20 }], ['units of heat', { C: 50, F: 50 }],
  ['compass', { N: 25, E: 25, S: 25, W: 25 }], ['half a compass', { E: 50, W: 50 }],
  ['a receiver', { A: 90, V: 10 }], ['truth', { T: 90, F: 10 }], ['yes and no', { Y: 90, N: 10 }],
  ['yes and no in words', { yes: 90, no: 10 }], ['sexes', { M: 50, F: 50 }],
  ['days', { M: 14, T: 28, W: 14, F: 14, S: 28 }],
  ['in and out', { I: 50, O: 50 }], ['ingress and egress', { I: 50, E: 50 }], ['pieces of lines', { F: 90, P: 10 }],
  ['on and off', { E: 50, D: 50 }], ['on and off in brackets', { '[E]': 20, '[D]': 80 }],
  ['in and out in brackets', { '[I]': 50, '[E]': 50 }], ['words of a language', { toString: 50, valueOf: 50 }],
  ['current and voltage', { I: 50, V: 50 }],
  ['methods', { GET: 80, POST: 15, TRACE: 5 }],
  ['verbs of a protocol', { PRIVMSG: 80, NOTICE: 5, JOIN: 10, ERROR: 5 }], ['results', { PASS: 90, FAIL: 10 }],
  ['results in small letters', { success: 90, fail: 10 }],
  ['what messages are about', { error: 100 }], ['first words', { Error: 95, Note: 1 }],
  ['a rare level word', { pump: 95, ERROR: 5 }],
  ['counts', Object.fromEntries(Array.from({ length: 60 }, (_, i) => [String(i), 2]))],
  ['satellites in view', { 5: 12, 6: 13, 7: 12, 8: 13, 9: 12, 10: 13, 11: 12, 12: 13 }],
  ['attempts', { 1: 95, 2: 4, 3: 1 }], ['retries', { 0: 95, 1: 4, 2: 1 }], ['workers', { 0: 25, 1: 25, 2: 25, 3: 25 }],
  ['processors', { 0: 12, 1: 12, 2: 12, 3: 12, 4: 12, 5: 12, 6: 12, 7: 12 }],
  ['ports', { 80: 50, 443: 50, 8080: 10 }], ['sizes', { 10: 30, 20: 30, 30: 30 }],
  ['states', { 200: 90, 404: 5, 500: 5 }], ['processes in brackets', { '[1]': 80, '[2]': 20 }],
  ['paths', { '/api/info': 50, '/api/error': 50 }], ['other keys', { 'status=error': 50, 'status=info': 50 }],
  ['numbers with units', { '220V': 40, '100W': 40, '5A': 20 }], ['longitudes', { '12E': 50, '7W': 50 }],
  ['roads', { 'I-95': 50, 'E-40': 50, 'D-3': 20 }], ['bullets', { '-': 50, '*': 0, '.': 50 }],
  ['a dash', { '-': 100 }], ['a hash', { '#': 100 }], ['votes', { '[+]': 50, '[-]': 50 }],
  ['names', { web: 50, db: 50 }],
  ['mixed case of letters', { I: 50, e: 50 }],
]

describe('decideScale finds the levels of', () => {
  it.each(COLUMNS)('%s', (_, column, severities) => {
    expect(severitiesOf(column)).toEqual(severities)
  })

  it.each([
    ['letters that the sample did not show', { I: 99, W: 1 }, 'none', { F: 'fatal', D: 'debug', X: null }],
    ['words that the sample did not show', { INFO: 99 }, 'none', { FATAL: 'fatal', Fehler: 'error', pump: null }],
    ['numbers that the sample did not show', { 30: 99 }, 'level', { 50: 'error', 60: 'fatal', 70: null }],
    ['marks that the sample did not show', { '(II)': 99 }, 'none', { '(EE)': 'error', '(XX)': null, '(': null }],
  ] as const)('%s', (_, column, hint, more) => {
    expect(severitiesOf(column, hint, Object.keys(more))).toMatchObject(more)
  })
})

describe('decideScale sees no level in', () => {
  it.each(NO_LEVELS)('%s', (_, column) => {
    expect(scaleOf(tokensOf(column))).toBeNull()
  })
})

describe('decideScale by key', () => {
  it.each<[string, string, Column, Record<string, string | null> | null]>([
    ['GELF', 'level', { 6: 784, 4: 15, 3: 1 }, { 6: 'info', 4: 'warning', 3: 'error' }],
    ['GELF with much debug', 'level', { 7: 500, 6: 300, 3: 1 }, { 7: 'debug', 6: 'info', 3: 'error' }],
    ['Nextcloud', 'level', { 0: 110, 1: 674, 2: 15, 3: 1 }, { 0: 'debug', 1: 'info', 2: 'warning', 3: 'error' }],
    ['.NET', 'LogLevel', { 1: 20, 2: 75, 3: 4, 4: 1 }, { 1: 'debug', 2: 'info', 3: 'warning', 4: 'error' }],
    ['Windows', 'Level', { 4: 95, 3: 4, 2: 1 }, { 4: 'info', 3: 'warning', 2: 'error' }],
    ['Android', 'level', { 4: 90, 5: 8, 6: 2 }, { 4: 'info', 5: 'warning', 6: 'error' }],
    ['bunyan', 'level', { 30: 95, 40: 4, 50: 1 }, { 30: 'info', 40: 'warning', 50: 'error' }],
    ['bunyan, healthy', 'level', { 30: 100 }, { 30: 'info' }],
    ['Python', 'levelno', { 20: 95, 30: 4, 40: 1 }, { 20: 'info', 30: 'warning', 40: 'error' }],
    ['Python under another key', 'level', { 20: 95, 30: 4, 40: 1 }, { 20: 'info', 30: 'warning', 40: 'error' }],
    ['log4j', 'level', { 20000: 95, 40000: 5 }, { 20000: 'info', 40000: 'error' }],
    ['OpenTelemetry', 'severity_number', { 9: 100 }, { 9: 'info' }],
    ['OpenTelemetry under another key', 'severity', { 9: 90, 13: 8, 17: 2 }, { 9: 'info', 13: 'warning', 17: 'error' }],
    ['the journal', 'PRIORITY', { 6: 100 }, { 6: 'info' }],
    ['Monolog', 'level', { 200: 90, 300: 8, 400: 2 }, { 200: 'info', 300: 'warning', 400: 'error' }],
    ['any word', 'level', { error: 100 }, { error: 'error' }],
    ['any letter', 'lvl', { I: 100 }, { I: 'info' }],
    ['MongoDB', 's', { I: 98, W: 1, E: 1 }, { I: 'info', W: 'warning', E: 'error' }],
    ['.NET, compact', '@l', { Warning: 20, Error: 10 }, { Warning: 'warning', Error: 'error' }],
    ['a spread over 0 to 4', 'level', { 0: 20, 1: 20, 2: 20, 3: 20, 4: 20 }, null],
    ['one small number', 'level', { 3: 100 }, null],
    ['levels of a game', 'level', Object.fromEntries(Array.from({ length: 50 }, (_, i) => [String(i + 1), 2])), null],
    ['heights', 'level', { high: 50, low: 50 }, null],
    ['a constant s', 's', { I: 100 }, null],
    ['a type that is always an error', 'type', { error: 100 }, null],
    ['states', 'status', { 200: 90, 404: 10 }, null],
    ['events of Kubernetes', 'type', { Normal: 90, Warning: 10 }, { Normal: 'info', Warning: 'warning' }],
  ])('%s', (_, key, column, severities) => {
    expect(severitiesOf(column, hintOf(key))).toEqual(severities)
  })
})

describe('chooseLevel', () => {
  const place = (column: Column) => evidenceOf(tokensOf(column))
  it.each<[string, Column[], number | null]>([
    ['the inner one that varies', [{ INFO: 100 }, { pump: 100 }, { I: 95, W: 5 }], 2],
    ['the outer one that varies', [{ INFO: 95, WARN: 5 }, { INFO: 100 }], 0],
    ['the outermost where none varies', [{ pump: 100 }, { INFO: 100 }, { DEBUG: 100 }], 1],
    ['none', [{ pump: 100 }, {}], null],
  ])('takes %s', (_, columns, index) => {
    expect(chooseLevel(columns.map(place))?.place ?? null).toBe(index)
  })
})

describe('the order and number of lines', () => {
  const column = fc.constantFrom(...COLUMNS.map(([, tokens]) => tokens), ...NO_LEVELS.map(([, tokens]) => tokens))

  it('of any order decide alike', () => {
    const shuffled = column.chain(tokens => fc.tuple(fc.constant(tokensOf(tokens)),
      fc.shuffledSubarray(tokensOf(tokens), { minLength: tokensOf(tokens).length })))
    fc.assert(fc.property(shuffled, ([tokens, other]) => {
      expect(scaleOf(other)).toEqual(scaleOf(tokens))
    }), { numRuns: draws(50) })
  })

  it('twice as many decide alike', () => {
    fc.assert(fc.property(column, (tokens) => {
      expect(scaleOf([...tokensOf(tokens), ...tokensOf(tokens)])).toEqual(scaleOf(tokensOf(tokens)))
    }), { numRuns: draws(50) })
  })

  it('more lines of the scale change no severity that was decided', () => {
    const words = ['INFO', 'WARN', 'ERROR', 'FATAL', 'DEBUG', 'NOTICE']
    const letters = ['I', 'W', 'D', 'V', 'I', 'I']
    const numbers = ['6', '6', '6', '7', '5', '6', '6', '4']
    fc.assert(fc.property(fc.constantFrom<[string[], KeyHint]>([words, 'none'], [letters, 'none'],
      [numbers, 'level']).chain(([scale, hint]) =>
      fc.tuple(fc.constant(scale), fc.constant(hint),
        fc.array(fc.constantFrom(...scale), { minLength: 20, maxLength: 60 }),
        fc.array(fc.constantFrom(...scale), { maxLength: 60 }))), ([scale, hint, tokens, more]) => {
      // of numbers the usual one, of which a log has most, tells the scale
      const usual = scale === numbers ? tokens.map(() => '6') : []
      const before = scaleOf([...usual, ...tokens], hint)
      const after = scaleOf([...usual, ...tokens, ...more], hint)
      if (before === null || after === null) return
      for (const token of scale) expect(severityIn(after, token)).toBe(severityIn(before, token))
    }))
  })

  it('of one letter or one number never make a level', () => {
    const one = fc.oneof(fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'),
      fc.nat(70_000).map(String))
    const around = fc.constantFrom(['', ''], ['[', ']'], ['(', ')'], ['"', '"'], ['', ':'], ['|', '|'])
    fc.assert(fc.property(one, around, fc.integer({ min: 1, max: 50 }), (value, [before, after], lines) => {
      expect(scaleOf(Array.from({ length: lines }, () => before + value + after))).toBeNull()
    }), { numRuns: draws(500) })
  })

  it('keeps a scale as JSON', () => {
    for (const [, tokens] of COLUMNS) {
      const scale = scaleOf(tokensOf(tokens))
      expect(JSON.parse(JSON.stringify(scale))).toEqual(scale)
    }
  })
})
