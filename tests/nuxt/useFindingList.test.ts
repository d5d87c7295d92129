import { describe, expect, it } from 'vitest'
import { sortFindings, useFindingList } from '../../composables/useFindingList'
import type { FindingOrder } from '../../composables/useFindingList'
import type { ListedFinding } from '../../stores/findingLedger'
import { makeFinding } from './makeFinding'

const listed = (line: number, score: number): ListedFinding => ({ finding: makeFinding(line, { anomaly_score: score }), isSettled: false })
const linesOf = (findings: ListedFinding[]) => findings.map(({ finding }) => finding.line_number)

describe('useFindingList', () => {
  it('sorts by score, then line; or by line', () => {
    const findings = [listed(7, 0.5), listed(9, 0.9), listed(2, 0.5)]
    expect(linesOf(sortFindings(findings, 'score'))).toEqual([9, 2, 7])
    expect(linesOf(sortFindings(findings, 'line'))).toEqual([2, 7, 9])
  })

  it('keeps the rows while the person reads, counts what is new and shows it when asked', async () => {
    const findings = shallowRef([listed(1, 0.5)])
    const isHeld = ref(true)
    const list = useFindingList(findings, ref<FindingOrder>('score'), isHeld)
    expect(linesOf(list.shown.value)).toEqual([1]) // the first ones come at once: there was nothing to read
    findings.value = [listed(1, 0.5), listed(2, 0.9), listed(3, 0.1)]
    await nextTick()
    expect(linesOf(list.shown.value)).toEqual([1])
    expect(list.newCount.value).toBe(2)
    list.reveal()
    expect(linesOf(list.shown.value)).toEqual([2, 1, 3])
    expect(list.hasNews.value).toBe(false)
  })

  it('catches up when the person stops reading, and when another order is asked for', async () => {
    const findings = shallowRef([listed(1, 0.5)])
    const isHeld = ref(true)
    const order = ref<FindingOrder>('score')
    const list = useFindingList(findings, order, isHeld)
    findings.value = [listed(5, 0.9), listed(1, 0.5)]
    await nextTick()
    isHeld.value = false
    await nextTick()
    expect(linesOf(list.shown.value)).toEqual([5, 1])
    isHeld.value = true
    order.value = 'line'
    await nextTick()
    expect(linesOf(list.shown.value)).toEqual([1, 5])
  })
})
