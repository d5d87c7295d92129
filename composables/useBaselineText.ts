import type { GoodRuns, Signal } from '#shared/anomaly'
import { useFormat } from './useFormat'
import { useSlotName } from './useSlotName'

/** What differs from a known-good log. */
export type BaselineSignal = Extract<Signal, { kind: 'new_template' | 'new_value' | 'new_number' | 'frequency' | 'gone' }>

/** A difference to the known-good log in numbers, in the person's language. */
export function useBaselineText() {
  const { t } = useI18n()
  const format = useFormat()
  const slotName = useSlotName()

  /** The known-good log, or how many of several, behind its preposition. */
  function logsIn(runs: GoodRuns | undefined): { in_logs: string, of_logs: string } {
    if (!runs) return { in_logs: t('baseline.in.one'), of_logs: t('baseline.of.one') }
    const counts = { with: format.count(runs.with), of: format.count(runs.of) }
    return runs.with === 0 || runs.with === runs.of
      ? { in_logs: t('baseline.in.all', counts), of_logs: t('baseline.of.all', counts) }
      : { in_logs: t('baseline.in.some', counts), of_logs: t('baseline.of.some', counts) }
  }

  return function baselineText(signal: BaselineSignal): string {
    const logs = logsIn(signal.detail.runs)
    switch (signal.kind) {
      case 'new_template': {
        const { block, baseline_events: events, count } = signal.detail
        return block && block.lines > 1
          ? t('signals.new_template.block', { lines: format.count(block.lines), first: format.count(block.first_line), last: format.count(block.last_line), events: format.count(events), ...logs })
          : t('signals.new_template.text', { count: format.count(count), events: format.count(events), ...logs }, count)
      }
      case 'new_value': {
        const { slot, value, baseline_total: total, distinct } = signal.detail
        return t('signals.new_value.text', { slot: slotName(slot), value, total: format.count(total), distinct: format.count(distinct), ...logs })
      }
      case 'new_number': {
        const { slot, total } = signal.detail
        return t('signals.new_number.text', { slot: slotName(slot), value: format.quantity(signal.detail, 'value'), low: format.quantity(signal.detail, 'low'), high: format.quantity(signal.detail, 'high'), median: format.quantity(signal.detail, 'median'), total: format.count(total), ...logs })
      }
      case 'frequency': {
        const { count, expected, baseline_count: before } = signal.detail
        return t('signals.frequency.text', { count: format.count(count), expected: format.measure(expected), before: format.count(before), ...logs })
      }
      case 'gone': {
        const { template, baseline_count: count, expected, templates } = signal.detail
        return t('signals.gone.text', { template, count: format.count(count), expected: format.measure(expected), templates: format.count(templates), ...logs })
      }
    }
  }
}
