import { isDigit } from '../../text/scan'
import { blankAt, commaAt, isWordByte } from './digits'

export interface Name { text: string, kind: number, value: number }

/** Values are below this; a find gives the end times it plus the value. */
export const VALUES = 16
const KINDS = 5
const MONTH_KIND = 0

const encoder = new TextEncoder()

/** How a name is written beyond ASCII's capitals, which the trie folds: with capitals, and with its accents apart. */
function spellingsOf(text: string): Set<string> {
  const capitals = text.replace(/(?<=^|[ -])./gu, first => first.toUpperCase())
  const capital = text.replace(/^./u, first => first.toUpperCase())
  const folded = [text, capital, capitals, text.toUpperCase()].map(foldAscii)
  return new Set(folded.flatMap(spelling => [spelling, foldAscii(spelling.normalize('NFD'))]))
}

function foldAscii(text: string): string {
  return text.replace(/[A-Z]/gu, letter => letter.toLowerCase())
}

function fold(byte: number): number {
  return byte >= 65 && byte <= 90 ? byte | 32 : byte
}

/** Names by their bytes. It does not change after it is made. */
export class NameTrie {
  private readonly bytes: number[] = [0]
  private readonly children: number[] = [0]
  private readonly siblings: number[] = [0]
  private readonly values: number[] = [0, 0, 0, 0, 0]
  private readonly roots = new Int32Array(256)
  /** By the first two bytes, a bit for each kind that has such a name; nearly all other words end here. */
  private readonly starts = new Uint8Array(1 << 16)
  /** Months of three letters by the lower five bits of each, 0 for all other words. */
  private readonly shortMonths = new Int8Array(1 << 15)

  /** @param names in lower case; of two with one text and kind the later one counts. */
  constructor(names: readonly Name[]) {
    for (const name of names) for (const spelling of spellingsOf(name.text)) this.add(encoder.encode(spelling), name)
  }

  private add(bytes: Uint8Array, { kind, value }: Name): void {
    let node = 0
    for (const byte of bytes) node = this.step(node, byte) || this.grow(node, byte)
    this.values[node * KINDS + kind] = value
    const [first, second] = bytes
    for (let byte = 0; byte < 256; byte++) {
      if (bytes.length > 1 && fold(byte) !== second) continue
      this.starts[first << 8 | byte] |= 1 << kind
      if (first >= 97 && first <= 122) this.starts[(first - 32) << 8 | byte] |= 1 << kind
    }
    const isShortMonth = kind === MONTH_KIND && bytes.length === 3 && bytes.every(byte => byte < 128)
    if (isShortMonth) this.shortMonths[shortCode(bytes, 0)] = value
  }

  private step(node: number, byte: number): number {
    if (node === 0) return this.roots[byte]
    let child = this.children[node]
    while (child !== 0 && this.bytes[child] !== byte) child = this.siblings[child]
    return child
  }

  private grow(node: number, byte: number): number {
    const child = this.bytes.length
    this.bytes.push(byte)
    this.children.push(0)
    this.values.push(0, 0, 0, 0, 0)
    this.siblings.push(node === 0 ? 0 : this.children[node])
    if (node === 0) this.roots[byte] = child
    else this.children[node] = child
    return child
  }

  /** Whether a name may begin at p, by its first two bytes: a bit for each kind. */
  kindsAt(buf: Uint8Array, p: number): number {
    return this.starts[buf[p] << 8 | buf[p + 1]]
  }

  /** End of the longest name of a kind at p, times VALUES, plus its value; -1 if there is none. */
  find(buf: Uint8Array, p: number, kind: number): number {
    if (kind === MONTH_KIND && isShort(buf, p)) {
      const month = this.shortMonths[shortCode(buf, p)]
      if (month > 0) return (p + 3) * VALUES + month
    }
    let node = 0
    let found = -1
    for (let q = p; ;) {
      const blank = blankAt(buf, q)
      node = this.step(node, blank > 0 ? 32 : fold(buf[q]))
      if (node === 0) return found
      q += blank > 0 ? blank : 1
      const value = this.values[node * KINDS + kind]
      if (value > 0 && isNameEnd(buf, q, kind)) found = q * VALUES + value
    }
  }
}

/** Whether three letters of ASCII stand at p and no word goes on behind them. */
function isShort(buf: Uint8Array, p: number): boolean {
  const a = buf[p], b = buf[p + 1], c = buf[p + 2], next = buf[p + 3]
  return (a & b & c & 64) !== 0 && ((a | b | c) & 128) === 0 && next !== 46 && !isWordByte(next)
}

function shortCode(buf: Uint8Array, p: number): number {
  return (buf[p] & 31) << 10 | (buf[p + 1] & 31) << 5 | buf[p + 2] & 31
}

/**
 * Whether a name may end before q: words of scripts with blanks end at a blank or mark, months and weekdays at a
 * digit.
 */
function isNameEnd(buf: Uint8Array, q: number, kind: number): boolean {
  const last = buf[q - 1], next = buf[q]
  if (last >= 128 && !isParted(buf, q)) return true
  if (isDigit(next)) return !isDigit(last) && (kind <= 1 || last >= 128)
  return !isWordByte(next) || blankAt(buf, q) > 0 || commaAt(buf, q) > 0
}

/** Whether the character before q is of a script whose words are parted by blanks: two bytes, or three below U+2E80. */
function isParted(buf: Uint8Array, q: number): boolean {
  if ((buf[q - 2] & 0xC0) === 0xC0) return true
  return buf[q - 3] < 0xE2 || (buf[q - 3] === 0xE2 && buf[q - 2] < 0xBA)
}
