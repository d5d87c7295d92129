// A real log grown to size: npx tsx tests/bench/grow.ts --data FILE --size 1GB --out FILE
import { createWriteStream, readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { parseSize } from '../../scripts/parseSize'

const DAY_MS = 86_400_000
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const PART_LINES = 4096

/**
 * The log again and again, each copy with its ids drawn anew and its dates moved on by as many whole days as the log
 * covers (by fewer where that led more than 50 years on). An id is a run of five or more digits, of eight or more hex digits, or the last part of an IP address; the
 * same id becomes the same new one throughout a copy. The first copy is the log as it is. Deterministic.
 */
export function* grow(log: string, sizeBytes: number): Generator<string> {
  const lines = log.split('\n')
  if (lines.at(-1) === '') lines.pop()
  const days = Math.max(1, Math.min(daysCovered(lines), Math.floor(50 * 365 * log.length / sizeBytes)))
  let bytes = 0
  for (let copy = 0; ; copy++) {
    for (let from = 0; from < lines.length; from += PART_LINES) {
      let part = lines.slice(from, from + PART_LINES).join('\n') + '\n'
      if (copy > 0) part = moveOn(part, copy, copy * days)
      if (bytes + part.length > sizeBytes) {
        yield part.slice(0, part.lastIndexOf('\n', sizeBytes - bytes - 1) + 1)
        return
      }
      bytes += part.length
      yield part
    }
  }
}

// In this order: epoch seconds and milliseconds, dates with separators, month names, 20050603, 050603 or 05/06/03 at the start of a line.
const DATE = String.raw`(?<epoch>(?<=^|[[\s"])1[0-6]\d{8}(?:\d{3})?(?=[\s.,\]"]))|(?<ymd>\b(?:19|20)\d\d(?<separator>[-./])[01]\d\k<separator>[0-3]\d(?!\d))|(?<named>(?<=^)[A-Z][a-z]{2} [ \d]\d(?= \d\d:))|(?<dense>(?<=^)20\d{6}(?=-))|(?<short>(?<=^)\d\d(?<slash>\/?)[01]\d\k<slash>[0-3]\d(?= \d))`
const ID = String.raw`(?<address>(?<![\d.])\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?![\d.]))|(?<id>(?<![\da-zA-Z.])(?:0x)?(?=[a-f]*\d)[\da-f]{8,}(?![\da-zA-Z])|(?<![\d.:]|^\d{6} )\d{5,}(?!\d))`
const CHANGING = new RegExp(`${DATE}|${ID}`, 'gm')

function moveOn(part: string, copy: number, days: number): string {
  return part.replace(CHANGING, (...match) => {
    const text: string = match[0]
    const groups: Record<string, string | undefined> = match.at(-1)
    if (groups.address !== undefined) return text.replace(/\d+$/, last => String(mix(text, copy) % 254 + 1).slice(0, Math.max(1, last.length)))
    if (groups.id !== undefined) return redraw(text, copy)
    return moveDate(text, groups, days)
  })
}

/** Digits stay digits, letters stay letters of the hex digits, the first digit of a number stays above 0. */
function redraw(id: string, copy: number): string {
  const prefix = id.startsWith('0x') ? '0x' : ''
  let state = mix(id, copy)
  let text = prefix
  for (let at = prefix.length; at < id.length; at++) {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + at >>> 0
    const isDigit = id[at] <= '9'
    text += isDigit ? (at === prefix.length && id[at] !== '0' ? state % 9 + 1 : state % 10) : 'abcdef'[state % 6]
  }
  return text
}

/** Source: FNV-1a, with the copy's number mixed in first. */
function mix(text: string, copy: number): number {
  let hash = Math.imul(0x811c9dc5 ^ copy, 0x01000193)
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return (hash ^ (hash >>> 13)) >>> 0
}

function moveDate(text: string, groups: Record<string, string | undefined>, days: number): string {
  if (groups.epoch !== undefined) return String(Number(text) + days * (text.length === 13 ? DAY_MS : DAY_MS / 1000))
  const moved = new Date(timeOf(text, groups) + days * DAY_MS)
  if (groups.named !== undefined) return MONTHS[moved.getUTCMonth()] + ' ' + String(moved.getUTCDate()).padStart(2)
  const isLong = text.replace(/\D/g, '').length === 8
  return moved.toISOString().slice(isLong ? 0 : 2, 10).replaceAll('-', groups.separator ?? groups.slash ?? '')
}

/** Whole days from the earliest date at the start of a line to the latest, at least one. */
function daysCovered(lines: readonly string[]): number {
  const pattern = new RegExp(DATE, 'm')
  let low = Infinity
  let high = -Infinity
  for (const line of lines) {
    const match = pattern.exec(line.slice(0, 40))
    const time = match ? timeOf(match[0], match.groups ?? {}) : Number.NaN
    if (time < low) low = time
    if (time > high) high = time
  }
  return high < low ? 1 : Math.floor((high - low) / DAY_MS) + 1
}

/** Epoch milliseconds of the start of that day. */
function timeOf(text: string, groups: Record<string, string | undefined>): number {
  if (groups.epoch !== undefined) return Number(text) * (text.length === 13 ? 1 : 1000)
  if (groups.named !== undefined) return Date.UTC(2025, MONTHS.indexOf(text.slice(0, 3)), Number(text.slice(4)))
  const digits = text.replace(/\D/g, '')
  const year = digits.length === 8 ? Number(digits.slice(0, 4)) : 2000 + Number(digits.slice(0, 2))
  return Date.UTC(year, Number(digits.slice(-4, -2)) - 1, Number(digits.slice(-2)))
}

if (process.argv[1] === import.meta.filename) {
  const { data, size, out } = parseArgs({ options: { data: { type: 'string' }, size: { type: 'string', default: '1GB' }, out: { type: 'string' } } }).values
  const sizeBytes = parseSize(size)
  if (data === undefined || out === undefined || sizeBytes === null) {
    process.stderr.write('usage: npx tsx tests/bench/grow.ts --data FILE --size 1GB --out FILE\n')
    process.exit(2)
  }
  const bytes = readFileSync(data)
  await pipeline(Readable.from(grow((data.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('latin1'), sizeBytes)), createWriteStream(out, 'latin1'))
}
