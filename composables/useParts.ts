import type { Ref } from 'vue'
import type { LaidTimeline } from './layTimeline'

export const PART_ENDS = ['from', 'to'] as const
export type PartName = 'usual' | 'part'
type Field = `${PartName}_${typeof PART_ENDS[number]}`
const FIELDS: readonly Field[] = ['usual_from', 'usual_to', 'part_from', 'part_to']

/**
 * The two parts of a log that are compared: typed into fields or dragged, and kept by the address once they are compared. Fields hold
 * UTC times to the second without a zone, or line numbers, the last one included; at first the halves of the log.
 */
export function useParts(laid: Readonly<Ref<LaidTimeline | null>>) {
  const route = useRoute()
  const router = useRouter()
  const fields = reactive<Record<Field, string | number>>({ usual_from: '', usual_to: '', part_from: '', part_to: '' })
  const isBad = ref(false)

  const isTime = computed(() => laid.value?.by === 'time')
  const typed = (position: number) => isTime.value ? new Date(Math.round(position) * 1000).toISOString().slice(0, 19) : Math.round(position)
  const position = (field: Field) => isTime.value ? Date.parse(`${fields[field]}Z`) / 1000 : Number(fields[field])

  function drag(part: PartName, from: number, to: number) {
    fields[`${part}_from`] = typed(from)
    fields[`${part}_to`] = typed(to)
  }

  watch(laid, (now) => {
    if (!now) return
    const middle = (now.from + now.to) / 2
    drag('usual', now.from, isTime.value ? middle : middle - 1)
    drag('part', middle, isTime.value ? now.to : now.to - 1)
    for (const field of FIELDS) fields[field] = String(route.query[field] ?? fields[field])
  }, { immediate: true })

  function rangeOf(part: PartName): [number, number] | null {
    const range: [number, number] = [position(`${part}_from`), position(`${part}_to`)]
    return range.every(Number.isFinite) ? range : null
  }

  function compare() {
    const isOrdered = (range: [number, number] | null) => range !== null && (isTime.value ? range[0] < range[1] : range[0] <= range[1])
    isBad.value = !isOrdered(rangeOf('usual')) || !isOrdered(rangeOf('part'))
    if (!isBad.value) void router.replace({ query: { ...route.query, ...Object.fromEntries(FIELDS.map(field => [field, String(fields[field])])) } })
  }

  /** What the server is asked, null before. */
  const query = computed(() => {
    if (!laid.value) return null
    const ends = FIELDS.map((field) => {
      const text = String(route.query[field] ?? '')
      return isTime.value ? Date.parse(`${text}Z`) : Number.parseInt(text) + (field.endsWith('to') ? 1 : 0)
    })
    if (ends.some(Number.isNaN)) return null // not there, or malformed
    const [usualFrom = '', usualTo = '', from = '', to = ''] = ends.map(end => isTime.value ? new Date(end).toISOString() : String(end))
    return new URLSearchParams({ usual_from: usualFrom, usual_to: usualTo, from, to }).toString()
  })

  return { fields, isBad, query, rangeOf, drag, compare }
}
