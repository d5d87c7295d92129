import type { Ref } from 'vue'
import type { z } from 'zod'
import { RequestError, requestJson } from '~/stores/requestJson'

/**
 * Loads what stands at an address, again when the address changes; null loads nothing. What was loaded stays until the
 * next has come, so that nothing jumps.
 */
export function useLoaded<T>(schema: z.ZodType<T>, url: Readonly<Ref<string | null>>) {
  const loaded = shallowRef<T | null>(null)
  const hasFailed = ref(false)
  const isLoading = computed(() => url.value !== null && loaded.value === null && !hasFailed.value)
  let abort = new AbortController()

  async function load(address: string | null) {
    abort.abort()
    abort = new AbortController()
    hasFailed.value = false
    if (address === null) {
      loaded.value = null
      return
    }
    const { signal } = abort
    try {
      const answer = await requestJson(schema, address, { signal })
      if (!signal.aborted) loaded.value = answer
    }
    catch (error) {
      if (!(error instanceof RequestError)) throw error
      if (signal.aborted) return
      hasFailed.value = true
      loaded.value = null
    }
  }

  onMounted(() => watch(url, load, { immediate: true }))
  onBeforeUnmount(() => abort.abort())
  return { loaded, hasFailed, isLoading }
}
