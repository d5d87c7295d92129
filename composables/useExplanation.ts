import type { AnomalyResult, Signal } from '#shared/anomaly'
import { useBaselineText } from './useBaselineText'
import { useFormat } from './useFormat'
import { useSlotName } from './useSlotName'

const USUAL_TOLD = 3 // as the server does

/** Sentences about findings in the person's language. The server's are English. */
export function useExplanation() {
  const { t, locale } = useI18n()
  const format = useFormat()
  const baselineText = useBaselineText()
  const slotName = useSlotName()

  /** One signal in numbers. */
  function signalText(signal: Signal): string {
    switch (signal.kind) {
      case 'rare_template':
        return t('signals.rare_template.text', { count: format.count(signal.detail.count), total: format.count(signal.detail.total), rank: format.count(signal.detail.rank_count) }, signal.detail.count)
      case 'severity':
        return t('signals.severity.text', { severity: t(`severity.${signal.detail.severity}`), count: format.count(signal.detail.count), total: format.count(signal.detail.total) })
      case 'burst':
        return t('signals.burst.text', { count: format.count(signal.detail.count), time: format.duration(Math.round(signal.detail.seconds)), usual: format.measure(Math.round(signal.detail.usual * 10) / 10) })
      case 'silence':
        return t('signals.silence.text', { count: format.count(signal.detail.count), time: format.duration(Math.round(signal.detail.seconds)), usual: format.measure(Math.round(signal.detail.usual * 10) / 10) }, signal.detail.count)
      case 'rare_value': {
        const { value, slot, count, total, usual } = signal.detail
        return t('explain.rare_value', { value, slot: slotName(slot), count: format.count(count), total: format.count(total), usual: usual.slice(0, USUAL_TOLD).map(each => `\`${each.value}\``).join(', ') }, count)
      }
      case 'number_range':
        return t('explain.number_range', { value: format.quantity(signal.detail, 'value'), slot: slotName(signal.detail.slot), low: format.quantity(signal.detail, 'low'), high: format.quantity(signal.detail, 'high') })
      case 'drift':
        return t('signals.drift.text', {
          slot: slotName(signal.detail.slot), value: format.quantity(signal.detail, 'value'), usual: format.quantity(signal.detail, 'usual'), count: format.count(signal.detail.count),
          first: format.count(signal.detail.first_line), last: format.count(signal.detail.last_line),
        })
      case 'session':
        return sessionText(signal.detail)
      case 'trouble':
        return troubleText(signal.detail)
      default:
        return baselineText(signal)
    }
  }

  /** The step that says most of a session. */
  function sessionText({ sessions: alike, unusual: [step], missing: [lacked], repeated: [repeat], swapped: [swap] = [], leading }: Extract<Signal, { kind: 'session' }>['detail']): string {
    const sessions = format.count(alike)
    if (leading === 'repeated' && repeat) return t('explain.session.repeated', { sessions, template: repeat.template, count: format.count(repeat.count), usual: format.count(repeat.usual) })
    if (leading === 'missing' && lacked) return t('explain.session.missing', { sessions, template: lacked.template, share: format.share(lacked.share) })
    if (leading === 'swapped' && swap) return t('explain.session.swapped', { sessions, template: swap.template, before: swap.before, share: format.share(swap.share) })
    if (step) return t('explain.session.unusual', { sessions, template: step.template, share: format.share(step.share) })
    return t('explain.session.other', { sessions })
  }

  function troubleText({ first_line, last_line, lines, alike, step, failed_line }: Extract<Signal, { kind: 'trouble' }>['detail']): string {
    const parts = [t('explain.trouble.lines', { lines: format.count(lines), first: format.count(first_line), last: format.count(last_line) }, lines)]
    if (step !== null) parts.push(t('explain.trouble.step', { step }))
    if (failed_line !== null) parts.push(t('explain.trouble.failed', { line: format.count(failed_line) }))
    if (alike > 0) parts.push(t('explain.trouble.alike', { count: format.count(alike) }, alike))
    return parts.join(' ')
  }

  const explain = (finding: AnomalyResult) => locale.value === 'en' ? finding.explanation : finding.signals.slice(0, 2).map(signalText).join(' ')
  return { explain, signalText }
}
