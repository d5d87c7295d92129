import type { WhatBroke } from '#shared/whatBroke'
import { WORDS } from './vocabulary'
import { WRITING, type Language } from './writing'

/** What a report says around its findings. Words of a log are in it as they are: whoever prints it escapes them. */
export interface ReportTexts {
  facts: (lines: number, bytes: number, span: string | null, assumedUtc: boolean) => string
  job: (id: string, status: string, ended: string | null) => string
  findings: (total: number, shown: number, settled: boolean) => string
  /** How many patterns are left out as normal. */
  normal: (patterns: number) => string
  more: (count: number) => string
  /** Above what broke, where it is trouble, and where it is what a known-good log does not have. */
  broke: (isTrouble: boolean) => string
  /** How many further places report trouble, and the first of them. */
  also: (also: WhatBroke['also']) => string
  differences: (differences: WhatBroke['differences']) => string
  nothing: string
  chart: string
  patterns: string
  columns: readonly [lines: string, pattern: string, first: string, last: string]
  line: (line: number) => string
  times: (count: number) => string
  pattern: string
}

const PLACES_NAMED = 3

function placesOf(findings: WhatBroke['also'], line: ReportTexts['line']): string {
  return (
    findings
      .slice(0, PLACES_NAMED)
      .map(finding => line(finding.line_number))
      .join(', ') + (findings.length > PLACES_NAMED ? ' …' : '')
  )
}

/** How much there is of each kind of difference from a known-good log: `2 new patterns, 1 new value`. */
export function differencesText(differences: WhatBroke['differences'], language: Language): string {
  return differences
    .map(
      ({ kind, count }) =>
        `${WRITING[language].number(count)} ${WORDS[language].differences[kind][count === 1 ? 0 : 1]}`,
    )
    .join(', ')
}

const { number: english } = WRITING.en
const ENGLISH: ReportTexts = {
  facts: (lines, bytes, span, assumedUtc) =>
    `${english(lines)} lines, ${english(bytes)} bytes` +
    `${span ? `, ${span}` : ''}${assumedUtc ? ' (no zone in the log, read as UTC)' : ''}.`,
  job: (id, status, ended) => `Job ${id}, ${status}${ended ? ` ${ended}` : ''}.`,
  findings: (total, shown, settled) =>
    `${english(total)} ${settled ? '' : 'provisional '}${total === 1 ? 'finding' : 'findings'}` +
    `${shown < total ? `, the ${english(shown)} oddest` : ''}`,
  normal: patterns =>
    patterns === 1
      ? 'Findings of one pattern that is marked as normal are left out.'
      : `Findings of ${english(patterns)} patterns that are marked as normal are left out.`,
  more: count => `and ${english(count)} more`,
  broke: isTrouble => (isTrouble ? 'What broke' : 'What the known-good log does not have'),
  also: also =>
    `${english(also.length)} more ${also.length === 1 ? 'place reports' : 'places report'} trouble: ` +
    `${placesOf(also, ENGLISH.line)}.`,
  differences: differences => `Differs from the known-good log in: ${differencesText(differences, 'en')}.`,
  nothing: 'Nothing stands out.',
  chart: 'Lines and odd lines over the log',
  patterns: 'Most frequent patterns',
  columns: ['Lines', 'Pattern', 'First', 'Last'],
  line: line => `line ${english(line)}`,
  times: count => `${english(count)} times`,
  pattern: 'Pattern',
}

const STATUSES: Record<string, string> = {
  pending: 'en espera',
  processing: 'en curso',
  completed: 'terminado',
  failed: 'fallido',
  cancelled: 'cancelado',
}
const { number: spanish } = WRITING.es
const SPANISH: ReportTexts = {
  facts: (lines, bytes, span, assumedUtc) =>
    `${spanish(lines)} líneas, ${spanish(bytes)} bytes` +
    `${span ? `, ${span}` : ''}${assumedUtc ? ' (sin zona en el registro, leído como UTC)' : ''}.`,
  job: (id, status, ended) => `Trabajo ${id}, ${STATUSES[status] ?? status}${ended ? ` ${ended}` : ''}.`,
  findings: (total, shown, settled) =>
    `${spanish(total)} ${total === 1 ? 'hallazgo' : 'hallazgos'}` +
    `${settled ? '' : total === 1 ? ' provisional' : ' provisionales'}` +
    `${shown < total ? `, los ${spanish(shown)} más raros` : ''}`,
  normal: patterns =>
    patterns === 1
      ? 'Se han omitido los hallazgos de un patrón marcado como normal.'
      : `Se han omitido los hallazgos de ${spanish(patterns)} patrones marcados como normales.`,
  more: count => `y ${spanish(count)} más`,
  broke: isTrouble => (isTrouble ? 'Qué se rompió' : 'Lo que el registro de referencia no tiene'),
  also: also =>
    `${also.length === 1 ? 'Otro lugar informa' : `Otros ${spanish(also.length)} lugares informan`} ` +
    `de un fallo: ${placesOf(also, SPANISH.line)}.`,
  differences: differences => `Se distingue del registro de referencia en: ${differencesText(differences, 'es')}.`,
  nothing: 'Nada llama la atención.',
  chart: 'Líneas y líneas raras a lo largo del registro',
  patterns: 'Patrones más frecuentes',
  columns: ['Líneas', 'Patrón', 'Primera', 'Última'],
  line: line => `línea ${spanish(line)}`,
  times: count => `${spanish(count)} veces`,
  pattern: 'Patrón',
}

export const REPORT_TEXTS: Record<Language, ReportTexts> = { en: ENGLISH, es: SPANISH }
