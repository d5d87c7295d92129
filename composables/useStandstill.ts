import type { Ref } from 'vue'

/** Whether a value has not changed for so long. */
export function useStandstill(value: Readonly<Ref<unknown>>, afterMs: number): Ref<boolean> {
  const hasStopped = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined

  function begin() {
    clearTimeout(timer)
    hasStopped.value = false
    timer = setTimeout(() => {
      hasStopped.value = true
    }, afterMs)
  }

  onMounted(() => watch(value, begin, { immediate: true }))
  onBeforeUnmount(() => clearTimeout(timer))
  return hasStopped
}
