import type { UploadChoices } from '#shared/job'
import { useAnalysisStore } from '~/stores/analysisStore'
import { useUploadStore } from '~/stores/uploadStore'
import type { Upload } from '~/stores/uploadStore'

export type UploadRefusal = 'nothing' | 'noSample'

/** Takes what a person drops or picks: one file is sent and shown, several are sent one after another, each as a job. */
export function useUpload() {
  const analysis = useAnalysisStore()
  const uploads = useUploadStore()
  const refusal = ref<UploadRefusal | null>(null)
  /** Files that are being sent while the person stays. */
  const filesSent = ref(0)
  /** Of those, which did not arrive, with the server's reason. */
  const filesFailed = shallowRef<Upload[]>([])
  /** The connection is lost. */
  const isWaiting = computed(() => uploads.isWaiting)
  const isFetchingSample = ref(false)
  /** What is chosen for the next upload. */
  const choices = ref<UploadChoices>({})

  async function submit(files: readonly File[]) {
    const [file, ...others] = files
    refusal.value = file ? null : 'nothing'
    filesSent.value = others.length > 0 ? files.length : 0
    filesFailed.value = []
    if (others.length > 0) filesFailed.value = await uploads.startAll(files, choices.value)
    else if (file) await analysis.processFileV2(file, choices.value)
  }

  /** Fetches the server's sample log and uploads it, as if the person had picked it. */
  async function submitSample() {
    isFetchingSample.value = true
    refusal.value = null
    const response = await fetch('/api/v2/sample').catch(() => null)
    const body = response?.ok ? await response.blob().catch(() => null) : null
    isFetchingSample.value = false
    if (body) await submit([new File([body], 'shop-sample.log', { type: 'text/plain' })])
    else refusal.value = 'noSample'
  }

  return { refusal, filesSent, filesFailed, isWaiting, isFetchingSample, choices, submit, submitSample }
}
