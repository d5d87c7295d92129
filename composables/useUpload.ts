import { useAnalysisStore } from '~/stores/analysisStore'

export type UploadRefusal = 'several' | 'folder' | 'noSample'

/** Takes what a person drops or picks, and starts its upload if it is one file. */
export function useUpload() {
  const analysis = useAnalysisStore()
  const refusal = ref<UploadRefusal | null>(null)
  const isFetchingSample = ref(false)
  /** The job with which the next upload is compared. */
  const baselineId = ref<string | null>(null)

  async function submit(files: readonly File[], hasFolder = false) {
    const [file] = files
    refusal.value = hasFolder ? 'folder' : files.length > 1 ? 'several' : null
    if (file && !refusal.value) await analysis.processFileV2(file, baselineId.value)
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

  return { refusal, isFetchingSample, baselineId, submit, submitSample }
}
