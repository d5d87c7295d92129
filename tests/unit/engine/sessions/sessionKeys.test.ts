import { describe, expect, it } from 'vitest'
import { detectFraming } from '../../../../engine/reading/layout/detectFraming'
import { logLine } from '../fixtures'
import { SETTINGS } from '../logs'
import { bytesOf } from '../padded'

const keysOf = (lines: readonly string[]) => detectFraming(bytesOf(lines.join('\n')), SETTINGS).sessions

/** 100 sessions of three lines each, two at a time; `say` gives the line of a session at a step. */
function visits(say: (session: number, step: string, second: number) => string): string[] {
  const steps = ['opened', 'written to', 'closed']
  return Array.from({ length: 50 }, (_, pair) => steps.flatMap((step, i) => [0, 1].map(own => say(pair * 2 + own, step, pair * 6 + i * 2 + own)))).flat()
}
const hex = (n: number, digits: number) => (Math.imul(n + 1, 0x9E3779B1) >>> 0).toString(16).padStart(digits, 'c').slice(0, digits)
const uuid = (n: number) => `${hex(n, 8)}-0a1b-4c2d-8e3f-${hex(n * 7, 8)}0000`

const letters = (n: number) => String.fromCharCode(103 + n % 20, 103 + Math.floor(n / 20), 65 + n % 26)

describe('detectSessionKeys', () => {
  it.each<[string, (session: number, step: string, second: number) => string, unknown]>([
    ['letters and a number', (n, step, at) => logLine(at, 'INFO', `blk_${n * 37 + 1000} was ${step}`), { kind: 'prefix', mark: 'blk_' }],
    ['a word before', (n, step, at) => logLine(at, 'INFO', `message ${hex(n, 8)} was ${step} in ${n % 7 + 10} ms`), { kind: 'after', mark: 'message' }],
    ['a key and its value', (n, step, at) => logLine(at, 'INFO', `${step} size=${n % 7 * 100} req=${hex(n, 8)}`), { kind: 'after', mark: 'req' }],
    ['a UUID', (n, step, at) => logLine(at, 'INFO', `${step} ${step === 'closed' ? 'for' : 'with'} ${uuid(n)}`), { kind: 'uuid', mark: '' }],
    ['its shape', (n, step, at) => logLine(at, 'INFO', `${step} ${hex(n, 8)} now`), { kind: 'shape', mark: 'x8' }],
    ['a shape with a mark', (n, step, at) => logLine(at, 'INFO', `#${n * 37 + 9_100_000} ${step}`), { kind: 'shape', mark: '#d7' }],
    ['a process in brackets', (n, step, at) => `Jun 14 15:${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')} gate accessd[${n * 13 + 2000}]: session ${step}`, { kind: 'bracket', mark: '0' }],
    ['the client of an access log', (n, step, at) => `10.${n % 200}.${n % 31}.${n % 7} - - [02/Mar/2026:08:${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')} +0000] "GET /${step.replace(' ', '/')} HTTP/1.1" 200 512`, { kind: 'column', mark: '0' }],
    ['a word of the header', (n, step, at) => logLine(at, `[task-${n % 3 + 10}] ${letters(n)}4k INFO`, `session ${step}`), { kind: 'column', mark: '3' }],
    ['a field of JSON', (n, step, at) => JSON.stringify({ level: 'info', time: 1_772_431_364_000 + at * 1000, req: hex(n, 8), msg: `line ${step}` }), { kind: 'after', mark: 'req' }],
  ])('finds ids by %s', (_, say, key) => {
    expect(keysOf(visits(say))[0]).toEqual(key)
  })

  it('finds a second key in lines that the first one leaves', () => {
    expect(keysOf(visits((n, step, at) => logLine(at, 'INFO', n % 2 === 0 ? `order ${n * 37 + 1000} ${step}` : `file ${n * 91 + 1000} ${step}`)))).toEqual([{ kind: 'after', mark: 'file' }, { kind: 'after', mark: 'order' }])
  })

  it('takes no number for an id that comes again all over the log', () => {
    expect(keysOf(Array.from({ length: 600 }, (_, i) => logLine(i, 'INFO', `${['read', 'written', 'sent'][i % 3]} in ${10 + i * 7 % 31} ms`)))).toEqual([])
  })

  it('takes no time, wherever it stands: lines of one moment say different things together', () => {
    const together = (say: (moment: number, step: string) => string) => Array.from({ length: 200 }, (_, i) => ['read', 'written', 'sent'].map(step => say(i, step))).flat()
    const clock = (n: number) => `08:${String(Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}.${hex(n, 3).replace(/[a-f]/g, '7')}`
    expect(keysOf(together((n, step) => `${clock(n)} INFO item ${step} well`))).toEqual([])
    expect(keysOf(together((n, step) => `2026-03-02 ${clock(n)} INFO item ${step} well`))).toEqual([])
    expect(keysOf(together((n, step) => `${1_772_431_364 + n} INFO item ${step} well`))).toEqual([])
    expect(keysOf(together((n, step) => logLine(n, 'INFO', `item ${step} at ${clock(n)}`)))).toEqual([])
    expect(keysOf(together((n, step) => JSON.stringify({ level: 'info', time: 1_772_431_364_000 + n * 1000, msg: `item ${step}` })))).toEqual([])
    expect(keysOf(together((n, step) => JSON.stringify({ ts: `2026-03-02T${clock(n)}Z`, level: 'info', msg: `item ${step}` })))).toEqual([])
  })

  it('finds the process of one program among those of others that have no sessions', () => {
    const steps = ['login asked', 'key accepted', 'session closed']
    const lines = Array.from({ length: 100 }, (_, n) => steps.flatMap((step, i) => [
      ...Array.from({ length: 4 }, (_, k) => `cron[${20_000 + n * 12 + i * 4 + k}]: job ${'abcde'[(n + k) % 5]} begun`), `mailer[${700 + i}]: queue is empty`, `sshd[${3000 + n}]: ${step}`,
    ])).flat().map((line, i) => `Jun 14 15:${String(Math.floor(i / 60)).padStart(2, '0')}:${String(i % 60).padStart(2, '0')} gate ${line}`)
    expect(keysOf(lines)).toEqual([{ kind: 'bracket', mark: '0' }])
  })

  it('finds ids of sessions that go on for long beside many others, not numbers that come anywhere', () => {
    const open = Array.from({ length: 160 }, (_, n) => Array.from({ length: 14 }, (_, i) => ({ at: n * 7 + (i < 7 ? i : i + 400), text: `block blk_${n * 37 + 1000} ${['asked for', 'written', 'copied', 'read', 'checked', 'kept', 'told of'][i % 7]}` }))).flat()
    const lines = open.sort((a, b) => a.at - b.at).map(({ text }, i) => logLine(i, 'INFO', text))
    expect(keysOf(lines)).toEqual([{ kind: 'after', mark: 'block' }])
    expect(keysOf(Array.from({ length: 1200 }, (_, i) => logLine(i, 'INFO', `${['read', 'written'][i % 2]} in ${100 + (i * 7919 >> 3) % 500} ms`)))).toEqual([])
  })

  it('takes no process that runs on, and no id of one line', () => {
    expect(keysOf(Array.from({ length: 600 }, (_, i) => `Jun 14 15:${String(Math.floor(i / 60)).padStart(2, '0')}:${String(i % 60).padStart(2, '0')} gate daemon[${700 + i % 4}]: ${['started', 'checked', 'slept'][i % 3]} well`))).toEqual([])
    expect(keysOf(Array.from({ length: 600 }, (_, i) => logLine(i, 'INFO', `ticket ${hex(i, 8)} ${['given', 'renewed', 'lost'][i % 3]}`)))).toEqual([])
  })
})
