/** Packed data that can't be read on; what came before was good. The message is the end of a sentence for a person: "…, since MESSAGE". */
export class Unreadable extends Error {
  override name = 'Unreadable'
}

/** Packed data that ends in the middle. */
export class CutShort extends Unreadable {
  override name = 'CutShort'
  constructor(readonly format: string) {
    super(`the ${format} data is incomplete: it ends too early`)
  }
}

/** Packed data that contradicts itself. */
export class Damaged extends Unreadable {
  override name = 'Damaged'
  constructor(readonly format: string) {
    super(`the ${format} data is damaged`)
  }
}

/** More than any honest log holds. */
export class Bomb extends Error {
  override name = 'Bomb'
}
