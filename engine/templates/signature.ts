import { PATH, REST, STATUS, WORD, type Tokens } from '../tokens/Tokens'
import { ANY_WORD, BYTE_CLASS, keyOfText, MASK, SPACE } from '../tokens/words'

/** Bytes of a signature's text that are kept. Chosen. */
export const TEXT_MAX_BYTES = 512

const COLON = 58, QUOTE = 34, BLANK = 32, SLASH = 47, STAR = 42

/** Writes the text of one signature. */
class SignatureWriter {
  private readonly out = new Uint8Array(TEXT_MAX_BYTES)
  private size = 0
  private spaced = false // white space since the last token
  private runTo = -1 // end of the parameter written last, -1 after anything else
  private colons = 0 // held back after a parameter

  constructor(private readonly buf: Uint8Array, private readonly tokens: Tokens) {}

  /** Writes the white space and the punctuation of `[from, to)`, between two tokens. */
  between(from: number, to: number): void {
    for (let p = from; p < to; p++) {
      const byte = this.buf[p]
      if (BYTE_CLASS[byte] === SPACE) this.spaced = true
      else if (byte === COLON && this.runTo >= 0 && p === this.runTo + this.colons) this.colons++
      else {
        this.flush()
        this.put(byte)
        this.runTo = -1
      }
    }
  }

  /** Writes a token: a MASK for a parameter, none for one that only colons join to the one before. */
  token(token: number): void {
    const { buf, tokens } = this
    const from = tokens.from[token], to = tokens.to[token], kind = tokens.kind[token]
    const isWord = kind === WORD || kind === PATH
    const isJoined = !isWord && kind !== REST && this.colons > 0 && from === this.runTo + this.colons
    if (isJoined) this.colons = 0
    else this.flush()
    this.runTo = isWord ? -1 : to
    if (kind === WORD) this.putAll(buf, from, to)
    else if (kind === PATH) this.putAll(tokens.quotes.path, 0, tokens.quotes.maskPath(buf, from, to))
    else if (!isJoined) {
      if (kind === STATUS) this.put(buf[from])
      this.put(MASK)
    }
  }

  finish(): Uint8Array<ArrayBuffer> {
    for (; this.colons > 0; this.colons--) this.put(COLON)
    return this.out.slice(0, this.size)
  }

  private flush(): void {
    for (; this.colons > 0; this.colons--) this.put(COLON)
    if (this.spaced && this.size > 0) this.put(BLANK)
    this.spaced = false
  }

  private putAll(bytes: Uint8Array, from: number, to: number): void {
    for (let p = from; p < to; p++) this.put(bytes[p])
  }

  private put(byte: number): void {
    if (this.size < TEXT_MAX_BYTES) this.out[this.size++] = byte
  }
}

/**
 * Text of the signature of what begins at `from` and ends with its line: words and punctuation as they are, MASK for each parameter,
 * one space for white space; cut at TEXT_MAX_BYTES. Overwrites what `tokens` has read.
 */
export function signatureText(buf: Uint8Array, from: number, tokens: Tokens): Uint8Array<ArrayBuffer> {
  tokens.read(buf, from)
  const writer = new SignatureWriter(buf, tokens)
  let p = tokens.start
  for (let token = 0; token < tokens.size; token++) {
    writer.between(p, tokens.from[token])
    writer.token(token)
    p = tokens.kind[token] === REST ? tokens.end : tokens.to[token]
  }
  writer.between(p, tokens.end)
  return writer.finish()
}

/** How coarse a signature is: its words; its first two words; the shape of its start; its group only. A request keeps its first two, then one folder. */
export const LEVELS = 4
const WORDS_KEPT = 2 // chosen
const FOLDERS_KEPT = [0, 2, 1] // chosen
const METHOD_MIN = 3
const SHAPE_MAX = 8 // chosen

/** End of the method of a request, `"GET /a`, of which the word at p is the first; -1 for other words. */
function methodEnd(text: Uint8Array, p: number): number {
  if (text[p - 1] !== QUOTE) return -1
  let q = p
  while (text[q] >= 65 && text[q] <= 90) q++
  return q - p >= METHOD_MIN && text[q] === BLANK && text[q + 1] === SLASH ? q : -1
}

/** Copies a request's path to `out` at `at`, with a star for what is below `folders` folders; the position behind it. */
function copyFolders(path: Uint8Array, folders: number, out: Uint8Array, at: number): number {
  let slashes = 0
  for (const byte of path) {
    out[at++] = byte
    if (byte === SLASH && slashes++ === folders) {
      out[at++] = STAR
      break
    }
  }
  return at
}

/** Text of the same signature at the level 1 or 2, which follows from any finer text. */
function shapeText(text: Uint8Array, level: number): Uint8Array<ArrayBuffer> {
  const coarse = new Uint8Array(TEXT_MAX_BYTES)
  const kept = level === 1 ? WORDS_KEPT : 0
  let at = 0
  let words = 0
  let tokens = 0
  let pathFrom = -1
  for (let p = 0; p < text.length && tokens < SHAPE_MAX;) {
    const byte = text[p]
    if (byte === MASK || byte === ANY_WORD || BYTE_CLASS[byte] >= SPACE) {
      coarse[at++] = byte
      if (byte !== BLANK) tokens++
      p++
      continue
    }
    const start = p
    while (p < text.length && text[p] > ANY_WORD && BYTE_CLASS[text[p]] < SPACE) p++
    tokens++
    const method = tokens < SHAPE_MAX ? methodEnd(text, start) : -1 // the last token has no path behind it
    if (method > 0) pathFrom = method + 1
    if (start === pathFrom) at = copyFolders(text.subarray(start, p), FOLDERS_KEPT[level], coarse, at)
    else if (method > 0 || words++ < kept) for (let i = start; i < p; i++) coarse[at++] = text[i]
    else coarse[at++] = ANY_WORD
  }
  return coarse.slice(0, at)
}

/** Text of the same signature at a coarser level. */
export function coarseText(text: Uint8Array, level: number): Uint8Array {
  if (level === 0) return text
  return level === 3 ? new Uint8Array([ANY_WORD]) : shapeText(text, level)
}

/** Signatures are kept in groups by the shape of their start; what is in one group coarsens together. */
export const GROUPS = 256

/** Keys of a signature at the levels 1 and 2, and its group. */
export function coarseKeys(text: Uint8Array): { key1: number, key2: number, group: number } {
  const key2 = keyOfText(shapeText(text, 2))
  return { key1: keyOfText(shapeText(text, 1)), key2, group: key2 % GROUPS }
}
