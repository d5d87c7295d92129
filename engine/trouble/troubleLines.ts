import { usualSeverity, type SignatureRecord } from '../summary/summary'
import { SEVERITY_ERROR, SEVERITY_WARNING } from '../reading/levels/severity'
import { formOf, patternText, type Form } from './forms'

/** Lines that are looked at: those that come first by (weight of form, line). Chosen. */
const LINES_MAX = 4096
/** Least weight of a form that stands for itself, in nats. */
const LEAST_NATS = 0.5
/**
 * What a stated severity weighs, in nats: an error as much as trouble of the system, a warning no more than between a
 * word and a warning.
 */
const ERROR_NATS = 3, WARNING_NATS = 1.5

/** What a signature's lines say. */
export interface Wording extends Form {
  /** As patterns read it. */
  text: string
  /** Lines with it in the log. */
  count: number
}

/** A line that says trouble by itself. */
export interface TroubleLine {
  line: number
  wording: Wording
  /** Whether it is the first with its wording. */
  isFirst: boolean
}

/** What a log says in words of trouble. */
export interface Troubles {
  lines: TroubleLine[]
  /** By key of the signature, as far as those are kept apart. */
  wordings: Map<number, Wording>
}

function wordingOf(record: SignatureRecord, isEvent: boolean): Wording {
  const form = formOf(record.text)
  const severity = isEvent ? usualSeverity(record) : 0
  const nats = severity >= SEVERITY_ERROR ? Math.max(form.nats, ERROR_NATS) : severity === SEVERITY_WARNING ? Math.min(form.nats, WARNING_NATS) : form.nats
  return { ...form, nats, text: patternText(record.text), count: record.events }
}

/** First by weight of form, then by line. */
const byWeight = (a: TroubleLine, b: TroubleLine) => b.wording.nats - a.wording.nats || a.line - b.line

/**
 * Lines whose wording says trouble, of each wording those that a record keeps: the first ones and the last.
 * @param events records of events; `continued` those of lines that go on with one. Level 0 alone has whole texts.
 * @returns lines in ascending order, at most LINES_MAX.
 */
export function findTroubles(events: readonly { record: SignatureRecord, level: number }[], continued: readonly { record: SignatureRecord, level: number }[]): Troubles {
  const wordings = new Map<number, Wording>()
  const lines: TroubleLine[] = []
  const add = ({ record, level }: { record: SignatureRecord, level: number }, isEvent: boolean) => {
    if (level > 0) return
    const wording = wordingOf(record, isEvent)
    const known = wordings.get(record.key)
    wordings.set(record.key, known ? { ...wording, nats: Math.max(known.nats, wording.nats), count: known.count + wording.count } : wording)
    if (wording.nats < LEAST_NATS || wording.form === 0) return
    for (const line of new Set([...record.lines, record.lastLine])) lines.push({ line, wording, isFirst: line === record.lines[0] })
  }
  for (const one of events) add(one, true)
  for (const one of continued) add(one, false)
  return { lines: lines.sort(byWeight).slice(0, LINES_MAX).sort((a, b) => a.line - b.line), wordings }
}
