import type { GoodRuns } from '#shared/anomaly'
import type { StatusResult } from '#shared/job'
import { useFormat } from './useFormat'

const NAMED = 3 // chosen: what a sentence can hold

/** Names of known-good logs, and in how many of several something is, in the person's language. */
export function useBaselineNames() {
  const { t } = useI18n()
  const format = useFormat()

  /** The first few by name, the others by their number. */
  function namesOf(baselines: StatusResult['baselines']): string {
    const shown = baselines.slice(0, NAMED).map(({ filename }) => filename).join(', ')
    return baselines.length > NAMED ? t('baseline.andMore', { shown, count: format.count(baselines.length - NAMED) }) : shown
  }

  function runsText({ with: having, of }: GoodRuns): string {
    return t('baseline.runs', { with: format.count(having), of: format.count(of) })
  }

  return { namesOf, runsText }
}
