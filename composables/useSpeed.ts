import type { Ref } from 'vue'

const WINDOW_MS = 5000 // chosen: long enough to be calm, short enough to follow a change

/** Bytes a second at which `doneBytes` has grown lately; null until that can be said. */
export function useSpeed(doneBytes: Readonly<Ref<number | null>>) {
  const bytesPerSecond = ref<number | null>(null)
  let samples: { timeMs: number, bytes: number }[] = []

  watch(doneBytes, (bytes) => {
    const timeMs = performance.now()
    if (bytes === null) {
      samples = []
      bytesPerSecond.value = null
      return
    }
    samples = [...samples.filter(sample => timeMs - sample.timeMs <= WINDOW_MS), { timeMs, bytes }]
    const first = samples[0]
    if (!first || timeMs - first.timeMs < 500) return
    bytesPerSecond.value = Math.max(0, (bytes - first.bytes) / (timeMs - first.timeMs) * 1000)
  }, { immediate: true })

  return { bytesPerSecond }
}
