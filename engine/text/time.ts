/**
 * Times as they stand in logs. `parseTime` recognises, at a byte position: ISO 8601 and its relatives with `-`, `/`, `.`, `_`
 * or nothing between the parts; two-digit years (`17/06/09 20:10:40`, `081109 203615`); day or month first with four-digit
 * year; syslog, asctime and date (`Jun 14 15:16:01`, `Sun Dec 04 04:47:44 2005`, `Thu Mar 10 12:00:00 PST 2022`); Apache
 * (`10/Oct/2000:13:55:36 -0700`); mail and Redis (`Tue, 10 Oct 2000 13:55:36 GMT`); logcat (`03-17 16:13:38.811`); glog
 * (`I0310 12:00:00.123456`); epoch in s, ms, µs, ns; a time of day alone. A date that no calendar has is no time.
 */

/** Options of a file that a single line cannot tell. */
export interface TimeContext {
  /** Whether `03/04/2025` is the 3rd of April. */
  dayFirst: boolean
  /** Epoch milliseconds; a time without a year lies within the year before it (or a day after). */
  referenceTimeMs: number
}

const MONTHS = 'janfebmaraprmayjunjulaugsepoctnovdec'
const DAYS = 'montuewedthufrisatsun'
const MS_A_DAY = 86_400_000

/** Result of the last successful parseTime: epoch milliseconds, and whether a zone stood with it. Scratch of this file. */
export const parsedTime = { ms: 0, zoned: false }

/** Days since 1970-01-01 of a proleptic Gregorian date. Source: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms". */
export function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yoe = y - era * 400
  const doy = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  return era * 146_097 + yoe * 365 + Math.floor(yoe / 4) - Math.floor(yoe / 100) + doy - 719_468
}

/** The inverse of daysFromCivil. */
export function civilFromDays(days: number): { year: number, month: number, day: number } {
  const z = days + 719_468
  const era = Math.floor(z / 146_097)
  const doe = z - era * 146_097
  const yoe = Math.floor((doe - Math.floor(doe / 1460) + Math.floor(doe / 36_524) - Math.floor(doe / 146_096)) / 365)
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100))
  const mp = Math.floor((5 * doy + 2) / 153)
  const month = mp < 10 ? mp + 3 : mp - 9
  return { year: yoe + era * 400 + (month <= 2 ? 1 : 0), month, day: doy - Math.floor((153 * mp + 2) / 5) + 1 }
}

/** ISO 8601 in UTC with milliseconds, years 0..9999; null outside. */
export function isoTime(ms: number): string | null {
  const days = Math.floor(ms / MS_A_DAY)
  const { year, month, day } = civilFromDays(days)
  if (!(year >= 0 && year <= 9999)) return null
  const rest = Math.floor(ms - days * MS_A_DAY)
  const pad = (value: number, width: number) => String(value).padStart(width, '0')
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}T${pad(Math.floor(rest / 3_600_000), 2)}:${pad(Math.floor(rest / 60_000) % 60, 2)}:${pad(Math.floor(rest / 1000) % 60, 2)}.${pad(rest % 1000, 3)}Z`
}

function digitsAt(buf: Uint8Array, p: number, most: number): number {
  let n = 0
  while (n < most && buf[p + n] >= 48 && buf[p + n] <= 57) n++
  return n
}

/** The number of `n` digits at p; the caller has checked that they are digits. */
function intAt(buf: Uint8Array, p: number, n: number): number {
  let value = 0
  for (let i = 0; i < n; i++) value = value * 10 + buf[p + i] - 48
  return value
}

/** Number of a three-letter word in its list by the lower five bits of its letters, -1 for every other word. */
function tableOf(words: string): Int8Array {
  const table = new Int8Array(1 << 15).fill(-1)
  for (let i = 0; i < words.length; i += 3) table[(words.charCodeAt(i) & 31) << 10 | (words.charCodeAt(i + 1) & 31) << 5 | words.charCodeAt(i + 2) & 31] = i / 3
  return table
}
const MONTH_TABLE = tableOf(MONTHS)
const DAY_TABLE = tableOf(DAYS)

/** Which of a table's words stands at p, in any case, -1 for none. */
function threeLetters(buf: Uint8Array, p: number, table: Int8Array): number {
  const a = buf[p], b = buf[p + 1], c = buf[p + 2]
  return (a & b & c & 64) === 0 || ((a | b | c) & 128) !== 0 ? -1 : table[(a & 31) << 10 | (b & 31) << 5 | c & 31]
}

/** Time of day at p, `hh:mm:ss` with `.` or nothing for `:`; sets clockMs; the position after it, or -1. */
let clockMs = 0
function clockAt(buf: Uint8Array, p: number): number {
  const n = digitsAt(buf, p, 6)
  let hour, minute, second, q
  if (n === 6) {
    hour = intAt(buf, p, 2); minute = intAt(buf, p + 2, 2); second = intAt(buf, p + 4, 2); q = p + 6
  }
  else {
    if (n !== 1 && n !== 2) return -1
    const mark = buf[p + n]
    const m = digitsAt(buf, p + n + 1, 3)
    if ((mark !== 58 && mark !== 46) || (m !== 2 && (m !== 1 || mark !== 58))) return -1
    hour = intAt(buf, p, n); minute = intAt(buf, p + n + 1, m); q = p + n + 1 + m
    const s = buf[q] === mark ? digitsAt(buf, q + 1, 3) : 0
    if (s === 2 || (s === 1 && mark === 58)) {
      second = intAt(buf, q + 1, s); q += 1 + s
    }
    else if (m === 1) return -1
    else if (mark === 58) second = 0
    else return -1
  }
  if (!isClock(hour, minute, second)) return -1
  clockMs = ((hour * 60 + minute) * 60 + second) * 1000
  q = fractionAt(buf, q)
  if ((buf[q] | 32) === 32 && ((buf[q + 1] | 32) === 97 || (buf[q + 1] | 32) === 112) && (buf[q + 2] | 32) === 109 && !isWordByte(buf[q + 3])) {
    if (hour > 12) return -1
    clockMs += ((buf[q + 1] | 32) === 112 ? (hour === 12 ? 0 : 12) : (hour === 12 ? -12 : 0)) * 3_600_000
    q += 3
  }
  return q
}

/** 24:00:00 ends a day; a 60th second may be a leap second. */
function isClock(hour: number, minute: number, second: number): boolean {
  return minute <= 59 && second <= 60 && (hour < 24 || (hour === 24 && minute === 0 && second === 0))
}

function isWordByte(byte: number): boolean {
  return (byte >= 48 && byte <= 57) || ((byte | 32) >= 97 && (byte | 32) <= 122) || byte >= 128 || byte === 95
}

/** Zones by name, in hours east of UTC. Source: RFC 2822, 4.3, and those of Europe, Japan, Korea and Australia that are unique. */
const ZONE_HOURS = { UTC: 0, GMT: 0, EST: -5, EDT: -4, CST: -6, CDT: -5, MST: -7, MDT: -6, PST: -8, PDT: -7, WET: 0, WEST: 1, CET: 1, CEST: 2, EET: 2, EEST: 3, JST: 9, KST: 9, AEST: 10, AEDT: 11 }
const ZONE_HOURS_MAX = 14
const ZONE_NAMES = Object.entries(ZONE_HOURS).map(([name, hours]) => ({ letters: Uint8Array.from(name, letter => letter.charCodeAt(0)), ms: hours * 3_600_000 }))

/** A zone's name at s; sets zoneMs; its length, 0 for none. */
function zoneNameAt(buf: Uint8Array, s: number): number {
  // most words that follow a time are ruled out here: all names end in T, but for UTC, after two or three letters
  const length = isWordByte(buf[s + 3]) ? 4 : 3
  if (buf[s + length - 1] !== 84 && buf[s + 1] !== 84) return 0
  if (isWordByte(buf[s + length])) return 0
  for (const { letters, ms } of ZONE_NAMES) {
    if (letters.length !== length) continue
    let i = 0
    while (i < length && buf[s + i] === letters[i]) i++
    if (i < length) continue
    zoneMs = ms
    return length
  }
  return 0
}

/** A zone at q (`Z`, ` +02:00`, `+0200`, ` UTC`, ` CET`); sets zoneMs and parsedTime.zoned; the position after it, or q. */
let zoneMs = 0
function zoneAt(buf: Uint8Array, q: number): number {
  parsedTime.zoned = false
  zoneMs = 0
  if (buf[q] === 90 && !isWordByte(buf[q + 1])) {
    parsedTime.zoned = true
    return q + 1
  }
  const s = buf[q] === 32 ? q + 1 : q
  const sign = buf[s]
  if (sign === 43 || sign === 45) {
    const n = digitsAt(buf, s + 1, 5)
    if (n === 4 || (n === 2 && buf[s + 3] === 58 && digitsAt(buf, s + 4, 3) === 2) || (n === 2 && s === q && !isWordByte(buf[s + 3]) && buf[s + 3] !== 45)) {
      const hours = intAt(buf, s + 1, 2)
      const minutes = n === 4 ? intAt(buf, s + 3, 2) : buf[s + 3] === 58 ? intAt(buf, s + 4, 2) : 0
      if (minutes > 59 || hours > ZONE_HOURS_MAX) return q
      parsedTime.zoned = true
      zoneMs = (sign === 43 ? 60_000 : -60_000) * (hours * 60 + minutes)
      return n === 4 ? s + 5 : buf[s + 3] === 58 ? s + 6 : s + 3
    }
  }
  if (sign < 65 || sign > 87) return q
  const length = zoneNameAt(buf, s)
  if (length === 0) return q
  parsedTime.zoned = true
  return s + length
}

/** The date of the line before is mostly that of this one. */
let lastDate = -1
let lastDateMs = 0

const isLeapYear = (year: number) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)

function isDate(year: number, month: number, day: number): boolean {
  if (year < 1970 || year > 2200 || month < 1 || month > 12 || day < 1) return false
  return day <= (month === 2 ? (isLeapYear(year) ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31)
}

/** Takes the date of parts with at most two digits (the year four), the clock read last and the zone at q; the position after it, or -1. */
function finish(buf: Uint8Array, q: number, year: number, month: number, day: number): number {
  const date = (year * 100 + month) * 100 + day
  if (date !== lastDate) {
    if (!isDate(year, month, day)) return -1
    lastDate = date
    lastDateMs = daysFromCivil(year, month, day) * MS_A_DAY
  }
  const after = zoneAt(buf, q)
  parsedTime.ms = lastDateMs + clockMs - zoneMs
  return after
}

/** Year of a date without one: the latest that has it not more than a day after the reference. */
function guessYear(month: number, day: number, context: TimeContext): number {
  const limit = Math.floor(context.referenceTimeMs / MS_A_DAY) + 1
  let { year } = civilFromDays(limit)
  if (daysFromCivil(year, month, day) > limit) year--
  if (month === 2 && day === 29) while (!isLeapYear(year)) year--
  return year
}

/** Between date and clock: one or two of space, `T`, `-`, `_`, `,`, `:`. */
function gapAt(buf: Uint8Array, q: number): number {
  const byte = buf[q]
  if (byte === 32 || byte === 84 || byte === 45 || byte === 95 || byte === 58) return buf[q + 1] === 32 ? q + 2 : q + 1
  if (byte === 44) return buf[q + 1] === 32 ? q + 2 : q + 1
  return -1
}

function clockAfter(buf: Uint8Array, q: number): number {
  const gap = gapAt(buf, q)
  return gap < 0 ? -1 : clockAt(buf, gap)
}

function epochAt(buf: Uint8Array, p: number, n: number): number {
  const seconds = intAt(buf, p, 10)
  if (seconds < 900_000_000 || seconds > 4_100_000_000) return -1 // 1998 … 2099
  let ms = seconds * 1000 + (n > 10 ? intAt(buf, p + 10, 3) : 0)
  let q = p + n
  if (n === 10 && buf[q] === 46) {
    const f = digitsAt(buf, q + 1, 9)
    if (f > 0) {
      ms += intAt(buf, q + 1, f < 3 ? f : 3) * (f === 1 ? 100 : f === 2 ? 10 : 1)
      q += 1 + f
    }
  }
  if (isWordByte(buf[q]) || buf[q] === 46) return -1
  parsedTime.ms = ms
  parsedTime.zoned = true
  return q
}

function lettersAt(buf: Uint8Array, p: number, context: TimeContext): number {
  let q = p
  if (threeLetters(buf, q, DAY_TABLE) >= 0 && (buf[q + 3] === 32 || buf[q + 3] === 44)) {
    q += buf[q + 3] === 44 ? 5 : 4
    const digits = digitsAt(buf, q, 3)
    if (digits > 0) return dayMonthAt(buf, q, digits, context)
  }
  const month = threeLetters(buf, q, MONTH_TABLE) + 1
  if (month === 0 || buf[q + 3] !== 32) return -1
  q += 4
  if (buf[q] === 32) q++
  const n = digitsAt(buf, q, 3)
  if (n !== 1 && n !== 2) return -1
  const day = intAt(buf, q, n)
  q += n
  if (buf[q] === 44) q++
  if (buf[q] !== 32) return -1
  q++
  let year = 0
  if (digitsAt(buf, q, 5) === 4 && buf[q + 4] === 32) {
    year = intAt(buf, q, 4)
    q += 5
  }
  q = clockAt(buf, q)
  if (q < 0) return -1
  if (year > 0) return finish(buf, q, year, month, day)
  if (yearAfter(buf, q) > 0) return finish(buf, q + 5, yearAfter(buf, q), month, day)
  const zone = zoneAt(buf, q)
  const later = zone > q ? yearAfter(buf, zone) : 0
  const after = finish(buf, q, later || guessYear(month, day, context), month, day)
  return after >= 0 && later > 0 ? zone + 5 : after
}

/** The year that stands behind a space at q, 0 for none. */
function yearAfter(buf: Uint8Array, q: number): number {
  if (buf[q] !== 32 || digitsAt(buf, q + 1, 5) !== 4 || isWordByte(buf[q + 5])) return 0
  const year = intAt(buf, q + 1, 4)
  return year >= 1970 && year <= 2200 ? year : 0
}

/** `10 Oct 2000 13:55:36`, also without the year; the day has n digits. */
function dayMonthAt(buf: Uint8Array, p: number, n: number, context: TimeContext): number {
  const month = threeLetters(buf, p + n + 1, MONTH_TABLE) + 1
  if (n > 2 || month === 0 || buf[p + n] !== 32 || buf[p + n + 4] !== 32) return -1
  const day = intAt(buf, p, n)
  const year = yearAfter(buf, p + n + 4)
  const q = year > 0 ? clockAfter(buf, p + n + 9) : clockAt(buf, p + n + 5)
  return q < 0 ? -1 : finish(buf, q, year || guessYear(month, day, context), month, day)
}

/** `3/4/2025 5:06:07`, the first number of n digits. */
function slashedAt(buf: Uint8Array, p: number, n: number, context: TimeContext): number {
  const m = digitsAt(buf, p + n + 1, 3)
  const y = p + n + 2 + m
  if ((m !== 1 && m !== 2) || buf[y - 1] !== 47 || digitsAt(buf, y, 5) !== 4) return -1
  const first = intAt(buf, p, n)
  const second = intAt(buf, p + n + 1, m)
  const q = clockAfter(buf, y + 4)
  const dayFirst = first > 12 || (second <= 12 && context.dayFirst)
  return q < 0 ? -1 : finish(buf, q, intAt(buf, y, 4), dayFirst ? second : first, dayFirst ? first : second)
}

/** `I0310 12:00:00.123456` and `I20260310 …`: the letter of a severity before the date. */
function glogAt(buf: Uint8Array, p: number, context: TimeContext): number {
  const letter = buf[p]
  if (letter !== 73 && letter !== 87 && letter !== 69 && letter !== 70 && letter !== 68) return -1
  const n = digitsAt(buf, p + 1, 9)
  if ((n !== 4 && n !== 8) || buf[p + n + 1] !== 32 || buf[p + n + 4] !== 58) return -1
  const month = intAt(buf, p + n - 3, 2)
  const day = intAt(buf, p + n - 1, 2)
  const q = clockAt(buf, p + n + 2)
  return q < 0 ? -1 : finish(buf, q, n === 8 ? intAt(buf, p + 1, 4) : guessYear(month, day, context), month, day)
}

/** `20260102030405`, perhaps with milliseconds behind. */
function compactAt(buf: Uint8Array, p: number, n: number): number {
  const hour = intAt(buf, p + 8, 2), minute = intAt(buf, p + 10, 2), second = intAt(buf, p + 12, 2)
  if (!isClock(hour, minute, second) || isWordByte(buf[p + n])) return -1
  clockMs = ((hour * 60 + minute) * 60 + second) * 1000 + (n > 14 ? intAt(buf, p + 14, 3) : 0)
  return finish(buf, p + n, intAt(buf, p, 4), intAt(buf, p + 4, 2), intAt(buf, p + 6, 2))
}

function twoDigitsAt(buf: Uint8Array, p: number, context: TimeContext): number {
  const mark = buf[p + 2]
  const first = intAt(buf, p, 2)
  if (mark === 58) {
    const q = clockAt(buf, p)
    // hh:mm alone is too little to be a time, and more groups are an address
    if (q < 0 || (buf[p + 5] !== 58 && buf[p + 4] !== 58) || digitsAt(buf, p + 6, 1) === 0 || buf[q] === 58 || isWordByte(buf[q])) return -1
    const after = zoneAt(buf, q)
    parsedTime.ms = Math.floor(context.referenceTimeMs / MS_A_DAY) * MS_A_DAY + clockMs - zoneMs
    return after
  }
  if (mark === 32) return dayMonthAt(buf, p, 2, context)
  if (mark !== 47 && mark !== 45 && mark !== 46) return -1
  if (mark === 47 && buf[p + 4] === 47) return slashedAt(buf, p, 2, context)
  if (mark !== 46 && (buf[p + 3] | 32) >= 97) { // 10/Oct/2000:13:55:36
    const month = threeLetters(buf, p + 3, MONTH_TABLE) + 1
    if (month === 0 || buf[p + 6] !== mark || digitsAt(buf, p + 7, 5) !== 4) return -1
    const q = clockAfter(buf, p + 11)
    return q < 0 ? -1 : finish(buf, q, intAt(buf, p + 7, 4), month, first)
  }
  if (digitsAt(buf, p + 3, 3) !== 2) return -1
  const second = intAt(buf, p + 3, 2)
  if (buf[p + 5] === mark) {
    const n = digitsAt(buf, p + 6, 5)
    if (n === 4) {
      const q = clockAfter(buf, p + 10)
      const dayFirst = mark === 46 || first > 12 || (second <= 12 && context.dayFirst)
      return q < 0 ? -1 : finish(buf, q, intAt(buf, p + 6, 4), dayFirst ? second : first, dayFirst ? first : second)
    }
    if (n !== 2) return -1
    const q = clockAfter(buf, p + 8)
    return q < 0 ? -1 : finish(buf, q, 2000 + first, second, intAt(buf, p + 6, 2))
  }
  if (buf[p + 5] !== 32) return -1
  const q = clockAt(buf, p + 6) // 03-17 16:13:38.811
  return q < 0 || first > 12 ? -1 : finish(buf, q, guessYear(first, second, context), first, second)
}

/** `2026-01-02 03:04:05`, with `T` too: most logs. The position after it, or -1. */
function plainIsoAt(buf: Uint8Array, p: number): number {
  if (buf[p + 4] !== 45 || buf[p + 7] !== 45 || buf[p + 13] !== 58 || buf[p + 16] !== 58 || (buf[p + 10] !== 32 && buf[p + 10] !== 84)) return -1
  const y0 = buf[p] - 48, y1 = buf[p + 1] - 48, y2 = buf[p + 2] - 48, y3 = buf[p + 3] - 48
  const o0 = buf[p + 5] - 48, o1 = buf[p + 6] - 48, d0 = buf[p + 8] - 48, d1 = buf[p + 9] - 48
  const h0 = buf[p + 11] - 48, h1 = buf[p + 12] - 48, m0 = buf[p + 14] - 48, m1 = buf[p + 15] - 48, s0 = buf[p + 17] - 48, s1 = buf[p + 18] - 48
  // a difference below 0 has its high bits set, one above 9 exceeds 9
  if ((y0 | y1 | y2 | y3 | o0 | o1 | d0 | d1 | h0 | h1 | m0 | m1 | s0 | s1) < 0) return -1
  if (y0 > 9 || y1 > 9 || y2 > 9 || y3 > 9 || o0 > 9 || o1 > 9 || d0 > 9 || d1 > 9 || h0 > 9 || h1 > 9 || m0 > 9 || m1 > 9 || s0 > 9 || s1 > 9) return -1
  const hour = h0 * 10 + h1, minute = m0 * 10 + m1, second = s0 * 10 + s1
  if (!isClock(hour, minute, second) || (buf[p + 19] >= 48 && buf[p + 19] <= 57)) return -1
  clockMs = ((hour * 60 + minute) * 60 + second) * 1000
  const q = fractionAt(buf, p + 19)
  return finish(buf, q, y0 * 1000 + y1 * 100 + y2 * 10 + y3, o0 * 10 + o1, d0 * 10 + d1)
}

/** Adds the fraction of a second at q to clockMs; the position after it, q without one. */
function fractionAt(buf: Uint8Array, q: number): number {
  const mark = buf[q]
  if (mark !== 46 && mark !== 44 && mark !== 58) return q
  const f = digitsAt(buf, q + 1, 9)
  if (f === 0) return q
  const ms = intAt(buf, q + 1, f < 3 ? f : 3)
  clockMs += f === 1 ? ms * 100 : f === 2 ? ms * 10 : ms
  return q + 1 + f
}

/**
 * Recognises a time that begins at p. The buffer must hold 64 bytes beyond the line (any, but a line end after its last).
 * @returns the position after it, with the value in `parsedTime`, or -1.
 */
export function parseTime(buf: Uint8Array, p: number, context: TimeContext): number {
  const byte = buf[p]
  if (byte < 48 || byte > 57) {
    if ((byte | 32) < 97 || (byte | 32) > 122) return -1
    return buf[p + 1] >= 48 && buf[p + 1] <= 57 ? glogAt(buf, p, context) : lettersAt(buf, p, context)
  }
  const iso = plainIsoAt(buf, p)
  if (iso >= 0) return iso
  const n = digitsAt(buf, p, 20)
  switch (n) {
    case 1: return buf[p + 1] === 47 ? slashedAt(buf, p, 1, context) : buf[p + 1] === 32 ? dayMonthAt(buf, p, 1, context) : -1
    case 2: return twoDigitsAt(buf, p, context)
    case 4: {
      const mark = buf[p + 4]
      if ((mark !== 45 && mark !== 47 && mark !== 46) || digitsAt(buf, p + 5, 3) !== 2 || buf[p + 7] !== mark || digitsAt(buf, p + 8, 3) !== 2) return -1
      const q = clockAfter(buf, p + 10)
      return q < 0 ? -1 : finish(buf, q, intAt(buf, p, 4), intAt(buf, p + 5, 2), intAt(buf, p + 8, 2))
    }
    case 6: {
      const clock = buf[p + 7] === 32 ? p + 8 : p + 7 // hours below ten stand behind a second space
      const digits = digitsAt(buf, clock, 7)
      if (buf[p + 6] !== 32 || (digits !== 6 && buf[clock + digits] !== 58)) return -1
      const q = clockAt(buf, clock)
      return q < 0 ? -1 : finish(buf, q, 2000 + intAt(buf, p, 2), intAt(buf, p + 2, 2), intAt(buf, p + 4, 2))
    }
    case 8: {
      const q = clockAfter(buf, p + 8)
      return q < 0 ? -1 : finish(buf, q, intAt(buf, p, 4), intAt(buf, p + 4, 2), intAt(buf, p + 6, 2))
    }
    case 14: case 17: return compactAt(buf, p, n)
    case 10: case 13: case 16: case 19: return epochAt(buf, p, n)
    default: return -1
  }
}
