import type { NewNote } from '#shared/note'
import { joined } from '../summary/bytes'
import { eightBitEncodingOf, utf16Of, type Encoding } from './encoding'
import { firstHighByte } from './highBytes'

/** The bytes are no text. `what` says what they look like. */
export class NotText extends Error {
  override name = 'NotText'
  readonly note: NewNote
  constructor(readonly what: FileKind) {
    super([what.code, ...Object.values(what.args)].join(' '))
    this.note = { code: 'not_text', args: { what } }
  }
}

/** What a file is that is no log. */
type FileKind = Extract<NewNote, { code: PlainKind | 'packed_file' | 'program' | 'database' }>
type PlainKind = 'png' | 'jpeg' | 'gif' | 'pdf' | 'java_class' | 'apple_double' | 'web_assembly' | 'media' | 'binary'

/** Bytes at the start of a file that `inspect` looks at. */
export const INSPECTED_BYTES = 64 * 1024

const ascii = (text: string) => Array.from(text, letter => letter.charCodeAt(0))

const PACKED: [string, number, number[]][] = [
  ['gzip', 0, [0x1F, 0x8B]], ['zip', 0, [0x50, 0x4B, 3, 4]], ['bzip2', 0, ascii('BZh')], ['xz', 0, [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0]],
  ['zstd', 0, [0x28, 0xB5, 0x2F, 0xFD]], ['lz4', 0, [4, 0x22, 0x4D, 0x18]], ['7z', 0, [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]], ['rar', 0, ascii('Rar!')], ['compress', 0, [0x1F, 0x9D]], ['tar', 257, ascii('ustar')],
]
const kind = (code: PlainKind): FileKind => ({ code, args: {} })
const BINARY: [FileKind, number, number[]][] = [
  [kind('png'), 0, [0x89, 0x50, 0x4E, 0x47]],
  [kind('jpeg'), 0, [0xFF, 0xD8, 0xFF]],
  [kind('gif'), 0, ascii('GIF8')],
  [kind('pdf'), 0, ascii('%PDF-')],
  [{ code: 'program', args: { format: 'ELF' } }, 0, [0x7F, 0x45, 0x4C, 0x46]],
  [kind('java_class'), 0, [0xCA, 0xFE, 0xBA, 0xBE]],
  [{ code: 'database', args: { format: 'SQLite' } }, 0, ascii('SQLite format 3')],
  [kind('apple_double'), 0, [0, 5, 0x16, 7]],
  [kind('web_assembly'), 0, [0, 0x61, 0x73, 0x6D]],
  [kind('media'), 4, ascii('ftyp')],
  [kind('media'), 0, ascii('RIFF')],
]
const CONTROLS_MAX_SHARE = 0.03 // chosen: random bytes have 11 %, coloured terminal output none (ESC is not counted)

const begins = (bytes: Uint8Array, at: number, mark: number[]) => bytes.length >= at + mark.length && mark.every((byte, i) => bytes[at + i] === byte)

/** Refuses what its first bytes show to be no text. @throws NotText */
export function inspectMark(start: Uint8Array): void {
  for (const [format, at, mark] of PACKED)
    if (begins(start, at, mark)) throw new NotText({ code: 'packed_file', args: { format } })
  for (const [thing, at, mark] of BINARY)
    if (begins(start, at, mark)) throw new NotText(thing)
}

/** Marks between fields or messages of trading, telemetry and exports: SOH to EOT, FS to US. */
const isSeparator = (byte: number) => (byte >= 1 && byte <= 4) || (byte >= 28 && byte <= 31)
/** So often separators stand behind text, and so much of it they are at most. Chosen: fields of one letter, no run. */
const SEPARATED_MIN = 3
const SEPARATORS_MAX_SHARE = 0.5

/** Whether control characters are more than text has; separators that come back with text between them are text. */
function isBinary(bytes: Uint8Array): boolean {
  let controls = 0
  let separators = 0
  let separated = 0 // runs of separators
  let zeros = 0
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]
    if (byte === 0) zeros++
    else if (isSeparator(byte)) {
      separators++
      if (i > 0 && !isSeparator(bytes[i - 1])) separated++
    }
    else if ((byte < 32 && (byte < 8 || byte > 13) && byte !== 27) || byte === 127) controls++
  }
  const written = bytes.length - zeros
  const areText = separated >= SEPARATED_MIN && separators <= written * SEPARATORS_MAX_SHARE && zeros < separators
  return controls + (areText ? 0 : separators) > written * CONTROLS_MAX_SHARE
}

/** Looks at the start of a file: of the first INSPECTED_BYTES whether it is text, of all of it in which encoding. @throws NotText */
export function inspect(start: Uint8Array): Encoding {
  inspectMark(start)
  if (begins(start, 0, [0xFF, 0xFE])) return 'utf-16le'
  if (begins(start, 0, [0xFE, 0xFF])) return 'utf-16be'
  const inspected = start.subarray(0, INSPECTED_BYTES)
  const utf16 = utf16Of(inspected)
  if (isBinary(inspected)) throw new NotText({ code: 'binary', args: {} })
  return utf16 ?? eightBitEncodingOf(start)
}

/** Turns the pieces of a file into UTF-8 without a byte order mark. Bytes that are no valid UTF-8 in UTF-8 pass as they are. */
export interface Decoder {
  push(bytes: Uint8Array): Uint8Array
  end(): Uint8Array
  /** Known from the start; while everything is ASCII that is UTF-8, and what comes later may show that it is another. */
  readonly encoding: Encoding
}

const NOTHING = new Uint8Array(0)
/** So much, from the first byte on that is not ASCII, decides; chosen. */
const DECIDED_BY = 64 * 1024

/**
 * @param start the file's first bytes, at least three unless the file is shorter: they tell whether there is a mark, and
 * whether anything but ASCII has been seen.
 */
export function createDecoder(encoding: Encoding, start: Uint8Array): Decoder {
  if (encoding !== 'utf-8') return convert(encoding)
  return firstHighByte(start) < start.length ? passOn(start) : passOnAscii()
}

/** UTF-8 as it is, without its mark. */
function passOn(start: Uint8Array): Decoder {
  let skip = begins(start, 0, [0xEF, 0xBB, 0xBF]) ? 3 : 0
  return {
    encoding: 'utf-8',
    push(bytes) {
      const from = Math.min(skip, bytes.length)
      skip -= from
      return from > 0 ? bytes.subarray(from) : bytes
    },
    end: () => NOTHING,
  }
}

function convert(encoding: Exclude<Encoding, 'utf-8'>): Decoder {
  const isShown = encoding === 'windows-1252' || encoding === 'unknown'
  if (isShown) return { encoding, push: fromWindows1252, end: () => NOTHING }
  if (encoding === 'gb18030') return convertGb18030()
  const decoder = new TextDecoder(encoding)
  const encoder = new TextEncoder()
  return {
    encoding,
    push: bytes => encoder.encode(decoder.decode(bytes, { stream: true })),
    end: () => encoder.encode(decoder.decode()),
  }
}

/** A character of GB18030 is held no longer: so much without a byte below `0`, which ends any, is no text. Chosen. */
const RUN_MAX_BYTES = 64 * 1024

/** GB18030 in whole runs, as Node's decoder throws on broken characters when it streams. */
function convertGb18030(): Decoder {
  const decoder = new TextDecoder('gb18030', { ignoreBOM: true })
  const encoder = new TextEncoder()
  let held: Uint8Array = NOTHING
  const decode = (bytes: Uint8Array) => encoder.encode(decoder.decode(bytes))
  return {
    encoding: 'gb18030',
    push(bytes) {
      const all = joined([held, bytes])
      const parts: Uint8Array[] = []
      let done = 0
      let run = 0 // where a character may go on from; held bytes are one run
      for (let p = held.length; p < all.length; p++) {
        if (all[p] < 0x30) run = p + 1
        else if (p + 1 - run === RUN_MAX_BYTES) {
          parts.push(decode(all.subarray(done, p + 1)))
          done = run = p + 1
        }
      }
      if (run > done) parts.push(decode(all.subarray(done, run)))
      held = all.slice(run)
      return joined(parts)
    },
    end: () => decode(held),
  }
}

/** ASCII so far. What is held back and decided by depends on the file only, not on its pieces. */
function passOnAscii(): Decoder {
  let held: Uint8Array[] = []
  let heldBytes = 0
  let decided: Decoder | null = null
  const decide = () => {
    const sample = joined(held)
    const encoding = eightBitEncodingOf(sample.subarray(0, DECIDED_BY))
    held = []
    decided = encoding === 'utf-8' ? passOn(NOTHING) : convert(encoding)
    return decided.push(sample)
  }
  return {
    get encoding() { return decided?.encoding ?? 'utf-8' },
    push(bytes) {
      if (decided) return decided.push(bytes)
      const at = heldBytes > 0 ? 0 : firstHighByte(bytes)
      if (at === bytes.length) return bytes
      held.push(bytes.slice(at))
      heldBytes += bytes.length - at
      const rest = heldBytes >= DECIDED_BY ? decide() : NOTHING
      return at > 0 ? joined([bytes.subarray(0, at), rest]) : rest
    },
    end: () => joined([heldBytes > 0 && !decided ? decide() : NOTHING, decided?.end() ?? NOTHING]),
  }
}

/** Code points of the bytes 0x80 … 0x9F; where the table has none, that of the byte. Source: WHATWG Encoding, index windows-1252. */
const WINDOWS_1252 = [
  0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F,
  0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
]

/** Node's own decoder of Windows-1252 differs between its versions. */
function fromWindows1252(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(bytes.length * 3)
  let at = 0
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]
    const point = byte >= 0x80 && byte < 0xA0 ? WINDOWS_1252[byte - 0x80] : byte
    if (point < 0x80) out[at++] = point
    else if (point < 0x800) {
      out[at++] = 0xC0 | (point >> 6)
      out[at++] = 0x80 | (point & 0x3F)
    }
    else {
      out[at++] = 0xE0 | (point >> 12)
      out[at++] = 0x80 | ((point >> 6) & 0x3F)
      out[at++] = 0x80 | (point & 0x3F)
    }
  }
  return out.subarray(0, at)
}
