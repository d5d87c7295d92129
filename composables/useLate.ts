/** True once `isOn` has been true for `waitMs`: what takes shorter than that needs no skeleton. */
export function useLate(isOn: () => boolean, waitMs = 300) {
  const isLate = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  onMounted(() => watch(isOn, (value) => {
    clearTimeout(timer)
    isLate.value = false
    if (value) timer = setTimeout(() => isLate.value = true, waitMs)
  }, { immediate: true }))
  onBeforeUnmount(() => clearTimeout(timer))
  return isLate
}
