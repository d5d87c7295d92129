import type uPlot from 'uplot'
import { labelTimes } from './labelTimes'
import { TIMELINE_LOOKS } from './layTimeline'
import type { LaidTimeline } from './layTimeline'

const HEIGHT_PX = 110
const LEAST_DRAG_PX = 4
/** Room for a label of the time axis, a day with its year in the longest language. */
const LABEL_PX = 84

interface Drawing { language: string, onChoose: (from: number, to: number) => void }

/** Draws a timeline into an element. The chart's library comes with the first one. */
export async function drawTimeline(box: HTMLElement, laid: LaidTimeline, { language, onChoose }: Drawing): Promise<uPlot> {
  const [{ default: UPlot }] = await Promise.all([import('uplot'), import('uplot/dist/uPlot.min.css')])
  const colours = coloursOf(box)
  const grid = { stroke: colours.line, width: 1 }
  const axis = { stroke: colours.text, font: '11px system-ui, sans-serif', ticks: { show: false } }
  const whole = new Intl.NumberFormat(language, { notation: 'compact' })
  const bars = UPlot.paths.bars?.({ size: [0.9, 24, 2], align: 1 })
  return new UPlot({
    width: box.clientWidth,
    height: HEIGHT_PX,
    legend: { show: false },
    cursor: { y: false, points: { show: false }, drag: { x: true, y: false, setScale: false, dist: LEAST_DRAG_PX } },
    scales: { x: { time: laid.by === 'time', range: () => [laid.from, laid.to] }, y: { range: (_, __, most) => [0, Math.max(1, most)] }, findings: { range: (_, __, most) => [0, Math.max(1, most) * 1.4] } },
    axes: [
      {
        ...axis, size: 22, space: LABEL_PX, grid: { show: false },
        values: laid.by === 'time' ? (_, values, __, ___, step) => labelTimes(values, step, [laid.from, laid.to], language) : (_, values) => values.map(value => whole.format(value)),
      },
      { ...axis, size: 44, grid, splits: (_, __, ___, most) => [0, most], values: (_, values) => values.map(value => whole.format(value)) },
    ],
    series: [
      {},
      ...[colours.area, colours.warningArea, colours.severeArea].map(colour => ({ stroke: colour, fill: colour, width: 0, paths: UPlot.paths.stepped?.({ align: 1 }), points: { show: false } })),
      ...TIMELINE_LOOKS.toReversed().map(look => ({ scale: 'findings', fill: colours[look], stroke: colours[look], width: 0, paths: bars, points: { show: false } })),
    ],
    tzDate: seconds => UPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
    hooks: { setSelect: [chart => choose(chart, onChoose)], draw: [chart => drawMarks(chart, laid, colours.mark)] },
  }, [laid.starts, laid.lines.all, laid.lines.warning, laid.lines.severe, ...TIMELINE_LOOKS.toReversed().map(look => laid.stacked[look])], box)
}

function choose(chart: uPlot, onChoose: Drawing['onChoose']) {
  const { left, width } = chart.select
  if (width >= LEAST_DRAG_PX) onChoose(chart.posToVal(left, 'x'), chart.posToVal(left + width, 'x'))
}

/** Bursts as filled strips along the top, silences as empty ones. */
function drawMarks(chart: uPlot, { marks }: LaidTimeline, colour: string) {
  const { ctx, bbox } = chart
  ctx.save()
  ctx.fillStyle = ctx.strokeStyle = colour
  ctx.lineWidth = devicePixelRatio
  for (const { kind, from, to } of marks) {
    const left = Math.max(bbox.left, chart.valToPos(from, 'x', true))
    const width = Math.max(4 * devicePixelRatio, Math.min(bbox.left + bbox.width, chart.valToPos(to, 'x', true)) - left)
    if (kind === 'burst') ctx.fillRect(left, bbox.top, width, 5 * devicePixelRatio)
    else ctx.strokeRect(left, bbox.top + devicePixelRatio, width, 4 * devicePixelRatio)
  }
  ctx.restore()
}

function coloursOf(box: HTMLElement) {
  const style = getComputedStyle(box)
  const isDark = document.documentElement.classList.contains('dark')
  const own = (name: string) => style.getPropertyValue(name)
  return {
    text: own('--ui-text-muted'), line: own('--ui-border'), area: own('--ui-border-accented'), calm: own('--ui-primary'),
    warningArea: isDark ? '#a16207' : '#fcd34d', severeArea: isDark ? '#b91c1c' : '#fca5a5',
    warning: isDark ? '#fcd34d' : '#b45309', severe: isDark ? '#fca5a5' : '#b91c1c', mark: isDark ? '#fbbf24' : '#d97706',
  }
}
