import type { AnomalyResult, Signal } from '#shared/anomaly'
import { useBaselineText } from './useBaselineText'
import { useFormat } from './useFormat'

/** Sentences about findings in the person's language. The server's are English. */
export function useExplanation() {
  const { t, locale } = useI18n()
  const format = useFormat()
  const baselineText = useBaselineText()

  /** One signal in numbers. */
  function signalText(signal: Signal): string {
    switch (signal.kind) {
      case 'rare_template':
        return t('signals.rare_template.text', { count: format.count(signal.detail.count), total: format.count(signal.detail.total), rank: format.count(signal.detail.rank_count) })
      case 'severity':
        return t('signals.severity.text', { severity: t(`severity.${signal.detail.severity}`), count: format.count(signal.detail.count), total: format.count(signal.detail.total) })
      case 'burst':
        return t('signals.burst.text', { count: format.count(signal.detail.count), time: format.duration(Math.round(signal.detail.seconds)), usual: format.measure(Math.round(signal.detail.usual * 10) / 10) })
      case 'silence':
        return t('signals.silence.text', { count: format.count(signal.detail.count), time: format.duration(Math.round(signal.detail.seconds)), usual: format.measure(Math.round(signal.detail.usual * 10) / 10) })
      case 'rare_value':
        return t('explain.rare_value', { value: signal.detail.value, slot: signal.detail.slot, count: format.count(signal.detail.count), total: format.count(signal.detail.total) })
      case 'number_range':
        return t('explain.number_range', { value: format.measure(signal.detail.value), slot: signal.detail.slot, low: format.measure(signal.detail.low), high: format.measure(signal.detail.high) })
      case 'session':
        return t('explain.session', { rank: format.count(signal.detail.rank_count), sessions: format.count(signal.detail.sessions) })
      default:
        return baselineText(signal)
    }
  }

  const explain = (finding: AnomalyResult) => locale.value === 'en' ? finding.explanation : finding.signals.slice(0, 2).map(signalText).join(' ')
  return { explain, signalText }
}
