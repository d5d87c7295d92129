/** The bytes are no text. The message says what they look like, in a sentence for a person. */
export class NotText extends Error {
  override name = 'NotText'
}

/** Bytes at the start of a file that `inspect` looks at. */
export const INSPECTED_BYTES = 64 * 1024

const ascii = (text: string) => Array.from(text, letter => letter.charCodeAt(0))

const PACKED: [string, number, number[]][] = [
  ['gzip', 0, [0x1F, 0x8B]], ['zip', 0, [0x50, 0x4B, 3, 4]], ['bzip2', 0, ascii('BZh')], ['xz', 0, [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0]],
  ['zstd', 0, [0x28, 0xB5, 0x2F, 0xFD]], ['lz4', 0, [4, 0x22, 0x4D, 0x18]], ['7z', 0, [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]], ['tar', 257, ascii('ustar')],
]
const BINARY: [string, number, number[]][] = [
  ['a PNG picture', 0, [0x89, 0x50, 0x4E, 0x47]], ['a JPEG picture', 0, [0xFF, 0xD8, 0xFF]], ['a GIF picture', 0, ascii('GIF8')], ['a PDF document', 0, ascii('%PDF-')],
  ['a program (ELF)', 0, [0x7F, 0x45, 0x4C, 0x46]], ['a Java class', 0, [0xCA, 0xFE, 0xBA, 0xBE]], ['a database (SQLite)', 0, ascii('SQLite format 3')],
  ['a WebAssembly module', 0, [0, 0x61, 0x73, 0x6D]], ['a media file', 4, ascii('ftyp')], ['a media file', 0, ascii('RIFF')],
]
const CONTROLS_MAX_SHARE = 0.03 // chosen: random bytes have 11 %, coloured terminal output none (ESC is not counted)

const begins = (bytes: Uint8Array, at: number, mark: number[]) => bytes.length >= at + mark.length && mark.every((byte, i) => bytes[at + i] === byte)

/** Refuses what its first bytes show to be no text. @throws NotText */
export function inspectMark(start: Uint8Array): void {
  for (const [format, at, mark] of PACKED)
    if (begins(start, at, mark)) throw new NotText(`The file is packed (${format}). Upload one plain text file.`)
  for (const [thing, at, mark] of BINARY)
    if (begins(start, at, mark)) throw new NotText(`The file is ${thing}, not a text log. Upload one plain text file.`)
}

/** Looks at the start of a file (at most INSPECTED_BYTES count). @returns its encoding. @throws NotText */
export function inspect(start: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  inspectMark(start)
  if (begins(start, 0, [0xFF, 0xFE])) return 'utf-16le'
  if (begins(start, 0, [0xFE, 0xFF])) return 'utf-16be'
  const end = Math.min(start.length, INSPECTED_BYTES)
  let controls = 0
  let written = 0
  for (let i = 0; i < end; i++) {
    const byte = start[i]
    if (byte !== 0) written++
    if ((byte < 32 && byte > 0 && (byte < 8 || byte > 13) && byte !== 27) || byte === 127) controls++
  }
  if (controls > written * CONTROLS_MAX_SHARE) throw new NotText('The file holds binary data, not text. Upload one plain text file.')
  return 'utf-8'
}

/** Turns the pieces of a file into UTF-8 without a byte order mark. Bytes that are no valid UTF-8 pass as they are. */
export interface Decoder {
  push(bytes: Uint8Array): Uint8Array
  end(): Uint8Array
}

const NOTHING = new Uint8Array(0)

/** @param start the file's first bytes, at least three unless the file is shorter: they tell whether there is a mark. */
export function createDecoder(encoding: 'utf-8' | 'utf-16le' | 'utf-16be', start: Uint8Array): Decoder {
  if (encoding === 'utf-8') {
    let skip = begins(start, 0, [0xEF, 0xBB, 0xBF]) ? 3 : 0
    return {
      push(bytes) {
        const from = Math.min(skip, bytes.length)
        skip -= from
        return from > 0 ? bytes.subarray(from) : bytes
      },
      end: () => NOTHING,
    }
  }
  const decoder = new TextDecoder(encoding)
  const encoder = new TextEncoder()
  return {
    push: bytes => encoder.encode(decoder.decode(bytes, { stream: true })),
    end: () => encoder.encode(decoder.decode()),
  }
}
