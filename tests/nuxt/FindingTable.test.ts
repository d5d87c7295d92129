import { mountSuspended } from '@nuxt/test-utils/runtime'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import FindingTable from '../../components/FindingTable.vue'
import { makeFinding, signalsOf } from './makeFinding'
import { giveLayout, settle } from './page'

const many = (count: number, isSettled = true) => Array.from({ length: count }, (_, index) => ({ finding: makeFinding(index + 1, { anomaly_score: 0.5 }), isSettled }))
const addressOf = (line: number) => `?line=${line}`

describe('FindingTable', () => {
  beforeEach(() => giveLayout())
  afterEach(() => vi.restoreAllMocks())

  async function mountTable(findings = many(3)) {
    const table = await mountSuspended(FindingTable, { props: { findings, order: 'score', selectedLine: null, addressOf } })
    await settle()
    return table
  }

  const rowsOf = (table: Awaited<ReturnType<typeof mountTable>>) => table.findAll('[role=row] a')

  it('draws only the rows that can be seen of 100,000', async () => {
    const table = await mountTable(many(100_000))
    expect(rowsOf(table).length).toBeGreaterThan(5)
    expect(rowsOf(table).length).toBeLessThan(60)
    expect(table.get('[role=table]').attributes('aria-rowcount')).toBe('100001')
  })

  it('shows the reason, the sentence and the line as text, never as markup', async () => {
    const table = await mountTable([{ finding: makeFinding(1, { log_entry: '<img src=x onerror=alert(1)>', template: '<b>bold</b>=<*>', signals: signalsOf('rare_value').map(signal => signal.kind === 'rare_value' ? { ...signal, detail: { ...signal.detail, value: '<b>odd</b>', slot: '<b>bold</b>' } } : signal) }), isSettled: true }])
    expect(table.text()).toContain('<img src=x onerror=alert(1)>')
    expect(table.text()).toContain('<b>odd</b>; else INFO, WARN')
    expect(table.get('[role=row] .sr-only').text()).toBe('<b>bold</b> is <b>odd</b>, seen twice in 132,000; usual are INFO and WARN.')
    expect(table.findAll('img, b')).toHaveLength(0)
  })

  it('marks provisional rows', async () => {
    const table = await mountTable([...many(1), { finding: makeFinding(9), isSettled: false }])
    expect(rowsOf(table)).toHaveLength(2)
    expect(table.text().match(/provisional/g)).toHaveLength(1)
  })

  it('selects by click, and by the keys j, k and Escape', async () => {
    const table = await mountTable()
    await rowsOf(table)[1]?.trigger('click')
    expect(table.emitted('select')).toEqual([[2]])
    await table.setProps({ selectedLine: 2 })
    for (const key of ['j', 'k', 'Escape']) window.dispatchEvent(new KeyboardEvent('keydown', { key }))
    expect(table.emitted('select')).toEqual([[2], [3], [1], [null]])
  })

  it('leaves a click that opens a new tab to the browser', async () => {
    const table = await mountTable()
    await rowsOf(table)[1]?.trigger('click', { ctrlKey: true })
    expect(table.emitted('select')).toBeUndefined()
    expect(rowsOf(table)[1]?.attributes('href')).toBe('?line=2')
  })

  it('asks for another order', async () => {
    const table = await mountTable()
    await table.findAll('[role=columnheader] button')[1]?.trigger('click')
    expect(table.emitted('sort')).toEqual([['line']])
    expect(table.findAll('[role=columnheader]').map(header => header.attributes('aria-sort'))).toEqual(['descending', undefined, undefined])
  })

  describe('with findings under others', () => {
    const [first, second, third, fourth] = [1, 2, 3, 4].map(line => ({ finding: makeFinding(line, { anomaly_score: 0.9 - line / 10 }), isSettled: true }))
    if (!first || !second || !third || !fourth) throw new Error('four findings')
    const props = { findings: [first, fourth], under: new Map([[1, [second, third]]]), order: 'score' as const, selectedLine: null, addressOf }
    const linesOf = (table: Awaited<ReturnType<typeof mountTable>>) => rowsOf(table).map(row => row.attributes('href')?.slice('?line='.length))
    const mountFolded = async (changes: { selectedLine?: number } = {}) => {
      const table = await mountSuspended(FindingTable, { props: { ...props, ...changes } })
      await settle()
      return table
    }

    it('opens and closes a row', async () => {
      const table = await mountFolded()
      expect(linesOf(table)).toEqual(['1', '4'])
      const fold = table.get('button[aria-expanded]')
      expect(fold.text()).toBe('and 2 more')
      expect(fold.attributes('aria-expanded')).toBe('false')
      expect(table.get('[role=table]').attributes('aria-rowcount')).toBe('4')
      await fold.trigger('click')
      await settle()
      expect(linesOf(table)).toEqual(['1', '2', '3', '4'])
      expect(table.get('button[aria-expanded]').attributes('aria-expanded')).toBe('true')
      expect(table.findAll('[role=row]').map(row => row.attributes('aria-rowindex'))).toEqual(['1', '2', '3', '4', '5', '6'])
      await table.get('button[aria-expanded]').trigger('click')
      await settle()
      expect(linesOf(table)).toEqual(['1', '4'])
    })

    it('steps from finding to finding', async () => {
      const table = await mountFolded({ selectedLine: 1 })
      window.dispatchEvent(new KeyboardEvent('keydown', { key: 'j' }))
      expect(table.emitted('select')).toEqual([[4]])
      await table.setProps({ selectedLine: 4 })
      window.dispatchEvent(new KeyboardEvent('keydown', { key: 'k' }))
      expect(table.emitted('select')).toEqual([[4], [1]])
    })

    it('opens where the selected finding is', async () => {
      const table = await mountFolded({ selectedLine: 3 })
      expect(linesOf(table)).toEqual(['1', '2', '3', '4'])
    })

    it('has them in the order of the rows', async () => {
      const table = await mountFolded({ selectedLine: 3 })
      await table.setProps({ under: new Map([[1, [third, second]]]), findings: [fourth, first], order: 'line' })
      await settle()
      expect(linesOf(table)).toEqual(['1', '2', '3', '4'])
    })
  })

  it('gathers new findings while the pointer is over the rows', async () => {
    const table = await mountTable()
    await table.trigger('pointermove', { movementX: 3, movementY: 0 })
    await table.setProps({ findings: many(15) })
    await settle()
    expect(rowsOf(table)).toHaveLength(3)
    const news = table.findAll('button').find(button => button.text().includes('12 new findings'))
    expect(news).toBeDefined()
    await news?.trigger('click')
    await settle()
    expect(rowsOf(table)).toHaveLength(15)
    expect(table.text()).not.toContain('new findings')
  })

  describe('while the mouse button is down', () => {
    const at = (x: number, y: number, more = {}) => ({ isPrimary: true, button: 0, pointerId: 1, clientX: x, clientY: y, bubbles: true, ...more })
    const releaseOn = (target: Element, x: number, y: number) => target.dispatchEvent(new PointerEvent('pointerup', at(x, y)))

    it('holds the rows', async () => {
      const table = await mountTable()
      document.body.append(table.element)
      await rowsOf(table)[1]?.trigger('pointerdown', at(40, 90))
      await table.setProps({ findings: [{ finding: makeFinding(7, { anomaly_score: 0.9 }), isSettled: true }, ...many(3)] })
      await settle()
      expect(rowsOf(table).map(row => row.attributes('href'))).toEqual(['?line=1', '?line=2', '?line=3'])
      releaseOn(rowsOf(table)[1]?.element ?? document.body, 40, 90)
      await settle()
      expect(table.emitted('select')).toBeUndefined() // the browser's own click does
      expect(rowsOf(table)[0]?.attributes('href')).toBe('?line=7')
      table.element.remove()
    })

    it('selects the pressed row when it has moved from under the pointer', async () => {
      const table = await mountTable()
      await rowsOf(table)[1]?.trigger('pointerdown', at(40, 90))
      releaseOn(document.body, 42, 91)
      expect(table.emitted('select')).toEqual([[2]])
      releaseOn(document.body, 42, 91)
      expect(table.emitted('select')).toEqual([[2]])
    })

    it.each([
      ['the pointer moved away', {}, 140],
      ['another button was pressed', { button: 2 }, 90],
      ['the click opens a new tab', { ctrlKey: true }, 90],
    ])('selects nothing where %s', async (_, more, y) => {
      const table = await mountTable()
      await rowsOf(table)[1]?.trigger('pointerdown', at(40, 90, more))
      releaseOn(document.body, 40, y)
      expect(table.emitted('select')).toBeUndefined()
    })

    it('forgets a press that became a scroll', async () => {
      const table = await mountTable()
      await rowsOf(table)[1]?.trigger('pointerdown', at(40, 90))
      window.dispatchEvent(new PointerEvent('pointercancel', at(40, 90)))
      releaseOn(document.body, 40, 90)
      expect(table.emitted('select')).toBeUndefined()
    })
  })

  it('shows new findings at once while nobody reads', async () => {
    const table = await mountTable()
    await table.trigger('pointermove', { movementX: 3, movementY: 0 })
    await table.trigger('pointerleave')
    await table.setProps({ findings: many(4) })
    await settle()
    expect(rowsOf(table)).toHaveLength(4)
  })
})
