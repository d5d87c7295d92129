import type { Ref } from 'vue'

export const LINE_PX = 20
/** A browser's elements end somewhere above 16 million pixels: a longer file is scrolled in proportion. */
const HEIGHT_MAX_PX = 8_000_000
const WHEEL_LINES = 3

/** Where in a file of any number of lines a scroller stands. `first` is the line at its top. */
export function useLineScroll(scroller: Readonly<Ref<HTMLElement | null>>, lines: Readonly<Ref<number>>) {
  const first = ref(1)
  const viewPx = ref(600)
  const rows = computed(() => Math.max(1, Math.floor(viewPx.value / LINE_PX)))
  const heightPx = computed(() => Math.min(HEIGHT_MAX_PX, Math.max(viewPx.value, lines.value * LINE_PX)))
  const isScaled = computed(() => lines.value * LINE_PX > HEIGHT_MAX_PX)
  const lastFirst = computed(() => Math.max(1, lines.value - rows.value + 1))
  let resizing: ResizeObserver | undefined
  let ownTop: number | null = null // a position that we have set: the event it causes is no move of the person's

  const clamp = (line: number) => Math.min(lastFirst.value, Math.max(1, Math.round(line)))
  const topOf = (line: number) => isScaled.value
    ? (line - 1) / Math.max(1, lastFirst.value - 1) * (heightPx.value - viewPx.value)
    : (line - 1) * LINE_PX

  function showFirst(line: number) {
    first.value = clamp(line)
    if (!scroller.value) return
    scroller.value.scrollTop = topOf(first.value)
    ownTop = scroller.value.scrollTop
  }

  function takeScroll() {
    const top = scroller.value?.scrollTop ?? 0
    if (ownTop !== null && Math.abs(top - ownTop) < 2) return
    ownTop = null
    first.value = clamp(isScaled.value ? 1 + top / Math.max(1, heightPx.value - viewPx.value) * (lastFirst.value - 1) : 1 + top / LINE_PX)
  }

  /** In a scaled file a turn of the wheel would leap over thousands of lines. */
  function takeWheel(event: WheelEvent) {
    if (!isScaled.value || event.ctrlKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) return
    event.preventDefault()
    showFirst(first.value + Math.sign(event.deltaY) * WHEEL_LINES)
  }

  function takeKey(event: KeyboardEvent) {
    const moves: Record<string, number> = {
      ArrowDown: first.value + 1, ArrowUp: first.value - 1, PageDown: first.value + rows.value - 1, PageUp: first.value - rows.value + 1, Home: 1, End: lastFirst.value,
    }
    const line = moves[event.key]
    if (line === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    showFirst(line)
  }

  onMounted(() => {
    resizing = new ResizeObserver(([entry]) => {
      if (entry && entry.contentRect.height > 0) viewPx.value = entry.contentRect.height
    })
    if (scroller.value) resizing.observe(scroller.value)
  })
  onBeforeUnmount(() => resizing?.disconnect())
  return { first, rows, viewPx, heightPx, showFirst, takeScroll, takeWheel, takeKey }
}
