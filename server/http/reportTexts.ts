import type { AnomalyResult, Severity, Signal } from '#shared/anomaly'
import type { ReportLanguage } from '#shared/results'

/** The words of a report in one language; what a log says stands in them as it is, to be escaped by whoever prints them. */
export interface ReportTexts {
  count: (value: number) => string
  facts: (lines: string, bytes: string, span: string | null, assumedUtc: boolean) => string
  job: (id: string, status: string, ended: string | null) => string
  findings: (total: number, shown: number, settled: boolean) => string
  normal: (count: number) => string
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

const english: ReportTexts = {
  count: value => value.toLocaleString('en'),
  facts: (lines, bytes, span, assumedUtc) => `${lines} lines, ${bytes} bytes${span ? `, ${span}` : ''}${assumedUtc ? ' (no zone in the log, read as UTC)' : ''}.`,
  job: (id, status, ended) => `Job ${id}, ${status}${ended ? ` ${ended}` : ''}.`,
  findings: (total, shown, settled) => `${english.count(total)} ${settled ? '' : 'provisional '}findings${shown < total ? `, the ${english.count(shown)} oddest` : ''}`,
  normal: count => `Findings of ${english.count(count)} patterns that are marked as normal are left out.`,
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
  rare_template: 'tipo de línea raro', rare_value: 'valor inusual', number_range: 'número fuera de rango', session: 'sesión inusual', burst: 'ráfaga', silence: 'silencio',
  new_template: 'nueva', new_value: 'valor nuevo', new_number: 'número nuevo', frequency: 'frecuencia cambiada', gone: 'falta', severity: 'línea grave',
}

const spanish: ReportTexts = {
  count: value => value.toLocaleString('es'),
  facts: (lines, bytes, span, assumedUtc) => `${lines} líneas, ${bytes} bytes${span ? `, ${span}` : ''}${assumedUtc ? ' (sin zona en el registro, leído como UTC)' : ''}.`,
  job: (id, status, ended) => `Trabajo ${id}, ${STATUSES[status] ?? status}${ended ? ` ${ended}` : ''}.`,
  findings: (total, shown, settled) => `${spanish.count(total)} hallazgos${settled ? '' : ' provisionales'}${shown < total ? `, los ${spanish.count(shown)} más raros` : ''}`,
  normal: count => `Se han omitido los hallazgos de ${spanish.count(count)} patrones marcados como normales.`,
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

/** A signal in numbers, as the page says it in Spanish. */
function inSpanish({ kind, detail }: Signal): string {
  const n = (value: number) => value.toLocaleString('es', { maximumSignificantDigits: 6 })
  switch (kind) {
    case 'rare_template': return `${n(detail.count)} de ${n(detail.total)} sucesos son así; ${n(detail.rank_count)} sucesos en total son de un tipo al menos igual de raro.`
    case 'rare_value': return `Valor «${detail.value}» en el lugar «${detail.slot}»: ${n(detail.count)} de ${n(detail.total)} sucesos.`
    case 'number_range': return `El número ${n(detail.value)} en el lugar «${detail.slot}»; lo habitual es de ${n(detail.low)} a ${n(detail.high)}.`
    case 'session': return `La última línea de una sesión a la que solo ${n(detail.rank_count)} de ${n(detail.sessions)} se parecen.`
    case 'burst': return `${n(detail.count)} sucesos así en ${n(detail.seconds)} s; lo habitual son unos ${n(detail.usual)} en el mismo tiempo.`
    case 'silence': return `${n(detail.count)} sucesos así en ${n(detail.seconds)} s; en el mismo tiempo se esperaban unos ${n(detail.usual)}.`
    case 'severity': return `«${SEVERITIES[detail.severity]}»: solo ${n(detail.count)} de ${n(detail.total)} sucesos son al menos así de graves.`
    case 'new_template': return `Vista ${detail.count === 1 ? 'una vez' : `${n(detail.count)} veces`} aquí y nunca entre los ${n(detail.baseline_events)} eventos del registro de referencia.`
    case 'new_value': return `En el lugar «${detail.slot}», el registro de referencia nunca dice «${detail.value}»; tiene ${n(detail.distinct)} valores distintos en ${n(detail.baseline_total)}.`
    case 'new_number': return `«${detail.slot}» es aquí ${n(detail.value)}; en el registro de referencia, el 98 % de ${n(detail.total)} valores está entre ${n(detail.low)} y ${n(detail.high)}.`
    case 'frequency': return `${n(detail.count)} aquí; cabía esperar unas ${n(detail.expected)}, por las ${n(detail.baseline_count)} del registro de referencia.`
    case 'gone': return `«${detail.template}» vino ${n(detail.baseline_count)} veces en el registro de referencia; cabía esperar unas ${n(detail.expected)} aquí.`
  }
}

export const REPORT_TEXTS: Record<ReportLanguage, ReportTexts> = { en: english, es: spanish }
