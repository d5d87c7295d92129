/** Why packed data can't be read on, by code, with what a sentence says of it. */
export type UnpackNote =
  | { code: 'incomplete' | 'damaged' | 'dictionary', args: { format: string } }
  | { code: 'memory', args: { format: string, size: number } }
  | { code: 'length_unknown', args: { name: string } }
  | { code: 'method', args: { method: number } }
  | { code: 'program_filter' | 'filter' | 'encrypted', args: Record<string, never> }

/** Packed data that can't be read on; what came before was good. */
export class Unreadable extends Error {
  override name = 'Unreadable'
  constructor(readonly note: UnpackNote) {
    super([note.code, ...Object.values(note.args)].join(' '))
  }
}

/** Packed data that ends in the middle. */
export class CutShort extends Unreadable {
  override name = 'CutShort'
  constructor(readonly format: string) {
    super({ code: 'incomplete', args: { format } })
  }
}

/** Packed data that contradicts itself. */
export class Damaged extends Unreadable {
  override name = 'Damaged'
  constructor(readonly format: string) {
    super({ code: 'damaged', args: { format } })
  }
}

type BombNote = { code: 'bomb_line', args: { size: number } } | { code: 'bomb_size', args: Record<string, never> }

/** More than any honest log holds: a line of more than `size` MiB, or more than may come out at all. */
export class Bomb extends Error {
  override name = 'Bomb'
  constructor(readonly note: BombNote) {
    super(note.code)
  }
}
