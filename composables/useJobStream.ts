import type { Ref } from 'vue'
import { storeToRefs } from 'pinia'
import { useAnalysisStore } from '~/stores/analysisStore'
import { useUploadStore } from '~/stores/uploadStore'

/** Follows a job for as long as the component lives, and tells what there is to show of it. */
export function useJobStream(jobId: Readonly<Ref<string>>) {
  const store = useAnalysisStore()
  const { currentJob: job, findings, replacedCount, isStreaming, isReconnecting, isUnknown, hasEnded, endNote } = storeToRefs(store)
  const uploadStore = useUploadStore()
  const upload = computed(() => uploadStore.uploads.get(jobId.value) ?? null)
  const isCancelling = ref(false)
  const hasCancelFailed = ref(false)

  const isRunning = computed(() => {
    if (isUnknown.value) return false
    return job.value ? job.value.status === 'pending' || job.value.status === 'processing' : upload.value?.state === 'sending'
  })

  async function cancel() {
    isCancelling.value = true
    hasCancelFailed.value = false
    await store.cancelJob(jobId.value).catch(() => {
      hasCancelFailed.value = true
    })
    isCancelling.value = false
  }

  const resume = (file: File) => uploadStore.resume(file, jobId.value)

  onMounted(() => watch(jobId, id => store.streamResults(id), { immediate: true }))
  onBeforeUnmount(() => store.leaveJob())

  return { job, upload, findings, replacedCount, isStreaming, isReconnecting, isUnknown, hasEnded, endNote, isRunning, isCancelling, hasCancelFailed, cancel, resume }
}
