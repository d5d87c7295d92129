import type { LogsTemplate, PartsValue } from '#shared/comparison'
import { useBaselineNames } from './useBaselineNames'
import { useFormat } from './useFormat'
import { useWording } from './useWording'

/** The lists of what differs, in the order in which they are shown. */
export const DIFFERENCE_LISTS = ['added', 'values', 'gone', 'changed'] as const

/** What differs between two parts of a log, or between two logs, as rows of a list. */
export function useDifferenceRows(words: 'parts' | 'logs') {
  const { t } = useI18n()
  const format = useFormat()
  const { sentence } = useWording()
  const { runsText } = useBaselineNames()
  const lineIn = (jobId: string, line: number) => `/processing/${jobId}?view=log&at=${line}`

  /** @param jobId of the log that has the row's first line; null where it is one of several. */
  function templateRow({ template, count, usual_count: usual, expected, first_line: line, runs }: LogsTemplate, jobId: string | null) {
    const times = t('compare.times', { before: format.count(usual), now: format.count(count) })
    const change = usual > 0 && count > 0 ? `${times} (${t('compare.expected', { expected: format.measure(expected) })})` : times
    const note = runs ? `${change}, ${runsText(runs)}` : change
    return { key: `${line} ${template}`, code: template, note, line: jobId === null ? null : line, to: jobId === null ? null : lineIn(jobId, line) }
  }

  function valueRow({ template, count, first_line: line, signal }: PartsValue, jobId: string) {
    return {
      key: `${line} ${signal.detail.slot} ${signal.detail.value}`, sentence: sentence(signal, template, words === 'parts' ? 'part' : 'logs'), code: template,
      note: t('findings.times', { count: format.count(count) }, count), line, to: lineIn(jobId, line),
    }
  }

  return { templateRow, valueRow }
}
