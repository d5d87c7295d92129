const SHOWN_MS = 2000

/** Copies text; `copied` names what was copied for two seconds. */
export function useCopy<Name extends string>() {
  const copied = ref<Name | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined

  async function copy(name: Name, text: string) {
    const isDone = await navigator.clipboard.writeText(text).then(() => true, () => false)
    if (!isDone) return
    clearTimeout(timer)
    copied.value = name
    timer = setTimeout(() => copied.value = null, SHOWN_MS)
  }

  onBeforeUnmount(() => clearTimeout(timer))
  return { copied, copy }
}
