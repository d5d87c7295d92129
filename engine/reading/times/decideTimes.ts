import { type DateEvidence, emptyEvidence, noteDate, pickOrder } from './dateEvidence'
import { fullYear, MS_A_DAY } from './calendar'
import type { ZoneRules } from './assumedZone'
import type { CommaFraction } from './clock'
import { DATE_ORDERS, type DateOrder, SHORT } from './dateOrder'
import { decideLanguage } from './decideLanguage'
import { digitsAt, intAt } from './digits'
import type { TimeSettings } from './settings'
import { TimeReader } from './TimeReader'

const COMMA = 44, DOT = 46
const NEARLY_ALL = .95 // chosen
const FOREIGN = .02 // chosen: so few lines may have been written by another program
const PADDED_MIN_LINES = 60 // a tenth of all fractions begin with 0: .9^60 is 2 in 1,000
const CONSTANT_MIN_LINES = 20 // chosen: so many lines are not all written in one and the same millisecond
const DIGITS_MAX = 10 // one more than a fraction may have
const MS_A_YEAR = 365.25 * MS_A_DAY

/** What a sample tells about how its times are read. */
export type DecidedTimes =
  Pick<TimeSettings, 'orders' | 'language' | 'commaFraction' | 'datesAlone' | 'unpaddedClocks' | 'hexEpoch'>

/** What is known of a log's times before they are looked at. */
export interface GivenTimes {
  /** Epoch milliseconds, when the file was written, about. */
  referenceTimeMs: number
  /** Of times that have none; UTC if left out. */
  zone?: ZoneRules
  /** Of dates of numbers; decided if left out. */
  order?: DateOrder
}

/** How the times of a sample are read: what was given stands, the rest is decided as by `decideTimes`. */
export function timesAsGiven(buf: Uint8Array, starts: readonly number[], at: readonly number[], { referenceTimeMs, zone, order }: GivenTimes): TimeSettings {
  return {
    referenceTimeMs,
    ...decideTimes(buf, starts, at, referenceTimeMs),
    ...(order === undefined ? {} : { orders: [order] }),
    ...(zone === undefined ? {} : { zone }),
  }
}

/**
 * Decides by the sample how its times are read. Orders that few lines contradict stay open, the best first.
 * @param at where a time is in the line of the same index of `starts`, -1 for none.
 * @param referenceTimeMs when the file was written, about: years near it are likelier.
 */
export function decideTimes(
  buf: Uint8Array, starts: readonly number[], at: readonly number[], referenceTimeMs: number,
): DecidedTimes {
  const language = decideLanguage(buf, starts)
  const places = at.filter(p => p >= 0)
  const commaFraction = decideComma(buf, places, language, referenceTimeMs)
  const reader = new TimeReader({
    orders: DATE_ORDERS, referenceTimeMs, language, commaFraction, datesAlone: true, unpaddedClocks: true,
  })
  const evidence = emptyEvidence(DATE_ORDERS)
  const travel = DATE_ORDERS.map(() => 0)
  const before = DATE_ORDERS.map(() => Number.NaN)
  const seen = { dates: 0, shortClocks: 0, open: 0, dots: 0, halves: 0, shorts: 0 }
  for (const p of places) {
    if (reader.read(buf, p) < 0) continue
    if (reader.kind === 'date') seen.dates++
    if (reader.kind === 'clock') seen.shortClocks += digitsAt(buf, p, 2) === 1 ? 1 : 0
    if (!reader.isOpen) continue
    seen.open++
    if (reader.date.shape >= SHORT - 2) seen.shorts++
    if (buf[p + digitsAt(buf, p, 2)] === DOT) seen.dots++
    if (reader.hasHalf) seen.halves++
    noteDate(evidence, reader, referenceTimeMs)
    noteTravel(reader, before, travel)
  }
  return {
    language, commaFraction,
    orders: seen.open === 0
      ? ['ymd']
      : openOrders(evidence, travel, preferred(evidence, seen, language), seen.shorts > 0),
    ...(seen.dates * 2 > places.length ? { datesAlone: true } : {}),
    ...(seen.shortClocks > 0 ? { unpaddedClocks: true } : {}),
    ...(isHex(buf, places) ? { hexEpoch: true } : {}),
  }
}

/** Adds the days between this line's date and the one before under each order, which are fewest under the true one. */
function noteTravel(reader: TimeReader, before: number[], travel: number[]): void {
  for (let k = 0; k < travel.length; k++) {
    const ms = reader.msBy(k)
    if (Number.isNaN(ms)) continue
    if (!Number.isNaN(before[k])) travel[k] += Math.abs(Math.floor(ms / MS_A_DAY) - Math.floor(before[k] / MS_A_DAY))
    before[k] = ms
  }
}

/** The orders from the likeliest on by what is usual, before the lines are asked. */
function preferred(
  { lowest, highest, readings }: DateEvidence, seen: { open: number, dots: number, halves: number },
  language: string | null,
): DateOrder[] {
  const isForeign = language !== null && language !== 'en'
  const isDayFirst = seen.dots * 2 > seen.open || (isForeign && seen.halves * 2 <= seen.open)
  const ends: DateOrder[] = isDayFirst ? ['dmy', 'mdy'] : ['mdy', 'dmy']
  // of two digits that may be the year, those near the year of the readings' latest day that is not in the future
  const days = readings.map(reading => reading.highestDay).filter(Number.isFinite)
  const latest = 1970 + Math.max(0, ...days) * MS_A_DAY / MS_A_YEAR
  const distance = (low: number, high: number) =>
    low > 99 || high < 0 ? Number.POSITIVE_INFINITY : Math.abs(latest - fullYear(high)) + (high - low)
  return distance(lowest[2], highest[2]) + 1 < distance(lowest[0], highest[0]) ? [...ends, 'ymd'] : ['ymd', ...ends]
}

function openOrders(
  evidence: DateEvidence, travel: readonly number[], preferences: DateOrder[], hasShort: boolean,
): DateOrder[] {
  const fewest = Math.min(...evidence.readings.map(reading => reading.impossible))
  const isOpen = (order: DateOrder) => {
    const { impossible } = evidence.readings[DATE_ORDERS.indexOf(order)]
    return (hasShort || order !== 'ymd') && impossible <= fewest + (fewest === 0 ? 1 : 0) + FOREIGN * evidence.lines
  }
  const orders = preferences.filter(isOpen)
  const own = { ...evidence, readings: orders.map(order => evidence.readings[DATE_ORDERS.indexOf(order)]) }
  const best = orders[pickOrder(own, orders.map(order => travel[DATE_ORDERS.indexOf(order)]))]
  return [best, ...orders.filter(order => order !== best)]
}

/**
 * Whether digits behind a comma are fractions of a second: of one width, 3, 6 or 9, in nearly all lines, some with a
 * zero in front, and spread over their range. `line` where the sample has too few.
 */
function decideComma(
  buf: Uint8Array, places: readonly number[], language: string | null, referenceTimeMs: number,
): CommaFraction {
  const reader = new TimeReader({
    orders: DATE_ORDERS, referenceTimeMs, language, commaFraction: 'no', unpaddedClocks: true,
  })
  const widths = new Array<number>(DIGITS_MAX + 1).fill(0)
  let lines = 0, padded = 0, listed = 0, lowest = 1, highest = 0
  for (const p of places) {
    const q = reader.read(buf, p)
    if (q < 0 || buf[q] !== COMMA) continue
    const n = digitsAt(buf, q + 1, DIGITS_MAX)
    if (n === 0) continue
    lines++
    widths[n]++
    if (n > 1 && buf[q + 1] === 48) padded++
    if (buf[q + 1 + n] === COMMA) listed++
    const share = intAt(buf, q + 1, n) / 10 ** n
    lowest = Math.min(lowest, share)
    highest = Math.max(highest, share)
  }
  if (lines < 2) return 'line'
  if (widths[DIGITS_MAX] * 2 > lines) return 'no'
  const isEven = widths[3] + widths[6] + widths[9] >= NEARLY_ALL * lines && Math.max(...widths) >= NEARLY_ALL * lines
  // a column of a list with one value, or a clock that stands still
  if (lines >= CONSTANT_MIN_LINES && highest === lowest && highest > 0) return listed * 2 > lines ? 'no' : 'line'
  if (padded > 0) return isEven || padded >= lines * .02 ? (isEven ? 'yes' : 'line') : 'no'
  if (!isEven || lines >= PADDED_MIN_LINES) return 'no'
  return highest - lowest >= .5 ? 'yes' : 'line'
}

/** Whether nearly all places have eight hex digits that grow as seconds do. */
function isHex(buf: Uint8Array, places: readonly number[]): boolean {
  if (places.length < 3) return false
  const reader = new TimeReader({ orders: ['ymd'], referenceTimeMs: 0, language: null, hexEpoch: true })
  let read = 0, steps = 0, before = Number.NEGATIVE_INFINITY
  for (const p of places) {
    const q = reader.read(buf, p)
    if (q !== p + 8 && q !== p + 10) continue
    read++
    if (reader.ms >= before && reader.ms <= before + MS_A_YEAR) steps++
    before = reader.ms
  }
  return read >= NEARLY_ALL * places.length && steps >= NEARLY_ALL * (read - 1)
}
