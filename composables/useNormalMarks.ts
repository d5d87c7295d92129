import type { Ref } from 'vue'
import { storeToRefs } from 'pinia'
import type { AnomalyResult } from '#shared/anomaly'
import type { NewMark } from '#shared/mark'
import type { ListedFinding } from '~/stores/findingLedger'
import { filePatternOf, normalMatcher, useMarksStore } from '~/stores/marksStore'

/** Hides the findings of a job that are marked as normal, and marks more of them. */
export function useNormalMarks(jobId: Readonly<Ref<string>>, filename: Readonly<Ref<string>>, findings: Readonly<Ref<ListedFinding[]>>) {
  const store = useMarksStore()
  const { marks, hasFailed } = storeToRefs(store)
  const isShowingAll = ref(false)
  const isNormal = computed(() => normalMatcher(marks.value, jobId.value, filename.value))
  const odd = computed(() => marks.value.length === 0 ? findings.value : findings.value.filter(({ finding }) => !isNormal.value(finding)))
  const hiddenCount = computed(() => findings.value.length - odd.value.length)
  const visible = computed(() => isShowingAll.value ? findings.value : odd.value)
  const filePattern = computed(() => filePatternOf(filename.value))

  function mark({ template_id, template }: AnomalyResult, scope: NewMark['scope']) {
    const value = { job: jobId.value, file: filePattern.value, all: '' }[scope]
    return store.add({ scope, value, template_id, template })
  }

  onMounted(store.load)
  return { marks, hasFailed, isShowingAll, hiddenCount, visible, filePattern, mark, unmark: store.remove }
}
