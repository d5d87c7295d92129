import type { SignalKind } from '#shared/anomaly'
import { decodeColumns } from '../columns'
import { templateId } from '../model'
import type { Place } from '../text/chunker'
import { CONTINUATION } from '../templates/learner'
import { decodeCandidates, type CandidateRow } from './candidates'
import { candidateNames } from './decide'
import { scoreOf } from './score'

/** How the names of candidates begin that mean single lines of an event. */
const NEW: SignalKind = 'new_template'

/** What became of a line. */
export interface LineMark {
  template_id: string
  /** 0..1 */
  score: number
  is_anomaly: boolean
  /** Template and leading signal: the row in which a person sees it. */
  group: string
}

/**
 * Marks lines `firstLine` … `lastLine` (absolute numbers, inside the chunk). A line that continues an event is marked as the event is,
 * but for an event that is only new against a known-good log: there each line counts for itself.
 * @param decisions of the job; they name the leading signals.
 */
export function markLines(columns: Uint8Array, candidates: Uint8Array, decisions: Uint8Array, place: Place, firstLine: number, lastLine: number): LineMark[] {
  const { signatures } = decodeColumns(columns)
  const { templateKeys, strengths, rows } = decodeCandidates(candidates)
  const rowAt = new Map<number, CandidateRow>(rows.map(row => [row.lineIndex, row]))
  const names = rows.some(row => row.isOdd) ? candidateNames(decisions) : []
  const marks: LineMark[] = []
  for (let index = firstLine - place.firstLine; index <= lastLine - place.firstLine; index++) {
    let start = index
    while (start > 0 && signatures[start] === CONTINUATION) start--
    const signature = signatures[start]
    const id = templateId(templateKeys[signature])
    const whole = rowAt.get(start)
    const own = rowAt.get(index)
    const isNewOnly = whole !== undefined && names[whole.evidence[0]]?.startsWith(NEW) === true
    const row = own?.isOdd ? own : isNewOnly ? own : whole
    const isOdd = row?.isOdd ?? false
    marks.push({ template_id: id, score: scoreOf(row?.strength ?? strengths[signature]), is_anomaly: isOdd, group: isOdd && row ? `${id}/${names[row.evidence[0]]}` : id })
  }
  return marks
}
