import type { Ref } from 'vue'
import type { SearchHit } from '#shared/search'
import { RequestError } from '~/stores/requestJson'
import { searchLog } from '~/stores/searchLog'
import type { LogSearch } from '~/stores/searchLog'

/** A search through a job's lines: its hits as they come, how far it is, how it ended. A new one ends the one before. */
export function useLogSearch(jobId: Readonly<Ref<string>>) {
  const hits = shallowRef<SearchHit[]>([])
  /** 0..1 while it runs, null otherwise. */
  const progress = ref<number | null>(null)
  const state = ref<'none' | 'running' | 'done' | 'limited' | 'failed'>('none')
  const reason = ref<string | null>(null)
  let abort = new AbortController()

  async function start(search: LogSearch) {
    stop()
    abort = new AbortController()
    const { signal } = abort
    hits.value = []
    reason.value = null
    progress.value = 0
    state.value = 'running'
    try {
      await searchLog(jobId.value, search, (events) => {
        if (signal.aborted) return
        hits.value = [...hits.value, ...events.flatMap(event => event.type === 'hit' ? [event] : [])]
        for (const event of events) {
          if (event.type === 'progress') progress.value = (event.next_line - 1) / Math.max(1, event.lines)
          else if (event.type === 'end') state.value = event.next_line === null ? 'done' : 'limited'
        }
      }, signal)
      if (!signal.aborted && state.value === 'running') state.value = 'failed'
    }
    catch (error) {
      if (signal.aborted) return
      state.value = 'failed'
      reason.value = error instanceof RequestError ? error.problem?.detail ?? null : null
    }
    finally {
      if (!signal.aborted) progress.value = null
    }
  }

  function stop() {
    abort.abort()
    progress.value = null
    if (state.value === 'running') state.value = 'limited'
  }

  onBeforeUnmount(stop)
  return { hits, progress, state, reason, start, stop }
}
