import { idEnd, isId, isMark } from './idShapes'
import { IdSearch } from './IdSearch'
import type { SessionKey } from './sessionKey'

/** Where the parameters of a line are. */
export interface Parameters { size: number, from: Int32Array, to: Int32Array }

/**
 * Finds the session that a line names. Keeps by signature which parameter is the id where it follows from the
 * signature: `open` takes the line, `learn` looks at a signature that is new, `find` finds.
 */
export class SessionFinder extends IdSearch {
  /** Per signature and key: the parameter behind the key's word, -1 for none. */
  private behind = new Int8Array(1 << 11)
  /** Number of the key by which the last id was found. */
  key = 0

  constructor(private readonly keys: readonly SessionKey[]) {
    super()
  }

  /**
   * Looks at a signature that is new in this chunk, by its first line; at each record, since signatures leave out their
   * fields.
   */
  learn(signature: number, params: Parameters): void {
    const { keys } = this
    const base = signature * keys.length
    if (base + keys.length > this.behind.length) {
      const grown = new Int8Array(this.behind.length * 2)
      grown.set(this.behind)
      this.behind = grown
    }
    for (let key = 0; key < keys.length; key++) {
      this.behind[base + key] = keys[key].kind === 'after' ? this.placeBehind(keys[key].mark, params) : -1
    }
  }

  /** The first parameter behind the word, -1 without one. */
  private placeBehind(word: string, { size, from, to }: Parameters): number {
    for (let i = 0; i < size; i++) {
      const lastEnd = i > 0 && to[i - 1] <= from[i] ? to[i - 1] : -1 // fields are sorted
      if (!this.mayFollow(from[i], word) || !this.findWordBefore(from[i], lastEnd)) continue
      if (isMark(this.buf, this.from, this.to, word)) return i
    }
    return -1
  }

  /**
   * Finds the id of the line's session: `from` and `to` say where it is, `key` by which key.
   * @returns false without one.
   */
  find(signature: number, params: Parameters): boolean {
    for (this.key = 0; this.key < this.keys.length; this.key++) if (this.findBy(this.keys[this.key], signature, params)) return true
    return false
  }

  private findBy(key: SessionKey, signature: number, params: Parameters): boolean {
    if (key.kind === 'bracket') return this.findBracket(Number(key.mark))
    if (key.kind === 'column') return this.findColumn(Number(key.mark))
    const place = key.kind === 'after' ? this.behind[signature * this.keys.length + this.key] : this.findId(params, key)
    if (place < 0) return false
    this.from = params.from[place]
    this.to = idEnd(this.buf, this.from, params.to[place])
    return true
  }

  private findId({ size, from, to }: Parameters, key: SessionKey): number {
    for (let i = 0; i < size; i++) if (isId(this.buf, from[i], idEnd(this.buf, from[i], to[i]), key)) return i
    return -1
  }
}
