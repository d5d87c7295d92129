import type { SignalKind } from '#shared/anomaly'
import { decodeColumns } from '../summary/columns'
import { templateId } from '../summary/model'
import type { Place } from '../text/chunker'
import { CONTINUATION } from '../templates/LineTable'
import { SPAN_MAX } from '../trouble/blocks'
import { decodeCandidates, type CandidateRow } from './candidates'
import { groupName, isBlockName, lineKey, lineNames, type LineNames } from './decide'
import { scoreOf } from './score'

/** How the names of candidates begin that mean single lines of an event. */
const NEW: SignalKind = 'new_template'

/** What became of a line. */
export interface LineMark {
  template_id: string
  /** 0..1 */
  score: number
  is_anomaly: boolean
  /** Whether it is a rare message beyond the dozen that are rows of their own. */
  is_folded: boolean
  /** Template and leading signal of the finding, or the block; of that under which it is told, where it says the same thing. */
  group: string
}

/**
 * Marks lines `firstLine` … `lastLine` (absolute numbers, inside the chunk). A line that continues an event is marked as the event is,
 * if it is one of its first SPAN_MAX, but for an event that is only new against a known-good log, or part of a block: there each line counts for itself.
 * @param decisions of the job; they name the leading signals.
 */
export function markLines(columns: Uint8Array, candidates: Uint8Array, decisions: Uint8Array, place: Place, firstLine: number, lastLine: number): LineMark[] {
  const { signatures } = decodeColumns(columns)
  const { templateKeys, strengths, rows } = decodeCandidates(candidates)
  const rowAt = new Map<number, CandidateRow>(rows.map(row => [row.lineIndex, row]))
  const { names, folds }: LineNames = rows.some(row => row.isOdd) ? lineNames(decisions) : { names: [], folds: {} }
  const marks: LineMark[] = []
  let start = firstLine - place.firstLine
  while (start > 0 && signatures[start] === CONTINUATION) start--
  for (let index = firstLine - place.firstLine; index <= lastLine - place.firstLine; index++) {
    if (signatures[index] !== CONTINUATION) start = index
    const signature = signatures[start]
    const id = templateId(templateKeys[signature])
    const whole = rowAt.get(start)
    const own = rowAt.get(index)
    const led = whole === undefined ? '' : names[whole.evidence[0]] ?? ''
    const isAlone = led.startsWith(NEW) || isBlockName(led)
    const row = own?.isOdd || isAlone || index - start >= SPAN_MAX ? own : whole
    const score = scoreOf(row?.strength ?? strengths[signature])
    if (row?.isOdd !== true) {
      marks.push({ template_id: id, score, is_anomaly: false, is_folded: false, group: id })
      continue
    }
    const [leading] = row.evidence
    const folded = folds[lineKey(row.template, leading)]
    const group = folded ?? folds[lineKey(null, leading)] ?? groupName(id, names[leading])
    marks.push({ template_id: id, score, is_anomaly: true, is_folded: folded === null, group })
  }
  return marks
}
