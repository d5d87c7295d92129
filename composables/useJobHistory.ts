import { storeToRefs } from 'pinia'
import { useHistoryStore } from '~/stores/historyStore'
import { useUploadStore } from '~/stores/uploadStore'

/** The list of jobs, kept fresh while it is shown. */
export function useJobHistory() {
  const store = useHistoryStore()
  const { jobs, leaving, isAway, nextCursor } = storeToRefs(store)
  const hasMore = computed(() => nextCursor.value !== null)

  // What arrives while the list is shown is a new job in it.
  const uploadStore = useUploadStore()
  watch(() => [...uploadStore.uploads.values()].filter(upload => upload.state === 'sent').length, () => void store.watchJobs())

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
