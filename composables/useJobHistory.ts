import { storeToRefs } from 'pinia'
import { useHistoryStore } from '~/stores/historyStore'

/** The list of jobs, kept fresh while it is shown. */
export function useJobHistory() {
  const store = useHistoryStore()
  const { jobs, leaving, isAway, nextCursor } = storeToRefs(store)
  const hasMore = computed(() => nextCursor.value !== null)

  onMounted(() => {
    void store.watchJobs()
    window.addEventListener('pagehide', store.deleteAllNow)
  })
  onBeforeUnmount(() => {
    store.stopWatching()
    window.removeEventListener('pagehide', store.deleteAllNow)
  })

  return { jobs, leaving, isAway, hasMore, loadMore: store.loadMore, remove: store.remove, undo: store.undo }
}
