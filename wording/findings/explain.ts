import type { AnomalyResult, Signal, SignalKind } from '#shared/anomaly'
import { placeOf } from '../places'
import type { Language } from '../writing'
import { ENGLISH } from './english'
import { SPANISH } from './spanish'
import type { Context, FindingTexts, SignalTexts } from './texts'

/** What is said of findings, in each language. */
export const FINDING_TEXTS: Record<Language, FindingTexts> = { en: ENGLISH, es: SPANISH }

/** Signals that a sentence about a finding says. Chosen: the leading one, and one more if it adds something. */
const SAID = 2

type Said = Pick<AnomalyResult, 'signals' | 'template'>

/** Why a finding is odd, in a few words with numbers: its leading signal. Empty where it has none. */
export function reasonOf({ signals: [leading], template }: Said, language: Language): string {
  return leading ? inForm('reason', leading, { template, against: 'logs' }, language) : ''
}

/** Why a finding is odd, in whole sentences, the log's own words between backticks: the leading signal first. */
export function explain({ signals, template }: Said, language: Language): string {
  return signals
    .slice(0, SAID)
    .map(signal => sentenceOf(signal, template, language))
    .join(' ')
}

/** One signal as a sentence. @param against with what a signal compares that compares. */
export function sentenceOf(
  signal: Signal,
  template: string,
  language: Language,
  against: Context['against'] = 'logs',
): string {
  return `${inForm('sentence', signal, { template, against }, language)}.`
}

/** What a list calls the place that the engine calls `slot`. @param unit of its numbers; empty where they have none. */
export function placeName(slot: string, template: string, unit: string, language: Language): string {
  return FINDING_TEXTS[language].place(placeOf(slot, template), unit)
}

function inForm(form: keyof SignalTexts<SignalKind>, signal: Signal, context: Context, language: Language): string {
  const { signals } = FINDING_TEXTS[language]
  switch (signal.kind) {
    case 'rare_template':
      return signals.rare_template[form](signal.detail, context)
    case 'rare_value':
      return signals.rare_value[form](signal.detail, context)
    case 'number_range':
      return signals.number_range[form](signal.detail, context)
    case 'drift':
      return signals.drift[form](signal.detail, context)
    case 'session':
      return signals.session[form](signal.detail, context)
    case 'burst':
      return signals.burst[form](signal.detail, context)
    case 'silence':
      return signals.silence[form](signal.detail, context)
    case 'new_template':
      return signals.new_template[form](signal.detail, context)
    case 'new_value':
      return signals.new_value[form](signal.detail, context)
    case 'new_number':
      return signals.new_number[form](signal.detail, context)
    case 'frequency':
      return signals.frequency[form](signal.detail, context)
    case 'gone':
      return signals.gone[form](signal.detail, context)
    case 'trouble':
      return signals.trouble[form](signal.detail, context)
    case 'severity':
      return signals.severity[form](signal.detail, context)
  }
}
