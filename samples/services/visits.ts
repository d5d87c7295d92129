import type { PlannedIncident } from '../incidents'
import type { Random } from '../random'
import { weighted } from './line'
import type { Line, Step, Subject, Visit } from './line'

/** A line whose turn has come; with the incident that it makes or completes. */
export interface Turn { line: Line, subject: Subject, incident: PlannedIncident | null }

interface Running { steps: readonly Step[], at: number, left: number, subject: Subject, incident: PlannedIncident | null }

/** `atOnce` visits whose lines mix: where one ends, another begins. */
export function openVisits(visits: readonly Visit[], atOnce: number, newSubject: (random: Random) => Subject, random: Random) {
  const draw = weighted(visits.map((visit): [Visit, number] => [visit, visit.weight]))
  const odd = new Map<Visit, { steps: readonly Step[], incident: PlannedIncident }>()
  const running = Array.from({ length: atOnce }, begin)

  function begin(): Running {
    const visit = draw(random)
    const other = odd.get(visit)
    if (other) odd.delete(visit)
    return { steps: other?.steps ?? visit.steps, at: 0, left: -1, subject: newSubject(random), incident: other?.incident ?? null }
  }

  return {
    /** The next visit of this kind takes other steps; its last line completes the incident. */
    change(visit: Visit, steps: readonly Step[], incident: PlannedIncident) {
      odd.set(visit, { steps, incident })
    },
    next(): Turn {
      for (;;) {
        const index = random.below(running.length)
        const visit = running[index]
        if (visit.at === visit.steps.length) {
          running[index] = begin()
          continue
        }
        const line = nextLine(visit, random)
        if (!line) continue
        const isOver = visit.at === visit.steps.length
        if (isOver) running[index] = begin()
        return { line, subject: visit.subject, incident: isOver ? visit.incident : null }
      }
    },
  }
}

/** The line of the visit's step; null where this visit leaves the step out. */
function nextLine(visit: Running, random: Random): Line | null {
  const step = visit.steps[visit.at]
  if (visit.left < 0) visit.left = step.share < 1 && !random.chance(step.share) ? 0 : random.between(step.least, step.most)
  const isWritten = visit.left > 0
  if (--visit.left <= 0) {
    visit.at++
    visit.left = -1
  }
  return isWritten ? step.line : null
}
