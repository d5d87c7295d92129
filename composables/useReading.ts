/** Whether the person reads a list: it is scrolled, the pointer has moved over it, or the keyboard is in it. */
export function useReading() {
  const isScrolled = ref(false)
  const isPointed = ref(false)
  const isFocused = ref(false)
  const isReading = computed(() => isScrolled.value || isPointed.value || isFocused.value)

  return {
    isReading,
    listeners: {
      scroll: (event: Event) => isScrolled.value = event.target instanceof HTMLElement && event.target.scrollTop > 0,
      // A pointer that merely rests where the rows appear does not read them: after a drop it always does.
      pointermove: (event: PointerEvent) => {
        if (event.movementX !== 0 || event.movementY !== 0) isPointed.value = true
      },
      pointerleave: () => isPointed.value = false,
      focusin: (event: FocusEvent) => isFocused.value = event.target instanceof HTMLElement && event.target.matches(':focus-visible'),
      focusout: () => isFocused.value = false,
    },
  }
}
