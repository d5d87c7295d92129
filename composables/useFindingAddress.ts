import { FINDING_ORDERS } from './useFindingList'
import type { FindingOrder } from './useFindingList'

/** What the address says of the view: the selected finding's line and the order. */
export function useFindingAddress() {
  const route = useRoute()
  const router = useRouter()

  const lineInAddress = computed(() => {
    const line = Number(route.query.line)
    return Number.isSafeInteger(line) && line > 0 ? line : null
  })
  // Ahead of the address, which changes a moment later: keys come faster than that.
  const selectedLine = ref(lineInAddress.value)
  watch(lineInAddress, line => selectedLine.value = line)
  const order = computed<FindingOrder>(() => FINDING_ORDERS.find(name => name === route.query.sort) ?? 'score')

  /** Selecting again replaces, so that "back" leaves the finding instead of walking through all that were looked at. */
  function select(line: number | null) {
    const isFirst = selectedLine.value === null
    selectedLine.value = line
    const to = { query: { ...route.query, line: line === null ? undefined : String(line) } }
    return isFirst ? router.push(to) : router.replace(to)
  }

  function sortBy(name: FindingOrder) {
    return router.replace({ query: { ...route.query, sort: name === 'score' ? undefined : name } })
  }

  const addressOf = (line: number) => router.resolve({ query: { ...route.query, line: String(line) } }).href

  return { selectedLine, order, select, sortBy, addressOf }
}
