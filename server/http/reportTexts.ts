import type { AnomalyResult, GoodRuns, Severity, Signal } from '#shared/anomaly'
import type { LogFormat } from '#shared/job'
import type { ReportLanguage } from '#shared/results'
import type { DifferenceKind, WhatBroke } from '#shared/whatBroke'

/** The words of a report in one language; what a log says stands in them as it is, to be escaped by whoever prints them. */
export interface ReportTexts {
  count: (value: number) => string
  facts: (lines: string, bytes: string, span: string | null, assumedUtc: boolean) => string
  format: (format: LogFormat) => string
  job: (id: string, status: string, ended: string | null) => string
  findings: (total: number, shown: number, settled: boolean) => string
  normal: (count: number) => string
  more: (count: number) => string
  /** What stands above what broke, where it is trouble, and where it is what a known-good log does not have. */
  broke: (isTrouble: boolean) => string
  /** How many further places report trouble, and the first of them. */
  also: (also: WhatBroke['also']) => string
  differences: (differences: WhatBroke['differences']) => string
  nothing: string
  chart: string
  patterns: string
  columns: readonly [lines: string, pattern: string, first: string, last: string]
  line: (line: string) => string
  times: (count: string) => string
  pattern: string
  severity: (severity: Severity) => string
  signal: (kind: Signal['kind']) => string
  explain: (finding: AnomalyResult) => string
}

const FORMS: Record<LogFormat['form'], string> = { text: 'Text', json: 'JSON', docker: 'JSON', logfmt: 'key=value', cef: 'CEF', leef: 'LEEF', csv: 'CSV', w3c: 'W3C', journal: 'journal' }

/** The words for what was understood of a log, as in the page's catalogues. */
interface FormatWords {
  behind: Record<NonNullable<LogFormat['behind']>, string>
  lines: (count: number | null) => string
  time: (name: string) => string
  timeAt: Record<Exclude<LogFormat['time_at'], 'field' | 'start'>, string>
  clock: string
  level: (name: string) => string
  order: Record<LogFormat['date_order'], string>
  fit: (share: number) => string
}

function formatText({ form, behind, lines_per_record: lines, time, time_at: timeAt, is_clock: isClock, level, date_order: order, fit }: LogFormat, words: FormatWords): string {
  const timed = time !== null ? words.time(time) : timeAt === 'inside' || timeAt === 'none' ? words.timeAt[timeAt] : ''
  const said = [lines === 1 ? '' : words.lines(lines), timed, isClock ? words.clock : '', level === null ? '' : words.level(level), timeAt === 'none' ? '' : words.order[order], fit === null ? '' : words.fit(fit)]
  return [[FORMS[form], behind ? words.behind[behind] : ''].filter(Boolean).join(' '), ...said].filter(Boolean).join(', ')
}

const DIFFERENCES_IN_ENGLISH: Record<DifferenceKind, readonly [one: string, many: string]> = {
  new_template: ['new message', 'new messages'], new_value: ['new value', 'new values'], new_number: ['number beyond it', 'numbers beyond it'],
  frequency: ['changed frequency', 'changed frequencies'], gone: ['missing message', 'missing messages'],
}
const DIFFERENCES_IN_SPANISH: typeof DIFFERENCES_IN_ENGLISH = {
  new_template: ['mensaje nuevo', 'mensajes nuevos'], new_value: ['valor nuevo', 'valores nuevos'], new_number: ['número fuera de él', 'números fuera de él'],
  frequency: ['frecuencia cambiada', 'frecuencias cambiadas'], gone: ['mensaje que falta', 'mensajes que faltan'],
}
const PLACES_TOLD = 3

function placesOf(findings: WhatBroke['also'], { line, count }: Pick<ReportTexts, 'line' | 'count'>): string {
  return findings.slice(0, PLACES_TOLD).map(finding => line(count(finding.line_number))).join(', ') + (findings.length > PLACES_TOLD ? ' …' : '')
}

const english: ReportTexts = {
  count: value => value.toLocaleString('en'),
  facts: (lines, bytes, span, assumedUtc) => `${lines} lines, ${bytes} bytes${span ? `, ${span}` : ''}${assumedUtc ? ' (no zone in the log, read as UTC)' : ''}.`,
  format: format => formatText(format, {
    behind: { docker: 'as Docker keeps it', container: 'behind a container prefix', prefix: 'behind a prefix' },
    lines: count => count === null ? 'records of several lines' : `${count} lines a record`,
    time: name => `time in ${name}`, timeAt: { inside: 'time inside the line', none: 'no time' }, clock: 'a clock without a date', level: name => `level in ${name}`,
    order: { ymd: '', dmy: 'day first', mdy: 'month first' },
    fit: share => `${share.toLocaleString('en', { style: 'percent', maximumFractionDigits: 2 })} of lines fit`,
  }),
  job: (id, status, ended) => `Job ${id}, ${status}${ended ? ` ${ended}` : ''}.`,
  findings: (total, shown, settled) => `${english.count(total)} ${settled ? '' : 'provisional '}${total === 1 ? 'finding' : 'findings'}${shown < total ? `, the ${english.count(shown)} oddest` : ''}`,
  normal: count => count === 1 ? 'Findings of one pattern that is marked as normal are left out.' : `Findings of ${english.count(count)} patterns that are marked as normal are left out.`,
  more: count => `and ${english.count(count)} more`,
  broke: isTrouble => isTrouble ? 'What broke' : 'What the known-good log does not have',
  also: also => `${english.count(also.length)} more ${also.length === 1 ? 'place reports' : 'places report'} trouble: ${placesOf(also, english)}.`,
  differences: differences => `Differs from the known-good log in: ${differences.map(({ kind, count }) => `${english.count(count)} ${DIFFERENCES_IN_ENGLISH[kind][count === 1 ? 0 : 1]}`).join(', ')}.`,
  nothing: 'Nothing stands out.',
  chart: 'Lines and odd lines over the log',
  patterns: 'Most frequent patterns',
  columns: ['Lines', 'Pattern', 'First', 'Last'],
  line: line => `line ${line}`,
  times: count => `${count} times`,
  pattern: 'Pattern',
  severity: severity => severity,
  signal: kind => kind.replace('_', ' '),
  explain: finding => finding.explanation.replaceAll('`', '"'),
}

const STATUSES: Record<string, string> = { pending: 'en espera', processing: 'en curso', completed: 'terminado', failed: 'fallido', cancelled: 'cancelado' }
const SEVERITIES: Record<Severity, string> = { trace: 'traza', debug: 'depuración', info: 'información', notice: 'aviso', warning: 'advertencia', error: 'error', critical: 'crítico', fatal: 'fatal' }
const SIGNALS: Record<Signal['kind'], string> = {
  rare_template: 'tipo de línea raro', rare_value: 'valor inusual', number_range: 'número fuera de rango', drift: 'cambio de nivel', session: 'sesión inusual', burst: 'ráfaga', silence: 'silencio',
  new_template: 'nueva', new_value: 'valor nuevo', new_number: 'número nuevo', frequency: 'frecuencia cambiada', gone: 'falta', trouble: 'fallo', severity: 'línea grave',
}

const spanish: ReportTexts = {
  count: value => value.toLocaleString('es'),
  facts: (lines, bytes, span, assumedUtc) => `${lines} líneas, ${bytes} bytes${span ? `, ${span}` : ''}${assumedUtc ? ' (sin zona en el registro, leído como UTC)' : ''}.`,
  format: format => formatText(format, {
    behind: { docker: 'como lo guarda Docker', container: 'tras un prefijo de contenedor', prefix: 'tras un prefijo' },
    lines: count => count === null ? 'registros de varias líneas' : `${count} líneas por registro`,
    time: name => `hora en ${name}`, timeAt: { inside: 'hora dentro de la línea', none: 'sin hora' }, clock: 'un reloj sin fecha', level: name => `nivel en ${name}`,
    order: { ymd: '', dmy: 'primero el día', mdy: 'primero el mes' },
    fit: share => `${share.toLocaleString('es', { style: 'percent', maximumFractionDigits: 2 })} de las líneas encajan`,
  }),
  job: (id, status, ended) => `Trabajo ${id}, ${STATUSES[status] ?? status}${ended ? ` ${ended}` : ''}.`,
  findings: (total, shown, settled) => `${spanish.count(total)} ${total === 1 ? 'hallazgo' : 'hallazgos'}${settled ? '' : total === 1 ? ' provisional' : ' provisionales'}${shown < total ? `, los ${spanish.count(shown)} más raros` : ''}`,
  normal: count => count === 1 ? 'Se han omitido los hallazgos de un patrón marcado como normal.' : `Se han omitido los hallazgos de ${spanish.count(count)} patrones marcados como normales.`,
  more: count => `y ${spanish.count(count)} más`,
  broke: isTrouble => isTrouble ? 'Qué se rompió' : 'Lo que el registro de referencia no tiene',
  also: also => `${also.length === 1 ? 'Otro lugar informa' : `Otros ${spanish.count(also.length)} lugares informan`} de un fallo: ${placesOf(also, spanish)}.`,
  differences: differences => `Se distingue del registro de referencia en: ${differences.map(({ kind, count }) => `${spanish.count(count)} ${DIFFERENCES_IN_SPANISH[kind][count === 1 ? 0 : 1]}`).join(', ')}.`,
  nothing: 'Nada llama la atención.',
  chart: 'Líneas y líneas raras a lo largo del registro',
  patterns: 'Patrones más frecuentes',
  columns: ['Líneas', 'Patrón', 'Primera', 'Última'],
  line: line => `línea ${line}`,
  times: count => `${count} veces`,
  pattern: 'Patrón',
  severity: severity => SEVERITIES[severity],
  signal: kind => SIGNALS[kind],
  explain: finding => finding.signals.slice(0, 2).map(inSpanish).join(' '),
}

const n = (value: number) => value.toLocaleString('es', Number.isInteger(value) ? {} : { maximumSignificantDigits: 6 })
const placeName = (slot: string) => slot === 'severity' ? 'gravedad' : slot.replace(/^parameter (?=\d+$)/, 'parámetro ')
const usualIn = (usual: readonly { value: string }[]) => usual.slice(0, 3).map(({ value }) => `«${value}»`).join(', ')

function sessionInSpanish({ sessions, unusual: [step], missing: [lacked], repeated: [repeat], swapped: [swap] = [], leading }: Extract<Signal, { kind: 'session' }>['detail']): string {
  const share = (part: number) => part.toLocaleString('es', { style: 'percent', maximumFractionDigits: 2 })
  if (leading === 'repeated' && repeat) return `La última línea de una sesión con ${n(repeat.count)} veces «${repeat.template}»; de ${n(sessions)} sesiones parecidas, el 99 % tiene como mucho ${n(repeat.usual)}.`
  if (leading === 'missing' && lacked) return `La última línea de una sesión sin «${lacked.template}», que tiene el ${share(lacked.share)} de ${n(sessions)} sesiones parecidas.`
  if (leading === 'swapped' && swap) return `La última línea de una sesión en la que «${swap.template}» vino antes que «${swap.before}»; en el ${share(swap.share)} de ${n(sessions)} sesiones parecidas que tienen ambos, viene después.`
  if (step) return `La última línea de una sesión con «${step.template}», que tiene el ${share(step.share)} de ${n(sessions)} sesiones parecidas.`
  return `La última línea de una sesión con pasos inusuales entre ${n(sessions)} sesiones parecidas.`
}

function troubleInSpanish({ first_line, last_line, lines, alike, step, failed_line }: Extract<Signal, { kind: 'trouble' }>['detail']): string {
  const what = lines > 1 ? `${n(lines)} líneas, de la ${n(first_line)} a la ${n(last_line)}, informan de un fallo` : 'Esta línea informa de un fallo'
  const where = step === null ? '' : ` en el paso «${step}»`
  const when = failed_line === null ? '' : `; es lo último que se dijo antes del fallo de la línea ${n(failed_line)}`
  return `${what}${where}${when}${alike > 0 ? `; ${alike === 1 ? 'otro lugar igual' : `otros ${n(alike)} lugares iguales`}` : ''}.`
}

/** The known-good log, or how many of several, behind its preposition. */
function goodLogsInSpanish(runs: GoodRuns | undefined, preposition: 'de' | 'en'): string {
  if (!runs) return preposition === 'de' ? 'del registro de referencia' : 'en el registro de referencia'
  const all = `los ${n(runs.of)} registros de referencia`
  return runs.with === 0 || runs.with === runs.of ? `${preposition} ${all}` : `${preposition} ${n(runs.with)} de ${all}`
}

/** A signal in numbers, as the page says it in Spanish. */
function inSpanish({ kind, detail }: Signal): string {
  const times = (count: number) => count === 1 ? 'una vez' : `${n(count)} veces`
  switch (kind) {
    case 'rare_template': return `Visto ${times(detail.count)} en ${n(detail.total)} sucesos; de tipos al menos igual de raros hay ${n(detail.rank_count)} en total.`
    case 'rare_value': return `Valor «${detail.value}» en el lugar «${placeName(detail.slot)}», visto ${times(detail.count)} en ${n(detail.total)}; lo habitual es ${usualIn(detail.usual)}.`
    case 'number_range': return `El número ${n(detail.value)} en el lugar «${placeName(detail.slot)}»; lo habitual es de ${n(detail.low)} a ${n(detail.high)}.`
    case 'session': return sessionInSpanish(detail)
    case 'drift': return `Los números en el lugar «${placeName(detail.slot)}» son de unos ${n(detail.value)} de la línea ${n(detail.first_line)} a la ${n(detail.last_line)} (${n(detail.count)}); lo habitual: unos ${n(detail.usual)}.`
    case 'burst': return `${n(detail.count)} sucesos así en ${n(detail.seconds)} s; lo habitual en ese tiempo: unos ${n(detail.usual)}.`
    case 'silence': return `${detail.count === 0 ? 'Ningún suceso' : detail.count === 1 ? 'Solo un suceso' : `Solo ${n(detail.count)} sucesos`} así en ${n(detail.seconds)} s; se esperaban unos ${n(detail.usual)}.`
    case 'trouble': return troubleInSpanish(detail)
    case 'severity': return `Gravedad «${SEVERITIES[detail.severity]}»: así o más graves son solo ${n(detail.count)} de ${n(detail.total)} sucesos.`
    case 'new_template': return `Vista ${times(detail.count)} aquí y nunca entre los ${n(detail.baseline_events)} eventos ${goodLogsInSpanish(detail.runs, 'de')}.`
    case 'new_value': return `En el lugar «${placeName(detail.slot)}» nunca se dice «${detail.value}» ${goodLogsInSpanish(detail.runs, 'en')}; hay ${n(detail.distinct)} valores distintos en ${n(detail.baseline_total)}.`
    case 'new_number': return `«${placeName(detail.slot)}» es aquí ${n(detail.value)}; ${goodLogsInSpanish(detail.runs, 'en')}, el 98 % de ${n(detail.total)} valores está entre ${n(detail.low)} y ${n(detail.high)}.`
    case 'frequency': return `${n(detail.count)} aquí; cabía esperar unas ${n(detail.expected)}, por las ${n(detail.baseline_count)} ${goodLogsInSpanish(detail.runs, 'de')}.`
    case 'gone': return `«${detail.template}» vino ${n(detail.baseline_count)} veces ${goodLogsInSpanish(detail.runs, 'en')}; cabía esperar unas ${n(detail.expected)} aquí.`
  }
}

export const REPORT_TEXTS: Record<ReportLanguage, ReportTexts> = { en: english, es: spanish }
