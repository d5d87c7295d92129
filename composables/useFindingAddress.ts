import { FINDING_ORDERS } from './useFindingList'
import type { FindingOrder } from './useFindingList'

/** What the address says of the view: the selected finding's line and the order. */
export function useFindingAddress() {
  const route = useRoute()
  const router = useRouter()

  const selectedLine = computed(() => {
    const line = Number(route.query.line)
    return Number.isSafeInteger(line) && line > 0 ? line : null
  })
  const order = computed<FindingOrder>(() => FINDING_ORDERS.find(name => name === route.query.sort) ?? 'score')

  /** Selecting again replaces, so that "back" leaves the finding instead of walking through all that were looked at. */
  function select(line: number | null) {
    const { line: previous, ...query } = route.query
    const to = { query: line === null ? query : { ...query, line: String(line) } }
    return previous === undefined ? router.push(to) : router.replace(to)
  }

  function sortBy(name: FindingOrder) {
    return router.replace({ query: { ...route.query, sort: name === 'score' ? undefined : name } })
  }

  const addressOf = (line: number) => router.resolve({ query: { ...route.query, line: String(line) } }).href

  return { selectedLine, order, select, sortBy, addressOf }
}
