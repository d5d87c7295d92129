import { vi } from 'vitest'

/** Gives every element a size: the test's DOM has no layout, and a windowed list shows what fits. */
export function giveLayout(height = 640, width = 800) {
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(height)
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(width)
}

/** The test's DOM has no canvas to draw on: the chart's library draws nothing here, the end-to-end tests look at it. */
export function standInForCharts() {
  class Chart {
    static readonly paths = {}
    readonly over = document.createElement('div')
    readonly height = 0
    setSelect() {}
    setSize() {}
    valToPos() { return 0 }
    destroy() {}
  }
  return { default: Chart }
}

/** Waits until what was under way has been shown. */
export async function settle(turns = 6) {
  for (let turn = 0; turn < turns; turn += 1) await new Promise(resolve => setTimeout(resolve, 0))
}
