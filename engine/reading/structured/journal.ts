import { BARE_TEXT, type FieldRows, kindOf } from './fieldRows'
import { STRING } from './form'
import { pathOf } from './path'

const LF = 10, CR = 13, EQUALS = 61

/** Behind the name at p of a line in export form: capitals, digits, underscores; p where there is none. */
export function journalKeyEnd(buf: Uint8Array, p: number, to: number): number {
  if (p >= to || !((buf[p] >= 65 && buf[p] <= 90) || buf[p] === 95)) return p
  let q = p + 1
  while (q < to && ((buf[q] >= 65 && buf[q] <= 90) || buf[q] === 95 || (buf[q] >= 48 && buf[q] <= 57))) q++
  return q
}

/**
 * Reads an entry of a journal in export form: a `KEY=value` on each line, or a key alone, eight bytes of length and so
 * many of text. A line of another kind is a gap. Source: systemd, "Journal Export Formats".
 * @returns false without any field.
 */
export function readJournal(rows: FieldRows, buf: Uint8Array, from: number, to: number): boolean {
  let p = from
  while (p < to) {
    if (buf[p] === LF || buf[p] === CR) {
      p++
      continue
    }
    if (rows.isFull) {
      rows.cut(buf, p, to)
      break
    }
    const keyTo = journalKeyEnd(buf, p, to)
    if (keyTo > p && keyTo < to && buf[keyTo] === LF) {
      const end = binaryEnd(buf, keyTo + 1, to)
      if (end > 0) {
        rows.name(p, keyTo, pathOf(buf, p, keyTo))
        rows.add(keyTo + 9, end, STRING, BARE_TEXT)
        p = end + 1
        continue
      }
    }
    let end = keyTo
    while (end < to && buf[end] !== LF) end++
    const next = end
    if (end > keyTo && buf[end - 1] === CR) end--
    if (keyTo > p && buf[keyTo] === EQUALS) {
      rows.name(p, keyTo, pathOf(buf, p, keyTo))
      rows.add(keyTo + 1, end, kindOf(buf, keyTo + 1, end), BARE_TEXT)
    }
    else rows.addGap(buf, p, end)
    p = next
  }
  return rows.count > 0
}

/** End of the text whose length stands at p, lowest byte first, if a line ends there; 0 otherwise. */
function binaryEnd(buf: Uint8Array, p: number, to: number): number {
  if (p + 8 > to || buf[p + 4] !== 0 || buf[p + 5] !== 0 || buf[p + 6] !== 0 || buf[p + 7] !== 0) return 0
  const size = buf[p] + buf[p + 1] * 0x100 + buf[p + 2] * 0x10000 + buf[p + 3] * 0x1000000
  const end = p + 8 + size
  return end === to || (end < to && buf[end] === LF) ? end : 0
}
