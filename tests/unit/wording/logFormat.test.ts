import { expect, it } from 'vitest'
import type { LogFormat } from '../../../shared/job'
import { formatText } from '../../../wording/logFormat'

const format = (changes: Partial<LogFormat> = {}): LogFormat => ({
  form: 'text', behind: null, lines_per_record: 1, time: null, time_at: 'start', is_clock: false, level: null, level_at: 'none', message: null,
  date_order: 'ymd', is_order_open: false, fit: null, ...changes,
})

it.each<[LogFormat, english: string, spanish: string]>([
  [format(), 'Text', 'Texto'],
  [format({ form: 'json', behind: 'docker', time: 'ts', time_at: 'field', level: 'lvl', level_at: 'field' }), 'JSON as Docker keeps it · time in ts · level in lvl', 'JSON como lo guarda Docker · hora en ts · nivel en lvl'],
  [format({ lines_per_record: null, date_order: 'dmy', is_order_open: true, fit: 0.975 }), 'Text · events of several lines · day first · 98 % of lines fit · day and month may be the other way round', 'Texto · eventos de varias líneas · primero el día · 98 % de las líneas encajan · el día y el mes podrían estar al revés'],
  [format({ lines_per_record: 4, time_at: 'none', date_order: 'mdy', is_order_open: true }), 'Text · 4 lines an event · no time', 'Texto · 4 líneas por evento · sin hora'],
  [format({ time_at: 'inside', is_clock: true }), 'Text · time inside the line · a clock without a date', 'Texto · hora dentro de la línea · un reloj sin fecha'],
])('%o', (format, english, spanish) => {
  expect([formatText(format, 'en').join(' · '), formatText(format, 'es').join(' · ')]).toEqual([english, spanish])
})
