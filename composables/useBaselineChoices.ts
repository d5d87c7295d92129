import { storeToRefs } from 'pinia'
import { useHistoryStore } from '~/stores/historyStore'

/** The earlier jobs that a new log can be compared with, of those that are listed. */
export function useBaselineChoices() {
  const { jobs, leaving } = storeToRefs(useHistoryStore())
  return computed(() => jobs.value.filter(({ status, job_id: id }) => status === 'completed' && !leaving.value.has(id)))
}
