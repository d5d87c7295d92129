import { useHistoryStore } from '~/stores/historyStore'

/** Whether the server is known to have no job yet: then a person wants to know what to try. */
export function useIsFirstVisit() {
  const store = useHistoryStore()
  return computed(() => store.isLoaded && store.jobs.length === 0)
}
