import { isoTime } from '../text/time'
import { FALSE_SHARE_NATS, type Candidate, type FindCandidates } from './signal'
import { stepsOf, timeGridOf } from './timeGrid'

/** Share of the steps with traffic in which a template must come to be missed. Chosen. */
const SHARE_MIN = 0.5
const STRENGTH_MAX = 30

/** Of templates that paused at the same time, the strongest stands for all: what fed them stopped once. */
function onePerPause(found: Omit<Candidate, 'margin'>[]): Omit<Candidate, 'margin'>[] {
  const kept: Omit<Candidate, 'margin'>[] = []
  const byStrength = [...found].sort((a, b) => b.signal.strength - a.signal.strength || a.cluster - b.cluster)
  for (const candidate of byStrength) if (!kept.some(other => overlaps(other.window, candidate.window))) kept.push(candidate)
  return kept.map(({ window: _, ...candidate }) => candidate)
}

function overlaps(a: [number, number] | undefined, b: [number, number] | undefined): boolean {
  return a !== undefined && b !== undefined && a[0] < b[1] && b[0] < a[1]
}

/**
 * Regular templates that stop for a while. Of the steps of the time grid in which other templates came, the template has a share p
 * (without its longest pause); a pause of r such steps has probability (1 - p)^r by chance, and with it surprise
 * -r ln(1 - p), less ln of the steps in which it could have been. The margin allows for the templates that are regular. Told at the first event after the pause.
 */
export const findSilences: FindCandidates = ({ clusters }) => {
  const grid = timeGridOf(clusters)
  if (!grid) return []
  const found: Omit<Candidate, 'margin'>[] = []
  let regular = 0
  clusters.forEach((cluster, index) => {
    if (cluster.isCoarse || cluster.events < grid.steps * SHARE_MIN / 2 || cluster.tokens.length === 0) return
    const steps = stepsOf(cluster, grid)
    if (steps.length === 0) return // its lines have no time
    const own = new Map(steps.map(({ step, count }) => [step, count]))
    // only where the others go on is a pause its own
    let traffic = 0
    let pause = { from: 0, steps: 0, end: 0 }
    let run = { from: 0, steps: 0 }
    for (let step = steps[0].step; step <= steps[steps.length - 1].step; step++) {
      const has = own.has(step)
      if (grid.total[step] - (own.get(step) ?? 0) > 0 || has) traffic++
      if (has) {
        if (run.steps > pause.steps) pause = { ...run, end: step }
        run = { from: step + 1, steps: 0 }
      }
      else if (grid.total[step] > 0) run.steps++
    }
    const share = steps.length / Math.max(1, traffic - pause.steps)
    if (share < SHARE_MIN) return
    regular++
    const after = steps.find(({ step }) => step === pause.end)
    if (pause.steps < 2 || !after) return
    // of so many places where it could have paused
    const surprise = -pause.steps * Math.log(1 - Math.min(share, 1 - 1 / traffic)) - Math.log(grid.steps)
    if (surprise <= 0) return
    const from = (grid.first + pause.from) * grid.stepSeconds * 1000
    found.push({
      cluster: index, slot: 'time', lines: [after.line], window: [from, (grid.first + pause.end) * grid.stepSeconds * 1000], events: 1,
      signal: { kind: 'silence', strength: Math.min(STRENGTH_MAX, surprise), detail: { from: isoTime(from), seconds: (pause.end - pause.from) * grid.stepSeconds, step_seconds: grid.stepSeconds, share: Math.min(1, share) } },
    })
  })
  return onePerPause(found).map(candidate => ({ ...candidate, margin: candidate.signal.strength - Math.log(regular) - FALSE_SHARE_NATS }))
}
