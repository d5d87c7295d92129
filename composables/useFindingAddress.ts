import { FindingFilterQuery } from '#shared/findingFilter'
import type { FindingFilter } from '#shared/findingFilter'
import { FINDING_ORDERS } from './useFindingList'
import type { FindingOrder } from './useFindingList'

/** A filter as the address has it; undefined takes one away. */
export type FilterChanges = Partial<Record<keyof FindingFilter, string | undefined>>

/** What the address says of the view: the selected finding's line, the order, the filters, and whether kinds are grouped. */
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
  const isGrouped = computed(() => route.query.group === 'kind')
  const filterText = computed(() => JSON.stringify(filterIn(route.query)))
  // Through its text, so that a change of the selected line is no change of the filter.
  const filter = computed<FindingFilter>(() => JSON.parse(filterText.value))

  /** Selecting again replaces, so that "back" leaves the finding instead of walking through all that were looked at. */
  function select(line: number | null) {
    const isFirst = selectedLine.value === null
    selectedLine.value = line
    const to = { query: { ...route.query, line: line === null ? undefined : String(line) } }
    return isFirst ? router.push(to) : router.replace(to)
  }

  const change = (query: Record<string, string | undefined>) => router.replace({ query: { ...route.query, ...query } })
  const sortBy = (name: FindingOrder) => change({ sort: name === 'score' ? undefined : name })
  const groupKinds = (isOn: boolean) => change({ group: isOn ? 'kind' : undefined })
  const filterBy = (changes: FilterChanges) => change(changes)
  const addressOf = (line: number) => router.resolve({ query: { ...route.query, line: String(line) } }).href

  return { selectedLine, order, isGrouped, filter, select, sortBy, groupKinds, filterBy, addressOf }
}

/** The filters in an address, parameter by parameter: what is malformed there is as good as absent. */
function filterIn(query: Record<string, unknown>): FindingFilter {
  const read = Object.keys(FindingFilterQuery.shape).map(name => FindingFilterQuery.safeParse({ [name]: query[name] ?? undefined }).data ?? {})
  return Object.assign({}, ...read)
}
