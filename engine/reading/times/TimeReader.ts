import { isDigit } from '../../text/scan'
import { AssumedZone } from './assumedZone'
import { ClockReader } from './clock'
import { DateReader, yearBehind } from './date'
import { type DateOrder, NAMED, PLAIN } from './dateOrder'
import { digitsAt, intAt, isWordByte } from './digits'
import { EpochReader } from './epoch'
import { gapAt } from './gap'
import { MONTH, NameTable, WEEKDAY } from './names'
import { ResolvedDate } from './ResolvedDate'
import type { TimeSettings } from './settings'
import { ZoneReader } from './zone'

const DOT = 46, COLON = 58, QUOTE = 34, APOSTROPHE = 39, AT = 64
const DIGITS_MAX = 24 // beyond all forms

/**
 * Recognises a time that begins at a byte position, in the forms that
 * tests/unit/engine/reading/times/timePatterns.ts lists. An instance holds the settings, what it read last and the
 * date before, which is mostly that of the next line.
 */
export class TimeReader {
  /** Epoch milliseconds under the first order that has the date; NaN for a clock alone. */
  ms = Number.NaN
  kind: 'instant' | 'clock' | 'date' = 'instant'

  readonly date: DateReader
  readonly clock: ClockReader
  private readonly names: NameTable
  private readonly zone = new ZoneReader()
  private readonly epoch: EpochReader
  private readonly resolved: ResolvedDate
  private readonly assumed: AssumedZone
  /** Of the time read last, where it had no zone. */
  private assumedMs = 0
  /** Whether it was a count since 1970. */
  private isCounted = false

  constructor(private readonly settings: TimeSettings) {
    this.names = new NameTable(settings.language)
    this.date = new DateReader(this.names)
    this.clock = new ClockReader(this.names, settings.commaFraction ?? 'line')
    this.epoch = new EpochReader(settings.commaFraction === 'yes')
    this.resolved = new ResolvedDate(settings.orders, settings.referenceTimeMs)
    this.assumed = new AssumedZone(settings.zone)
  }

  /** Time of day as it is written, in milliseconds; NaN without a clock and for counts since 1970. */
  get clockMs(): number {
    return this.isCounted || this.kind === 'date' ? Number.NaN : this.clock.ms
  }

  get zoned(): boolean {
    return this.isCounted || (this.kind !== 'date' && this.zone.zoned)
  }

  /** The zone that was written, milliseconds east of UTC, or else the one of the settings. */
  get offsetMs(): number {
    if (this.isCounted) return 0
    return this.zoned ? this.zone.offsetMs : this.assumedMs
  }

  get hasYear(): boolean {
    return this.isCounted || (this.kind !== 'clock' && this.resolved.hasYear)
  }

  /** Whether the order of the date's parts is open, so that `msBy` differs. */
  get isOpen(): boolean {
    return !this.isCounted && this.kind !== 'clock' && this.resolved.isOpen
  }

  /** Whether the clock has a half of the day. */
  get hasHalf(): boolean {
    return !this.isCounted && this.kind !== 'date' && this.clock.hasHalf
  }

  get fractionDigits(): number {
    if (this.isCounted) return this.epoch.fractionDigits
    return this.kind === 'date' ? 0 : this.clock.fractionDigits
  }

  /** Nanoseconds beyond `ms`, 0..999,999. */
  get subMsNs(): number {
    if (this.isCounted) return this.epoch.subMsNs
    return this.kind === 'date' ? 0 : this.clock.subMsNs
  }

  /** Epoch milliseconds under the k-th open order; NaN where no calendar has that date, and for a clock alone. */
  msBy(k: number): number {
    if (this.kind === 'clock') return Number.NaN
    if (this.isCounted) return this.ms
    const localMs = this.resolved.msBy[k] + (this.kind === 'date' ? 0 : this.clockMs)
    return localMs - (this.zoned ? this.zone.offsetMs : this.assumed.offsetAt(localMs))
  }

  /** Days since 1970-01-01 of the date under an order; NaN where no calendar has it or the order is not open. */
  dayBy(order: DateOrder): number {
    return this.resolved.openDayBy(order)
  }

  /**
   * Reads the time at p, also between quotes. The buffer must hold 64 bytes beyond the line, the first of them LF.
   * @returns the position after it, -1 where none begins; the fields are of it only if it is read.
   */
  read(buf: Uint8Array, p: number): number {
    const byte = buf[p]
    if (byte >= 48 && byte <= 57) {
      const iso = this.plainIso(buf, p)
      if (iso >= 0) return iso
      const named = this.plainNamed(buf, p)
      return named >= 0 ? named : this.digitsFirst(buf, p)
    }
    if (byte >= 128 || ((byte | 32) >= 97 && (byte | 32) <= 122)) return this.lettersFirst(buf, p)
    if (byte === AT) return this.counted(this.epoch.readTai(buf, p))
    if ((byte !== QUOTE && byte !== APOSTROPHE) || buf[p + 1] === byte || buf[p + 1] === QUOTE) return -1
    const q = buf[p + 1] === APOSTROPHE ? -1 : this.read(buf, p + 1)
    return q >= 0 && buf[q] === byte ? q + 1 : -1
  }

  /** `2026-01-02 03:04:05`, with `T` or slashes too: most logs. */
  private plainIso(buf: Uint8Array, p: number): number {
    const mark = buf[p + 4]
    if ((mark !== 45 && mark !== 47) || buf[p + 7] !== mark || (buf[p + 10] !== 32 && buf[p + 10] !== 84)) return -1
    const y0 = buf[p] - 48, y1 = buf[p + 1] - 48, y2 = buf[p + 2] - 48, y3 = buf[p + 3] - 48
    const o0 = buf[p + 5] - 48, o1 = buf[p + 6] - 48, d0 = buf[p + 8] - 48, d1 = buf[p + 9] - 48
    // a difference below 0 has its high bits set, one above 9 exceeds 9
    if ((y0 | y1 | y2 | y3 | o0 | o1 | d0 | d1) < 0 || y0 > 9 || y1 > 9 || y2 > 9 || y3 > 9) return -1
    if (o0 > 9 || o1 > 9 || d0 > 9 || d1 > 9) return -1
    this.resolved.take(PLAIN, y0 * 1000 + y1 * 100 + y2 * 10 + y3, o0 * 10 + o1, d0 * 10 + d1)
    return this.plainClock(buf, p + 11)
  }

  /** `10/Oct/2000:13:55:36`, with hyphens or blanks too: access logs. */
  private plainNamed(buf: Uint8Array, p: number): number {
    if (buf[p + 2] !== buf[p + 6] || (buf[p + 11] !== COLON && buf[p + 11] !== 32) || buf[p + 3] < 65) return -1
    if (digitsAt(buf, p + 7, 5) !== 4 || !isDigit(buf[p + 1])) return -1
    if (this.names.find(buf, p + 3, MONTH) !== p + 6) return -1
    this.resolved.take(PLAIN, intAt(buf, p + 7, 4), this.names.value, intAt(buf, p, 2))
    return this.plainClock(buf, p + 12)
  }

  /** The clock at p of the date that was just taken. */
  private plainClock(buf: Uint8Array, p: number): number {
    const q = this.clock.readPlain(buf, p)
    if (q < 0) return -1
    const after = this.zone.read(buf, q, false)
    this.kind = 'instant'
    this.isCounted = false
    this.ms = this.utcOf(this.resolved.firstMs + this.clock.ms)
    return Number.isNaN(this.ms) ? -1 : after
  }

  private digitsFirst(buf: Uint8Array, p: number): number {
    if (buf[p + 2] === COLON || buf[p + 1] === COLON) {
      const clock = this.clockFirst(buf, p)
      if (clock >= 0) return clock
    }
    const n = digitsAt(buf, p, DIGITS_MAX)
    if (n >= 10) return this.longNumber(buf, p, n)
    const isExponent = n === 1 && buf[p + 1] === DOT && digitsAt(buf, p + 2, 5) === 5
    if (isExponent) return this.counted(this.epoch.readExponent(buf, p))
    const q = this.dateFirst(buf, p)
    return q < 0 && this.settings.hexEpoch ? this.counted(this.epoch.readHex(buf, p)) : q
  }

  private lettersFirst(buf: Uint8Array, p: number): number {
    if (isDigit(buf[p + 1])) {
      const glog = this.glog(buf, p)
      return glog < 0 && this.settings.hexEpoch ? this.counted(this.epoch.readHex(buf, p)) : glog
    }
    const q = this.names.mayBeginDate(buf, p) ? this.dateFirst(buf, p) : -1
    if (q >= 0) return q
    if (this.settings.hexEpoch && (buf[p] | 32) <= 102) return this.counted(this.epoch.readHex(buf, p))
    return buf[p] >= 128 ? this.clockFirst(buf, p) : -1
  }

  private longNumber(buf: Uint8Array, p: number, n: number): number {
    if (n === 10 || n === 13 || n === 16 || n === 19) return this.counted(this.epoch.read(buf, p, n))
    if (n !== 14 && n !== 17 && n !== 20) return -1
    // 20260102030405, with the fraction's digits behind it or behind a dot
    if (!this.clock.readCompact(buf, p + 8, n - 14)) return -1
    const q = n === 14 ? this.clock.readFraction(buf, p + n) : p + n
    if (isWordByte(buf[q]) && buf[q] !== 90) return -1
    this.date.plain(p + 8, intAt(buf, p, 4), intAt(buf, p + 4, 2), intAt(buf, p + 6, 2))
    return this.finish(buf, q)
  }

  /** Takes what the reader of counts has read; q, which may be -1. */
  private counted(q: number): number {
    if (q < 0) return q
    this.kind = 'instant'
    this.isCounted = true
    this.ms = this.epoch.ms
    return q
  }

  /** `I0310 12:00:00.123456` and `I20260310 …`: a letter before the date. */
  private glog(buf: Uint8Array, p: number): number {
    const letter = buf[p]
    if (letter !== 73 && letter !== 87 && letter !== 69 && letter !== 70 && letter !== 68) return -1
    const n = digitsAt(buf, p + 1, 9)
    if ((n !== 4 && n !== 8) || buf[p + n + 1] !== 32 || buf[p + n + 4] !== COLON) return -1
    const q = this.clock.read(buf, p + n + 2)
    if (q < 0) return -1
    const month = intAt(buf, p + n - 3, 2), day = intAt(buf, p + n - 1, 2)
    if (n === 4) this.date.named(p + 5, month, day) // no year behind it: a thread's number is there
    else this.date.plain(p + 9, intAt(buf, p + 1, 4), month, day)
    return this.finish(buf, q)
  }

  private dateFirst(buf: Uint8Array, p: number): number {
    const q = this.clockBehind(buf, this.date.read(buf, p))
    if (q >= 0 || isDigit(buf[p]) || !this.names.mayBegin(buf, p, WEEKDAY)) return q
    return this.clockBehind(buf, this.date.readBehindWeekday(buf, p))
  }

  /** The end of the time whose date was just read and ends at `end`, -1 where no clock follows. */
  private clockBehind(buf: Uint8Array, end: number): number {
    if (end < 0) return -1
    const { date } = this
    const gap = gapAt(buf, end)
    let q = gap < 0 ? -1 : this.clock.read(buf, gap)
    if (q < 0) {
      const words = date.skipWords(buf, end)
      q = words > end ? this.clock.read(buf, words) : -1
    }
    if (q >= 0 && (this.clock.hasSeconds || !date.isWeak)) return this.finish(buf, q)
    return this.settings.datesAlone && date.isWhole && !isWordByte(buf[end]) ? this.dateAlone(end) : -1
  }

  private dateAlone(end: number): number {
    if (!this.resolved.takeParts(this.date)) return -1
    this.kind = 'date'
    this.isCounted = false
    this.assumedMs = this.assumed.offsetAt(this.resolved.firstMs)
    this.ms = this.resolved.firstMs - this.assumedMs
    return end
  }

  /** A clock at p, alone or before its date. */
  private clockFirst(buf: Uint8Array, p: number): number {
    const { clock } = this
    const q = clock.read(buf, p)
    // hh:mm alone is too little to be a time, more groups are an address
    if (q < 0 || buf[q] === COLON || (isWordByte(buf[q]) && buf[q] !== 90)) return -1
    if (!clock.hasHalf && (clock.mark !== COLON || !clock.hasSeconds)) return -1
    // a fourth group of one or two digits is an address, too
    if (clock.fractionDigits > 0 && clock.fractionDigits < 3 && buf[q - 1 - clock.fractionDigits] === COLON) return -1
    const zone = this.zone.read(buf, q, false)
    if (isWordByte(buf[zone])) return -1
    const date = this.dateBehind(buf, zone)
    if (date < 0 && digitsAt(buf, p, 2) !== 2 && !clock.hasHalf && !this.settings.unpaddedClocks) return -1
    this.isCounted = false
    if (date >= 0) {
      this.kind = 'instant'
      this.ms = this.utcOf(this.resolved.firstMs + clock.ms)
      return date
    }
    this.kind = 'clock'
    this.ms = Number.NaN
    this.assumedMs = 0 // a zone's clocks go by the date
    return zone
  }

  /** The end of the date behind a clock that ends at q; -1 without one, and where that date has a clock of its own. */
  private dateBehind(buf: Uint8Array, q: number): number {
    const gap = gapAt(buf, q)
    if (gap < 0 || buf[q] === COLON || buf[q] === 45) return -1
    const { date } = this
    const end = date.read(buf, gap)
    if (end < 0 || isWordByte(buf[end]) || date.shape === NAMED) return -1
    const isDotted = buf[gap + 1] === 46 || buf[gap + 2] === 46
    if (!date.isWhole && (date.isWeak || isDotted || buf[end] === 46 || end < gap + 8)) return -1
    const next = gapAt(buf, end)
    if (next >= 0 && isDigit(buf[next]) && buf[next + 2] === COLON && isDigit(buf[next + 3])) return -1
    return this.resolved.takeParts(date) ? end : -1
  }

  /** The instant at which a clock shows `localMs` in the zone that was read, or in the assumed one. */
  private utcOf(localMs: number): number {
    if (this.zone.zoned) return localMs - this.zone.offsetMs
    this.assumedMs = this.assumed.offsetAt(localMs)
    return localMs - this.assumedMs
  }

  /** Takes the date and the clock read last, and the zone at q. @returns the position after it, or -1. */
  private finish(buf: Uint8Array, q: number): number {
    const { date } = this
    const zone = this.zone.read(buf, q, this.clock.mark === DOT)
    const end = date.shape === NAMED && date.mayEndWithYear ? yearBehind(buf, zone) : 0
    const year = end > 0 ? intAt(buf, end - 4, 4) : 0
    const isDate = end > 0 ? this.resolved.take(PLAIN, year, date.a, date.b) : this.resolved.takeParts(date)
    if (!isDate) return -1
    this.kind = 'instant'
    this.isCounted = false
    this.ms = this.utcOf(this.resolved.firstMs + this.clock.ms)
    return end > 0 ? end : zone
  }
}
