import { digitsAt, intAt, isWordByte } from './digits'

/**
 * Zones by name, in hours east of UTC. Source: RFC 2822, 4.3, and those of other countries that no two share, with
 * BST for the British one. A name that several countries share (IST) is no zone.
 */
const ZONE_HOURS = {
  UTC: 0, GMT: 0, EST: -5, EDT: -4, CST: -6, CDT: -5, MST: -7, MDT: -6, PST: -8, PDT: -7, AKST: -9, AKDT: -8, HST: -10,
  WET: 0, WEST: 1, BST: 1, CET: 1, CEST: 2, MEZ: 1, MESZ: 2, EET: 2, EEST: 3, MSK: 3,
  SAST: 2, PKT: 5, WIB: 7, HKT: 8, SGT: 8,
  JST: 9, KST: 9, AWST: 8, ACST: 9.5, ACDT: 10.5, AEST: 10, AEDT: 11, NZST: 12, NZDT: 13,
}
const ZONE_HOURS_MAX = 14

const codeOf = (name: string) => [...name].reduce((code, letter) => code * 32 + (letter.charCodeAt(0) & 31), 0)
const ZONES = Object.entries(ZONE_HOURS).map(([name, hours]) => ({ code: codeOf(name), ms: hours * 3_600_000 }))

/** Where the names of the time zone database begin; only these are skipped, for any `a/b` may be a thread's name. */
const REGIONS = [
  'Africa', 'America', 'Antarctica', 'Arctic', 'Asia', 'Atlantic', 'Australia', 'Europe', 'Indian', 'Pacific', 'Etc',
].map(name => Uint8Array.from(`${name}/`, letter => letter.charCodeAt(0)))

function isUpper(byte: number): boolean {
  return byte >= 65 && byte <= 90
}

/** Reads the zone behind a clock. An instance holds what was read last. */
export class ZoneReader {
  /** Milliseconds east of UTC, 0 without a zone. */
  offsetMs = 0
  zoned = false

  /**
   * A zone at q: `Z`, ` +02:00`, `+0200`, `+02`, ` UTC`, ` CET`, ` UTC+2`, `(CET)` behind an offset, names of
   * regions skipped.
   * @param hasMinutes whether `+060` stands for minutes, as DB2 writes. @returns the position after it, or q.
   */
  read(buf: Uint8Array, q: number, hasMinutes: boolean): number {
    this.zoned = false
    this.offsetMs = 0
    const byte = buf[q]
    if (byte === 90 || byte === 122) return isWordByte(buf[q + 1]) ? q : this.take(q + 1, 0)
    if (byte !== 32) {
      if (byte === 43 || byte === 45) return this.behindOffset(buf, this.offsetAt(buf, q, q, hasMinutes))
      if (byte === 91) return this.regionIn(buf, q)
      return isUpper(byte) ? this.nameAt(buf, q, q) : q
    }
    const next = buf[q + 1]
    if (next === 43 || next === 45) return this.behindOffset(buf, this.offsetAt(buf, q, q + 1, false))
    if (next === 40 || next === 91) return this.nameIn(buf, q)
    return isUpper(next) ? this.nameAt(buf, q, q + 1) : q
  }

  private take(q: number, offsetMs: number): number {
    this.zoned = true
    this.offsetMs = offsetMs
    return q
  }

  /** An offset whose sign is at s, q if there is none. */
  private offsetAt(buf: Uint8Array, q: number, s: number, hasMinutes: boolean): number {
    const n = digitsAt(buf, s + 1, 5)
    const sign = buf[s] === 43 ? 60_000 : -60_000
    if (n === 3 && hasMinutes && s === q) return this.take(s + 4, sign * intAt(buf, s + 1, 3))
    const isParted = n === 2 && buf[s + 3] === 58 && digitsAt(buf, s + 4, 3) === 2
    const isBare = n === 2 && s === q && !isWordByte(buf[s + 3]) && buf[s + 3] !== 45
    if (n !== 4 && !isParted && !isBare) return q
    const hours = intAt(buf, s + 1, 2)
    const minutes = n === 4 ? intAt(buf, s + 3, 2) : isParted ? intAt(buf, s + 4, 2) : 0
    if (minutes > 59 || hours > ZONE_HOURS_MAX) return q
    return this.take(n === 4 ? s + 5 : isParted ? s + 6 : s + 3, sign * (hours * 60 + minutes))
  }

  /** Skips the name of the zone whose offset was read before q. */
  private behindOffset(buf: Uint8Array, q: number): number {
    if (!this.zoned) return q
    const offsetMs = this.offsetMs
    let end = q
    if (buf[q] === 91) end = this.regionIn(buf, q)
    else if (buf[q] === 32 && buf[q + 1] === 40) end = this.nameIn(buf, q)
    else if (buf[q] === 32 && isUpper(buf[q + 1])) end = this.nameAt(buf, q, q + 1)
    return this.take(end, offsetMs)
  }

  /** A name at s, also with an offset behind it (`UTC+2`); q if there is none. */
  private nameAt(buf: Uint8Array, q: number, s: number): number {
    if (buf[s + 1] >= 97) return this.regionAt(buf, q, s)
    const length = isWordByte(buf[s + 3]) ? 4 : 3
    if (!mayEndZone(buf[s + length - 1]) || isWordByte(buf[s + length])) return q
    const code = codeAt(buf, s, length)
    for (const zone of ZONES) {
      if (zone.code !== code) continue
      const end = this.take(s + length, zone.ms)
      return zone.ms === 0 && (buf[end] === 43 || buf[end] === 45) ? this.hoursBehind(buf, end) : end
    }
    return q
  }

  /** The hours of `UTC+2` or `GMT+02:00` at s. */
  private hoursBehind(buf: Uint8Array, s: number): number {
    const end = this.offsetAt(buf, s, s, false)
    if (end > s) return end
    if (digitsAt(buf, s + 1, 2) !== 1 || isWordByte(buf[s + 2])) return s
    return this.take(s + 2, (buf[s] === 43 ? 3_600_000 : -3_600_000) * (buf[s + 1] - 48))
  }

  /** ` (CET)` and ` [UTC]` at q; q where that is not a zone's name. */
  private nameIn(buf: Uint8Array, q: number): number {
    const close = buf[q + 1] === 40 ? 41 : 93
    const end = this.nameAt(buf, q, q + 2)
    if (end > q && buf[end] === close) return end + 1
    this.zoned = false
    this.offsetMs = 0
    return q
  }

  /** `[Europe/Berlin]` or `[UTC]` right behind the clock. */
  private regionIn(buf: Uint8Array, q: number): number {
    const end = this.nameAt(buf, q, q + 1)
    if (end > q && buf[end] === 93) return end + 1
    this.zoned = false
    this.offsetMs = 0
    return q
  }

  /** The end of a region's name at s; q if there is none. It tells no offset. */
  private regionAt(buf: Uint8Array, q: number, s: number): number {
    for (const letters of REGIONS) {
      let i = 0
      while (i < letters.length && buf[s + i] === letters[i]) i++
      if (i < letters.length || !isUpper(buf[s + i])) continue
      let end = s + i
      while (isWordByte(buf[end]) || buf[end] === 47 || buf[end] === 45 || buf[end] === 43) end++
      return end
    }
    return q
  }
}

/** Whether a zone's name ends in that letter: T, C, Z, K, B. Most words that follow a time are ruled out here. */
function mayEndZone(letter: number): boolean {
  return letter === 84 || letter === 67 || letter === 90 || letter === 75 || letter === 66
}

/** Code of the n capitals at s, 0 for anything else. */
function codeAt(buf: Uint8Array, s: number, n: number): number {
  let code = 0
  for (let i = 0; i < n; i++) {
    if (!isUpper(buf[s + i])) return 0
    code = code * 32 + (buf[s + i] & 31)
  }
  return code
}
