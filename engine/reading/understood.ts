import type { LogFormat } from '#shared/job'
import { isCurrent, type Framing } from './layout/framing'

/**
 * What was understood of a log's lines, for a person; null for a framing of another engine version.
 * @param fit share of the log's lines that are read so, 0..1; null while that is not known.
 */
export function understoodOf(framing: Framing, fit: number | null = null): LogFormat | null {
  if (!isCurrent(framing)) return null
  const { structured, wrapper, block, timeToken, timeMark, level, columns, levelBefore } = framing
  const isHeader = timeToken >= 0 && (structured?.time.length ?? 0) === 0
  const names = structured?.names
  const { orders, isOrderTold } = structured?.time.length ? structured.times : framing.time
  return {
    form: structured?.form.kind ?? 'text',
    behind: wrapper ? (wrapper.kind === 'object' ? 'docker' : 'container') : structured?.form.place === 'body' ? 'prefix' : null,
    lines_per_record: block?.begin === 'header' ? block.lines : block ? null : 1,
    time: names && names.time.length > 0 ? names.time.join(' ') : null,
    time_at: names && names.time.length > 0 ? 'field' : isHeader ? 'start' : timeMark === null ? 'none' : 'inside',
    is_clock: framing.isClock,
    level: names && names.level !== '' ? names.level : null,
    level_at: names && names.level !== '' ? 'field' : level && (columns.includes('level') || levelBefore >= 0) ? 'header' : 'none',
    message: names && names.message !== '' ? names.message : null,
    date_order: orders.length > 0 ? orders[0] : 'ymd',
    is_order_open: orders.length > 1 && isOrderTold !== true,
    fit,
  }
}
