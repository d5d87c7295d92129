import type { Ref } from 'vue'
import type { ListedFinding } from '~/stores/findingLedger'

export const FINDING_ORDERS = ['score', 'line'] as const
export type FindingOrder = typeof FINDING_ORDERS[number]

/**
 * The findings in the order asked for. While `isHeld` is true — the person is reading — the rows stay as they are and
 * what is new gathers until `reveal` is called or the hold ends. A change of the order or of `view` (filters) shows at once.
 */
export function useFindingList(findings: Readonly<Ref<ListedFinding[]>>, order: Readonly<Ref<FindingOrder>>, isHeld: Readonly<Ref<boolean>>, view: Readonly<Ref<unknown>> = ref(null)) {
  const shown = shallowRef<ListedFinding[]>([])
  const latest = computed(() => sortFindings(findings.value, order.value))
  const hasNews = computed(() => shown.value !== latest.value)
  const newCount = computed(() => hasNews.value ? countNew(shown.value, latest.value) : 0)

  function reveal() {
    shown.value = latest.value
  }

  watch([latest, isHeld], () => {
    if (!isHeld.value || shown.value.length === 0) reveal()
  }, { immediate: true })
  watch([order, view], reveal)

  return { shown, hasNews, newCount, reveal }
}

/** By score, the oddest first, or by line; equal scores by line. Leaves the argument as it is. */
export function sortFindings(findings: readonly ListedFinding[], order: FindingOrder): ListedFinding[] {
  const byLine = (a: ListedFinding, b: ListedFinding) => a.finding.line_number - b.finding.line_number
  const byScore = (a: ListedFinding, b: ListedFinding) => b.finding.anomaly_score - a.finding.anomaly_score || byLine(a, b)
  return [...findings].sort(order === 'score' ? byScore : byLine)
}

function countNew(shown: readonly ListedFinding[], latest: readonly ListedFinding[]): number {
  const lines = new Set(shown.map(({ finding }) => finding.line_number))
  return latest.filter(({ finding }) => !lines.has(finding.line_number)).length
}
