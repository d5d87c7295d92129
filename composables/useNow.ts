/** The time, renewed every so often. 0 on the server and until the page is mounted, where no relative time can be told. */
export function useNow(everyMs = 30_000) {
  const nowMs = ref(0)
  let timer: ReturnType<typeof setInterval> | undefined
  onMounted(() => {
    nowMs.value = Date.now()
    timer = setInterval(() => nowMs.value = Date.now(), everyMs)
  })
  onBeforeUnmount(() => clearInterval(timer))
  return nowMs
}
