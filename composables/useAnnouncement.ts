import type { Ref } from 'vue'

const WAIT_MS = 10_000 // chosen: a screen reader should not speak all the time

/** The text, at most every ten seconds, for a live region; at once when `isUrgent` says so. */
export function useAnnouncement(text: Readonly<Ref<string>>, isUrgent: Readonly<Ref<boolean>>) {
  const announced = ref('')
  let timer: ReturnType<typeof setTimeout> | undefined

  function announce() {
    timer = undefined
    announced.value = text.value
  }

  onMounted(() => watch([text, isUrgent], () => {
    if (isUrgent.value) {
      clearTimeout(timer)
      announce()
    }
    else {
      timer ??= setTimeout(announce, WAIT_MS)
    }
  }, { immediate: true }))
  onBeforeUnmount(() => clearTimeout(timer))
  return announced
}
