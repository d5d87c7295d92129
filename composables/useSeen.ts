import type { Ref } from 'vue'

/** Whether an element has ever been in view, or nearly: until then nothing need be loaded for it. */
export function useSeen(element: Readonly<Ref<Element | null>>) {
  const isSeen = ref(false)
  let observer: IntersectionObserver | undefined
  onMounted(() => {
    observer = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return
      isSeen.value = true
      observer?.disconnect()
    }, { rootMargin: '100px' })
    if (element.value) observer.observe(element.value)
  })
  onBeforeUnmount(() => observer?.disconnect())
  return isSeen
}
