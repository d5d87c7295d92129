import type { LogFormat } from '#shared/job'
import { WRITING, type Language } from './writing'

/** The words for what was understood of a log. */
interface FormatWords {
  forms: Record<LogFormat['form'], string>
  behind: Record<NonNullable<LogFormat['behind']>, string>
  blocks: string
  lines: (count: string) => string
  time: (name: string) => string
  timeAt: Record<Exclude<LogFormat['time_at'], 'start' | 'field'>, string>
  clock: string
  level: (name: string) => string
  order: Record<Exclude<LogFormat['date_order'], 'ymd'>, string>
  openOrder: string
  fit: (share: string) => string
}

const ENGLISH: FormatWords = {
  forms: {
    text: 'Text',
    json: 'JSON',
    docker: 'JSON',
    logfmt: 'Keys with values',
    cef: 'CEF',
    leef: 'LEEF',
    csv: 'Table',
    w3c: 'W3C log',
    journal: 'Journal',
  },
  behind: { docker: 'as Docker keeps it', container: 'behind a container prefix', prefix: 'behind a prefix' },
  blocks: 'events of several lines',
  lines: count => `${count} lines an event`,
  time: name => `time in ${name}`,
  timeAt: { inside: 'time inside the line', none: 'no time' },
  clock: 'a clock without a date',
  level: name => `level in ${name}`,
  order: { dmy: 'day first', mdy: 'month first' },
  openOrder: 'day and month may be the other way round',
  fit: share => `${share} of lines fit`,
}
const SPANISH: FormatWords = {
  forms: {
    text: 'Texto',
    json: 'JSON',
    docker: 'JSON',
    logfmt: 'Claves con valores',
    cef: 'CEF',
    leef: 'LEEF',
    csv: 'Tabla',
    w3c: 'Registro W3C',
    journal: 'Journal',
  },
  behind: { docker: 'como lo guarda Docker', container: 'tras un prefijo de contenedor', prefix: 'tras un prefijo' },
  blocks: 'eventos de varias líneas',
  lines: count => `${count} líneas por evento`,
  time: name => `hora en ${name}`,
  timeAt: { inside: 'hora dentro de la línea', none: 'sin hora' },
  clock: 'un reloj sin fecha',
  level: name => `nivel en ${name}`,
  order: { dmy: 'primero el día', mdy: 'primero el mes' },
  openOrder: 'el día y el mes podrían estar al revés',
  fit: share => `${share} de las líneas encajan`,
}
const WORDS: Record<Language, FormatWords> = { en: ENGLISH, es: SPANISH }

/** What was understood of a log's lines, a piece for each thing. */
export function formatText(format: LogFormat, language: Language): string[] {
  const words = WORDS[language]
  const { number, share } = WRITING[language]
  const { form, behind, lines_per_record: lines, time, time_at: timeAt, date_order: order } = format
  const hasDate = timeAt !== 'none'
  return [
    behind ? `${words.forms[form]} ${words.behind[behind]}` : words.forms[form],
    lines === null ? words.blocks : lines > 1 ? words.lines(number(lines)) : '',
    time !== null ? words.time(time) : timeAt === 'inside' || timeAt === 'none' ? words.timeAt[timeAt] : '',
    format.is_clock ? words.clock : '',
    format.level === null ? '' : words.level(format.level),
    hasDate && order !== 'ymd' ? words.order[order] : '',
    format.fit === null ? '' : words.fit(share(format.fit, 1)),
    hasDate && format.is_order_open ? words.openOrder : '',
  ].filter(part => part !== '')
}
