/** How far a pointer may move between press and release and still click. Chosen: a hand that trembles. */
const STILL_PX = 6

/**
 * Presses on rows that may move away before the button is released: the browser clicks only where both happen on one element.
 * A primary press without modifier keys that is released in its place, but on another element, calls `click` with the
 * pressed row's key. A release on the pressed element is left to the browser's own click.
 */
export function usePress<Key>(click: (key: Key) => void) {
  const isPressed = ref(false)
  let release = () => {}

  function press(down: PointerEvent, key: Key) {
    release()
    const row = down.currentTarget
    const isPlain = down.isPrimary && down.button === 0 && !(down.ctrlKey || down.metaKey || down.shiftKey || down.altKey)
    if (!isPlain || !(row instanceof HTMLElement)) return
    const listening = new AbortController()
    isPressed.value = true
    release = () => {
      listening.abort()
      isPressed.value = false
    }
    const up = (event: PointerEvent) => {
      if (event.pointerId !== down.pointerId) return
      // After the browser's own click, which the rows must still be there for.
      setTimeout(release)
      listening.abort()
      const isStill = Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) <= STILL_PX
      const isOnRow = event.target instanceof Node && row.contains(event.target)
      if (isStill && !isOnRow) click(key)
    }
    window.addEventListener('pointerup', up, { capture: true, signal: listening.signal })
    window.addEventListener('pointercancel', release, { capture: true, signal: listening.signal })
  }

  onScopeDispose(() => release())
  return { press, isPressed }
}
