import type { AnomalyResult, Signal } from '#shared/anomaly'
import { ReportLanguage } from '#shared/results'
import { explain, placeName, reasonOf, sentenceOf } from '#wording/findings/explain'
import { formatText } from '#wording/logFormat'
import { differencesText } from '#wording/report'
import { WORDS } from '#wording/vocabulary'
import type { LogFormat } from '#shared/job'
import type { WhatBroke } from '#shared/whatBroke'

/** What the wording room says, in the person's language; in the new one after a change of language. */
export function useWording() {
  const { locale } = useI18n()
  const language = computed(() => ReportLanguage.catch('en').parse(locale.value))
  return {
    words: computed(() => WORDS[language.value]),
    reason: (finding: AnomalyResult) => reasonOf(finding, language.value),
    explain: (finding: AnomalyResult) => explain(finding, language.value),
    /** One signal of a finding of the pattern. @param against with what it compares that compares. */
    sentence: (signal: Signal, template: string, against: 'logs' | 'part' = 'logs') =>
      sentenceOf(signal, template, language.value, against),
    placeName: (slot: string, template: string, unit: string) => placeName(slot, template, unit, language.value),
    format: (format: LogFormat) => formatText(format, language.value).join(' · '),
    differences: (differences: WhatBroke['differences']) => differencesText(differences, language.value),
  }
}
