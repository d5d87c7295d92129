import { type DateEvidence, emptyEvidence, mergeEvidence, noteDate } from './dateEvidence'
import { DATE_ORDERS } from './dateOrder'
import type { TimeReader } from './TimeReader'

/** Counts what the dates of a chunk say about the order of their parts; lines of one date cost nearly nothing. */
export class DateTally {
  private evidence = emptyEvidence(DATE_ORDERS)
  private before = emptyEvidence(DATE_ORDERS)
  private a = -1
  private b = -1
  private c = -1

  constructor(private readonly referenceTimeMs: number) {}

  clear(): void {
    this.evidence = emptyEvidence(DATE_ORDERS)
    this.a = this.b = this.c = -1
  }

  /** Adds the date that the reader has just read. */
  add(reader: TimeReader): void {
    if (!reader.isOpen) return
    const { evidence, before } = this
    const { a, b, c } = reader.date
    if (a === this.a && b === this.b && c === this.c) {
      evidence.lines++
      for (let k = 0; k < evidence.readings.length; k++) {
        evidence.readings[k].impossible += before.readings[k].impossible
        evidence.readings[k].future += before.readings[k].future
      }
      return
    }
    this.a = a
    this.b = b
    this.c = c
    this.before = emptyEvidence(DATE_ORDERS)
    noteDate(this.before, reader, this.referenceTimeMs)
    this.evidence = mergeEvidence(evidence, this.before)
  }

  /** What was counted since `clear`; null if no date was open. */
  result(): DateEvidence | null {
    return this.evidence.lines === 0 ? null : this.evidence
  }
}
