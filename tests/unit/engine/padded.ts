/** A text as the engine reads lines: its UTF-8 bytes, then line feeds; `end` is where the text ends. */
export function padded(text: string): { buf: Uint8Array, end: number } {
  const bytes = new TextEncoder().encode(text)
  const buf = new Uint8Array(bytes.length + 64).fill(10)
  buf.set(bytes)
  return { buf, end: bytes.length }
}

export const bytesOf = (text: string) => new TextEncoder().encode(text)
