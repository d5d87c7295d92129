import type { Ref } from 'vue'
import { LinesPage } from '#shared/results'
import type { LineResult } from '#shared/results'
import { RequestError, requestJson } from '~/stores/requestJson'

const BLOCK_LINES = 200 // chosen: four screens, one request
const BLOCKS_KEPT = 60
const RETRY_MS = 2000

/** The lines of a job in a moving window: loaded block by block, those used last are kept. */
export function useLineWindow(jobId: Readonly<Ref<string>>, window: Readonly<Ref<{ first: number, last: number }>>) {
  const blocks = shallowReactive(new Map<number, LineResult[]>())
  const loading = new Map<number, AbortController>()
  const hasFailed = ref(false)
  let retry: ReturnType<typeof setTimeout> | undefined

  const blockOf = (line: number) => Math.floor((line - 1) / BLOCK_LINES)

  async function load(block: number) {
    const abort = new AbortController()
    loading.set(block, abort)
    try {
      const address = `/api/v2/results/${encodeURIComponent(jobId.value)}/lines?around=${block * BLOCK_LINES + 1}&before=0&after=${BLOCK_LINES - 1}`
      const { lines } = await requestJson(LinesPage, address, { signal: abort.signal })
      blocks.set(block, lines)
      hasFailed.value = false
      forgetFarthest(block)
    }
    catch (error) {
      if (!(error instanceof RequestError)) throw error
      if (abort.signal.aborted) return
      hasFailed.value = true
      retry = setTimeout(need, RETRY_MS)
    }
    finally {
      if (loading.get(block) === abort) loading.delete(block)
    }
  }

  function forgetFarthest(from: number) {
    const farthest = [...blocks.keys()].sort((a, b) => Math.abs(b - from) - Math.abs(a - from))
    for (const block of farthest.slice(0, Math.max(0, blocks.size - BLOCKS_KEPT))) blocks.delete(block)
  }

  /** Loads what the window needs and drops requests for what it has left. */
  function need() {
    clearTimeout(retry)
    const { first, last } = window.value
    const [from, to] = [blockOf(first), blockOf(Math.max(first, last))]
    for (const [block, abort] of loading) if (block < from || block > to) abort.abort()
    for (let block = from; block <= to; block++) if (!blocks.has(block) && !loading.has(block)) void load(block)
  }

  const lineAt = (line: number): LineResult | null => blocks.get(blockOf(line))?.[(line - 1) % BLOCK_LINES] ?? null

  onMounted(() => watch(window, need, { immediate: true }))
  onBeforeUnmount(() => {
    clearTimeout(retry)
    for (const abort of loading.values()) abort.abort()
  })
  return { lineAt, hasFailed }
}
