import { describe, expect, it } from 'vitest'
import { understoodOf } from '../../../../engine/reading/understood'
import { detectFraming } from '../../../../engine/reading/layout/detectFraming'
import { SETTINGS } from '../logs'
import { bytesOf } from '../padded'

const many = (line: (i: number) => string) => Array.from({ length: 60 }, (_, i) => `${line(i)}\n`).join('')
const clock = (i: number) => `09:00:${String(i).padStart(2, '0')}`
const of = (text: string) => understoodOf(detectFraming(bytesOf(text), SETTINGS))

describe('what was understood of a log', () => {
  it.each([
    ['text', many(i => `2025-03-10 ${clock(i)} INFO shop ${i} opened`), { form: 'text', behind: null, lines_per_record: 1, time: null, time_at: 'start', level: null, level_at: 'header', message: null, is_clock: false, date_order: 'ymd', is_order_open: false }],
    ['JSON behind compose', many(i => `web-1  | {"ts":"2025-03-10T${clock(i)}Z","level":"${i % 9 ? 'info' : 'warn'}","msg":"shop ${i} opened"}`), { form: 'json', behind: 'prefix', time: 'ts', time_at: 'field', level: 'level', level_at: 'field', message: 'msg' }],
    ['what Docker keeps', many(i => `{"log":"2025-03-10 ${clock(i)} INFO shop ${i} opened\\n","stream":"stdout","time":"2025-03-10T${clock(i)}Z"}`), { form: 'text', behind: 'docker', time_at: 'start', level_at: 'header' }],
    ['lines of containers', many(i => `2025-03-10T${clock(i)}Z stdout F shop ${i} opened`), { form: 'text', behind: 'container', time_at: 'start', level_at: 'none' }],
    ['a date and a clock in two columns', `#Fields: date time cs-method sc-status\n${many(i => `2025-03-10 ${clock(i)} GET ${i % 7 ? 200 : 404}`)}`, { form: 'w3c', time: 'date time', level: null, message: null }],
    ['a time inside', many(i => `type=A msg=audit(17415972${String(i).padStart(2, '0')}.000:${i}): shop opened by ${i}`), { time: null, time_at: 'inside' }],
    ['days that may be months', many(i => `03/04/2025 ${clock(i)} shop ${i} opened`), { date_order: 'mdy', is_order_open: true }],
    ['days that are none', many(i => `25/04/2025 ${clock(i)} shop ${i} opened`), { date_order: 'dmy', is_order_open: false }],
    ['two lines a record', many(i => `Mar 10, 2025 9:00:${String(i).padStart(2, '0')} AM a.b.Shop open\nINFO: shop ${i} opened`), { form: 'text', lines_per_record: 2 }],
    ['a clock', many(i => `${clock(i)} INFO shop ${i} opened`), { time_at: 'start', is_clock: true }],
    ['no time', many(i => `INFO: shop ${i} opened`), { time: null, time_at: 'none', level_at: 'header' }],
  ])('%s', (_, text, expected) => {
    expect(of(text)).toMatchObject(expected)
  })

  it('is nothing where another engine decided it', () => {
    expect(understoodOf({ ...detectFraming(bytesOf('a\nb\n'), SETTINGS), version: 7 })).toBeNull()
  })
})
