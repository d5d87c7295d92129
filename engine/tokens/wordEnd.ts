import type { DigitStyle } from './digits'
import { QuantityReader } from './quantities'
import { nextCut } from './scripts'
import { NO_QUANTITY } from './units'
import { quantityEnd } from './wordQuantity'
import { DIGIT, flagsOf, offsetOfSymbol, PLUS, WIDE } from './words'

/** Finds where words end that are more or less than a run of word bytes; an instance is used for word after word. */
export class WordEnds {
  /** End of the word read last, the classes of its bytes, and what it measures: NO_QUANTITY where it is no quantity. */
  end = 0
  flags = 0
  dimension = NO_QUANTITY
  readonly quantity: QuantityReader

  constructor(digits?: DigitStyle) {
    this.quantity = new QuantityReader({ digits })
  }

  /**
   * Reads the word at `from` of which the run of word bytes ends at `to`: it ends sooner where a script without blanks begins or ends, or
   * before the offset of a symbol, and later where its number has groups of digits or a unit behind it.
   */
  read(buf: Uint8Array, from: number, to: number, flags: number): void {
    this.end = to
    this.flags = flags
    this.dimension = NO_QUANTITY
    if ((flags & WIDE) !== 0) this.cut(buf, from, nextCut(buf, from, to))
    if ((this.flags & DIGIT) !== 0) {
      const end = quantityEnd(buf, from, this.end, this.flags, this.quantity)
      if (end >= 0) {
        this.dimension = this.quantity.dimension
        this.end = end
      }
    }
    if ((this.flags & PLUS) !== 0) this.cut(buf, from, offsetOfSymbol(buf, from, this.end))
  }

  private cut(buf: Uint8Array, from: number, end: number): void {
    if (end >= this.end) return
    this.end = end
    this.flags = flagsOf(buf, from, end)
  }
}
