/** Whether the window is as narrow as a phone's: below Tailwind's `sm`. */
export function useIsNarrow() {
  const isNarrow = ref(false)
  let query: MediaQueryList | undefined
  const look = () => isNarrow.value = query?.matches ?? false
  onMounted(() => {
    query = window.matchMedia('(width < 40rem)')
    query.addEventListener('change', look)
    look()
  })
  onBeforeUnmount(() => query?.removeEventListener('change', look))
  return isNarrow
}
