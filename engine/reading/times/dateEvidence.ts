import { MS_A_DAY } from './calendar'
import type { DateOrder } from './dateOrder'
import type { TimeReader } from './TimeReader'

/** What the dates of many lines say under one order. */
export interface OrderEvidence {
  order: DateOrder
  /** Lines whose date no calendar has under this order. */
  impossible: number
  /** Lines more than a day after the reference. */
  future: number
  /** Days since 1970-01-01; Infinity and -Infinity without a line. */
  lowestDay: number
  highestDay: number
}

/** What the dates of many lines say about the order of their parts. Only dates whose order is open count. */
export interface DateEvidence {
  lines: number
  /** Lowest and highest of each part. */
  lowest: [number, number, number]
  highest: [number, number, number]
  /** One for each open order, the preferred first. */
  readings: OrderEvidence[]
}

const SPAN_RATIO = 2 // chosen: under the wrong order days of one month lie months apart

export function emptyEvidence(orders: readonly DateOrder[]): DateEvidence {
  const never = Number.POSITIVE_INFINITY
  return {
    lines: 0,
    lowest: [never, never, never],
    highest: [-never, -never, -never],
    readings: orders.map(order => ({ order, impossible: 0, future: 0, lowestDay: never, highestDay: -never })),
  }
}

/**
 * Adds the date that the reader has just read, if its order is open. An order that the reader leaves out has no such
 * date.
 */
export function noteDate(evidence: DateEvidence, reader: TimeReader, referenceTimeMs: number): void {
  if (!reader.isOpen) return
  const { a, b, c } = reader.date
  const { lowest, highest, readings } = evidence
  const lastDay = Math.floor(referenceTimeMs / MS_A_DAY) + 1
  evidence.lines++
  if (a < lowest[0]) lowest[0] = a
  if (b < lowest[1]) lowest[1] = b
  if (c < lowest[2]) lowest[2] = c
  if (a > highest[0]) highest[0] = a
  if (b > highest[1]) highest[1] = b
  if (c > highest[2]) highest[2] = c
  for (const reading of readings) {
    const day = reader.dayBy(reading.order)
    if (Number.isNaN(day)) {
      reading.impossible++
      continue
    }
    if (day > lastDay) reading.future++
    if (day < reading.lowestDay) reading.lowestDay = day
    if (day > reading.highestDay) reading.highestDay = day
  }
}

const lower = (a: number, b: number) => a < b ? a : b
const higher = (a: number, b: number) => a > b ? a : b

/**
 * Merges evidence of the same orders: associative, commutative, `emptyEvidence` is neutral. Changes neither
 * argument.
 */
export function mergeEvidence(a: DateEvidence, b: DateEvidence): DateEvidence {
  const [l0, l1, l2] = a.lowest, [h0, h1, h2] = a.highest
  return {
    lines: a.lines + b.lines,
    lowest: [lower(l0, b.lowest[0]), lower(l1, b.lowest[1]), lower(l2, b.lowest[2])],
    highest: [higher(h0, b.highest[0]), higher(h1, b.highest[1]), higher(h2, b.highest[2])],
    readings: a.readings.map((reading, k) => {
      const other = b.readings[k]
      return {
        order: reading.order,
        impossible: reading.impossible + other.impossible,
        future: reading.future + other.future,
        lowestDay: lower(reading.lowestDay, other.lowestDay),
        highestDay: higher(reading.highestDay, other.highestDay),
      }
    }),
  }
}

const spanOf = ({ lowestDay, highestDay }: OrderEvidence) => higher(1, highestDay - lowestDay + 1)

/** Negative where the first reading fits better, positive where the second does, 0 where nothing tells. */
function compareReadings(a: OrderEvidence, b: OrderEvidence, backOfA: number, backOfB: number): number {
  if (a.impossible !== b.impossible) return a.impossible - b.impossible
  if (a.future !== b.future) return a.future - b.future
  const spanA = spanOf(a), spanB = spanOf(b)
  if (spanA >= spanB * SPAN_RATIO || spanB >= spanA * SPAN_RATIO) return spanA - spanB
  return backOfA - backOfB
}

/**
 * Position of the order that fits best: the fewest impossible dates, then the fewest in the future, then days that
 * lie close together, then the fewest steps back; what nothing tells is the preferred one.
 * @param stepsBack for each order, if the caller counts them.
 */
export function pickOrder({ readings }: DateEvidence, stepsBack: readonly number[] = []): number {
  let best = 0
  for (let k = 1; k < readings.length; k++) {
    if (compareReadings(readings[k], readings[best], stepsBack[k] ?? 0, stepsBack[best] ?? 0) < 0) best = k
  }
  return best
}

/** Whether the evidence prefers the order at that position to all others. */
export function isOrderTold({ readings }: DateEvidence, best: number): boolean {
  return readings.every((reading, k) => k === best || compareReadings(readings[best], reading, 0, 0) < 0)
}
