import type { Ref } from 'vue'
import type { SearchEvent, SearchHit } from '#shared/search'
import { RequestError } from '~/stores/requestJson'
import { searchLog } from '~/stores/searchLog'
import type { LogSearch } from '~/stores/searchLog'
import { useNoteText } from './useNoteText'

/** A search through a job's lines: its hits as they come, how far it is, how it ended. A new one ends the one before. */
export function useLogSearch(jobId: Readonly<Ref<string>>) {
  const hits = shallowRef<SearchHit[]>([])
  /** 0..1 while it runs, null otherwise. */
  const progress = ref<number | null>(null)
  /** Limited: it stopped before the end, and can go on. */
  const state = ref<'none' | 'running' | 'done' | 'limited' | 'failed'>('none')
  const { problemText } = useNoteText()
  const reason = ref<string | null>(null)
  let abort = new AbortController()
  let present: LogSearch | null = null
  /** From which line on nothing was looked at. */
  let nextLine = 1

  function start(search: LogSearch) {
    stop()
    present = search
    nextLine = 1
    hits.value = []
    return goOn()
  }

  /** Looks on where the search stopped. */
  async function goOn() {
    if (!present) return
    abort = new AbortController()
    const { signal } = abort
    reason.value = null
    progress.value ??= 0
    state.value = 'running'
    try {
      await searchLog(jobId.value, present, { fromLine: nextLine, onEvents: events => signal.aborted || take(events), signal })
      if (!signal.aborted && state.value === 'running') state.value = 'failed'
    }
    catch (error) {
      if (signal.aborted) return
      state.value = 'failed'
      reason.value = error instanceof RequestError ? error.problem && problemText(error.problem) : null
    }
    finally {
      if (!signal.aborted) progress.value = null
    }
  }

  function take(events: SearchEvent[]) {
    hits.value = [...hits.value, ...events.flatMap(event => event.type === 'hit' ? [event] : [])]
    for (const event of events) {
      if (event.type === 'hit') nextLine = event.line_number + 1
      else if (event.type === 'end') state.value = event.next_line === null ? 'done' : 'limited'
      else {
        nextLine = event.next_line
        progress.value = (event.next_line - 1) / Math.max(1, event.lines)
      }
    }
  }

  function stop() {
    abort.abort()
    progress.value = null
    if (state.value === 'running') state.value = 'limited'
  }

  onBeforeUnmount(stop)
  return { hits, progress, state, reason, start, goOn, stop }
}
