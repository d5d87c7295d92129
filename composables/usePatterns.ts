import type { Ref } from 'vue'
import { TemplatesPage } from '#shared/results'
import type { TemplateResult } from '#shared/results'
import { RequestError, requestJson } from '~/stores/requestJson'

export const PATTERN_ORDERS = ['frequent', 'rare', 'first'] as const

/** All templates of a settled job, page after page; null loads nothing. */
export function usePatterns(jobId: Readonly<Ref<string | null>>) {
  const patterns = shallowRef<TemplateResult[]>([])
  const hasAll = ref(false)
  const hasFailed = ref(false)
  let isGone = false

  async function load(id: string | null) {
    patterns.value = []
    hasAll.value = hasFailed.value = false
    try {
      for (let cursor: string | null = id === null ? null : ''; cursor !== null;) {
        const page: TemplatesPage = await requestJson(TemplatesPage, `/api/v2/results/${encodeURIComponent(id ?? '')}/templates?limit=1000${cursor && `&cursor=${cursor}`}`)
        if (isGone || jobId.value !== id) return
        patterns.value = [...patterns.value, ...page.templates]
        cursor = page.next_cursor
      }
      hasAll.value = id !== null
    }
    catch (error) {
      if (!(error instanceof RequestError)) throw error
      hasFailed.value = jobId.value === id
    }
  }

  onMounted(() => watch(jobId, load, { immediate: true }))
  onBeforeUnmount(() => isGone = true)
  return { patterns, hasAll, hasFailed }
}
