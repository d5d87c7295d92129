let open = 0

/** Streams that are open now, in this process. */
export function openListeners(): number {
  return open
}

/** Counts a stream until the returned function is called. */
export function countListener(): () => void {
  open++
  let isOpen = true
  return () => {
    if (isOpen) open--
    isOpen = false
  }
}
