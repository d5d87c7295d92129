import { useUploadStore } from '~/stores/uploadStore'

/** Asks before the page goes away while it still sends a file. */
export function useUploadGuard() {
  const uploadStore = useUploadStore()
  const ask = (event: BeforeUnloadEvent) => {
    if (uploadStore.isSending) event.preventDefault()
  }
  onMounted(() => window.addEventListener('beforeunload', ask))
  onBeforeUnmount(() => window.removeEventListener('beforeunload', ask))
}
