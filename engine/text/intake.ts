import { Chunker, type Cut } from './chunker'
import { createDecoder, inspect, inspectMark, type Decoder } from './decode'
import { detectFraming, SAMPLE_BYTES, type AnalysisSettings, type Framing } from './framing'

/** A file on its way in: inspected, decoded to UTF-8, framed and cut. */
export interface Intake {
  /** Takes the next bytes (kept no longer than the call). @throws NotText as soon as that is known. */
  push(bytes: Uint8Array): Cut[]
  /** The rest. @throws NotText */
  end(): Cut[]
  /** Null until known. */
  readonly encoding: string | null
  readonly framing: Framing | null
  /** Lines and bytes of the chunks given out so far. */
  readonly lines: number
  readonly decodedBytes: number
  /** Plain sentences; grows. */
  readonly warnings: readonly string[]
}

const MARK_BYTES = 512 // what inspectMark looks at

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

class FileIntake implements Intake {
  encoding: string | null = null
  framing: Framing | null = null
  readonly warnings: string[] = []
  private held: Uint8Array[] = []
  private heldBytes = 0
  private decoder: Decoder | null = null
  private chunker: Chunker | null = null

  constructor(private readonly settings: AnalysisSettings, private readonly chunkSizeBytes: number) {}

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

  end(): Cut[] {
    const cuts: Cut[] = []
    if (!this.chunker && this.heldBytes > 0) this.open(cuts)
    const rest = this.decoder?.end()
    if (rest && rest.length > 0) this.chunker?.push(rest, cuts)
    this.chunker?.end(cuts)
    this.encoding ??= 'utf-8'
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
    const start = joined(this.held)
    this.held = []
    const encoding = inspect(start)
    this.encoding = encoding
    if (encoding !== 'utf-8') this.warnings.push(`The file is ${encoding.toUpperCase()}; it was converted to UTF-8.`)
    this.decoder = createDecoder(encoding, start)
    const text = this.decoder.push(start)
    // the sample must be the same however the upload was cut
    this.framing = detectFraming(text.subarray(0, SAMPLE_BYTES), this.settings)
    this.chunker = new Chunker(this.framing, this.chunkSizeBytes)
    this.chunker.push(text, cuts)
  }
}

export function createIntake(settings: AnalysisSettings, chunkSizeBytes: number): Intake {
  return new FileIntake(settings, chunkSizeBytes)
}
