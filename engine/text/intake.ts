import type { NewNote } from '#shared/note'
import { joined } from '../summary/bytes'
import { Chunker, type Cut, type Start } from './chunker'
import { createDecoder, inspect, inspectMark, type Decoder } from './decode'
import type { Encoding } from './encoding'
import { detectFraming, SAMPLE_BYTES } from '../reading/layout/detectFraming'
import type { AnalysisSettings, Framing } from '../reading/layout/framing'

/** A file on its way in: inspected, decoded to UTF-8, framed and cut. */
export interface Intake {
  /** Takes the next bytes (kept no longer than the call). @throws NotText as soon as that is known. */
  push(bytes: Uint8Array): Cut[]
  /** The rest; `closesLine` gives a last line without an end one, so that another file may follow. @throws NotText */
  end(closesLine?: boolean): Cut[]
  /** Null until known. What begins as ASCII is UTF-8 until later bytes show that it is another. */
  readonly encoding: Encoding | null
  /** Null until known. */
  readonly framing: Framing | null
  /** Lines and bytes of the chunks given out so far. */
  readonly lines: number
  readonly decodedBytes: number
  /** What was converted, and what was given and is not gone by. */
  readonly notes: readonly NewNote[]
}

const MARK_BYTES = 512 // what inspectMark looks at

const LINE_END = new Uint8Array([10])
const ENCODING_NAMES: Record<Exclude<Encoding, 'unknown'>, string> = {
  'utf-8': 'UTF-8', 'utf-16le': 'UTF-16LE', 'utf-16be': 'UTF-16BE',
  'windows-1252': 'Windows-1252 (Latin-1)', 'windows-1250': 'Windows-1250', 'windows-1251': 'Windows-1251', 'windows-1253': 'Windows-1253', 'windows-1254': 'Windows-1254',
  'windows-1255': 'Windows-1255', 'windows-1256': 'Windows-1256', 'windows-1257': 'Windows-1257', 'windows-874': 'Windows-874', 'iso-8859-2': 'ISO 8859-2', 'iso-8859-5': 'ISO 8859-5',
  'koi8-r': 'KOI8-R', 'koi8-u': 'KOI8-U', 'ibm866': 'IBM 866', 'macintosh': 'Mac Roman', 'x-mac-cyrillic': 'Mac Cyrillic',
  'gb18030': 'GB18030', 'big5': 'Big5', 'euc-kr': 'EUC-KR', 'euc-jp': 'EUC-JP', 'shift-jis': 'Shift-JIS',
}

class FileIntake implements Intake {
  framing: Framing | null = null
  private isEnded = false
  private held: Uint8Array[] = []
  private heldBytes = 0
  private decoder: Decoder | null = null
  private chunker: Chunker | null = null

  constructor(private readonly settings: AnalysisSettings, private readonly chunkSizeBytes: number, private readonly options: IntakeOptions) {}

  get encoding(): Encoding | null {
    return this.decoder?.encoding ?? (this.isEnded ? 'utf-8' : null)
  }

  get notes(): NewNote[] {
    const { encoding } = this
    const { member: name = null } = this.options
    const notes: NewNote[] = []
    if (encoding === 'unknown') {
      if (name === null) notes.push({ code: 'unknown_encoding', args: {} })
      else notes.push({ code: 'unknown_encoding_member', args: { name } })
    }
    else if (encoding !== null && encoding !== 'utf-8') {
      const args = { encoding: ENCODING_NAMES[encoding] }
      notes.push(name === null ? { code: 'converted', args } : { code: 'converted_member', args: { ...args, name } })
    }
    const { framing } = this
    if (this.settings.options?.firstLine !== undefined && framing !== null && framing.firstLine === null) {
      notes.push(name === null ? { code: 'first_line_left', args: {} } : { code: 'first_line_left_of', args: { name } })
    }
    return notes
  }

  get lines(): number {
    return this.chunker?.lines ?? 0
  }

  get decodedBytes(): number {
    return this.chunker?.decodedBytes ?? 0
  }

  push(bytes: Uint8Array): Cut[] {
    const cuts: Cut[] = []
    if (this.decoder && this.chunker) this.chunker.push(this.decoder.push(bytes), cuts)
    else this.hold(bytes, cuts)
    return cuts
  }

  end(closesLine = false): Cut[] {
    const cuts: Cut[] = []
    if (!this.chunker && this.heldBytes > 0) this.open(cuts)
    const rest = this.decoder?.end()
    if (rest && rest.length > 0) this.chunker?.push(rest, cuts)
    if (closesLine && this.chunker && !this.chunker.endsLine) this.chunker.push(LINE_END, cuts)
    this.chunker?.end(cuts)
    this.isEnded = true
    return cuts
  }

  /** Keeps the start of the file until there is enough of it to decide by. */
  private hold(bytes: Uint8Array, cuts: Cut[]): void {
    if (this.heldBytes < MARK_BYTES && this.heldBytes + bytes.length >= MARK_BYTES) inspectMark(joined([...this.held, bytes]))
    this.held.push(bytes.slice())
    this.heldBytes += bytes.length
    // UTF-16 needs twice the bytes for as much text
    if (this.heldBytes >= 2 * SAMPLE_BYTES) this.open(cuts)
  }

  private open(cuts: Cut[]): void {
    const bytes = joined(this.held)
    this.held = []
    const start = bytes.subarray(0, 2 * SAMPLE_BYTES) // decided by the same bytes however the upload was cut
    this.decoder = createDecoder(inspect(start), start)
    const text = this.decoder.push(bytes)
    this.framing = detectFraming(text.subarray(0, SAMPLE_BYTES), this.settings)
    this.chunker = new Chunker(this.framing, this.chunkSizeBytes, this.options.start)
    this.chunker.push(text, cuts)
  }
}

export interface IntakeOptions {
  /** Where the first chunk begins. */
  start?: Start
  /** The file's name in a job of several; null, and without it, where it is by itself. */
  member?: string | null
}

export function createIntake(settings: AnalysisSettings, chunkSizeBytes: number, options: IntakeOptions = {}): Intake {
  return new FileIntake(settings, chunkSizeBytes, options)
}
