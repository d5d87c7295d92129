import type { Severity, SignalKind } from '#shared/anomaly'
import type { DifferenceKind } from '#shared/whatBroke'
import type { Language } from './writing'

/** The words for what findings are made of. A word that is left out is a type error. */
export interface Words {
  severities: Record<Severity, string>
  /** Names of the signals, as headings and filters have them. */
  signals: Record<SignalKind, string>
  /** What differs from a known-good log, behind its number. */
  differences: Record<DifferenceKind, readonly [one: string, many: string]>
}

export const ENGLISH_WORDS: Words = {
  severities: {
    trace: 'trace',
    debug: 'debug',
    info: 'info',
    notice: 'notice',
    warning: 'warning',
    error: 'error',
    critical: 'critical',
    fatal: 'fatal',
  },
  signals: {
    rare_template: 'Rare pattern',
    rare_value: 'Unusual value',
    number_range: 'Number out of range',
    drift: 'Level shift',
    session: 'Unusual session',
    burst: 'Burst',
    silence: 'Silence',
    new_template: 'New pattern',
    new_value: 'New value',
    new_number: 'New number',
    frequency: 'Changed frequency',
    gone: 'Missing pattern',
    trouble: 'Trouble',
    severity: 'Severe event',
  },
  differences: {
    new_template: ['new pattern', 'new patterns'],
    new_value: ['new value', 'new values'],
    new_number: ['number beyond it', 'numbers beyond it'],
    frequency: ['changed frequency', 'changed frequencies'],
    gone: ['missing pattern', 'missing patterns'],
  },
}

export const SPANISH_WORDS: Words = {
  severities: {
    trace: 'traza',
    debug: 'depuración',
    info: 'información',
    notice: 'aviso',
    warning: 'advertencia',
    error: 'error',
    critical: 'crítico',
    fatal: 'fatal',
  },
  signals: {
    rare_template: 'Patrón raro',
    rare_value: 'Valor inusual',
    number_range: 'Número fuera de rango',
    drift: 'Cambio de nivel',
    session: 'Sesión inusual',
    burst: 'Ráfaga',
    silence: 'Silencio',
    new_template: 'Patrón nuevo',
    new_value: 'Valor nuevo',
    new_number: 'Número nuevo',
    frequency: 'Frecuencia cambiada',
    gone: 'Patrón que falta',
    trouble: 'Fallo',
    severity: 'Evento grave',
  },
  differences: {
    new_template: ['patrón nuevo', 'patrones nuevos'],
    new_value: ['valor nuevo', 'valores nuevos'],
    new_number: ['número fuera de él', 'números fuera de él'],
    frequency: ['frecuencia cambiada', 'frecuencias cambiadas'],
    gone: ['patrón que falta', 'patrones que faltan'],
  },
}

export const WORDS: Record<Language, Words> = { en: ENGLISH_WORDS, es: SPANISH_WORDS }
