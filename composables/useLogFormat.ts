import type { LogFormat } from '#shared/job'
import { useFormat } from './useFormat'

/** What was understood of a log's lines, in the person's language. */
export function useLogFormat() {
  const { t } = useI18n()
  const { share } = useFormat()

  return (format: LogFormat): string => [
    [t(`format.form.${format.form}`), format.behind && t(`format.behind.${format.behind}`)].filter(Boolean).join(' '),
    format.lines_per_record === null ? t('format.blocks') : format.lines_per_record > 1 ? t('format.lines', { count: format.lines_per_record }) : '',
    format.time !== null ? t('format.time.field', { name: format.time }) : format.time_at === 'start' ? '' : t(`format.time.${format.time_at}`),
    format.is_clock ? t('format.clock') : '',
    format.level === null ? '' : t('format.level', { name: format.level }),
    format.date_order === 'ymd' || format.time_at === 'none' ? '' : t(`format.order.${format.date_order}`),
    format.fit === null ? '' : t('format.fit', { share: share(format.fit) }),
    format.is_order_open && format.time_at !== 'none' ? t('format.order.open') : '',
  ].filter(part => part !== '').join(' · ')
}
