/** A map of at most `most` entries: the one set longest ago makes room. Setting a key again makes it the newest. */
export class NewestMap<Key, Value> extends Map<Key, Value> {
  readonly #most: number
  readonly #onDropped: (value: Value) => void

  /** @param onDropped gets each value that made room; not those that are deleted or replaced. */
  constructor(most: number, onDropped: (value: Value) => void = () => {}) {
    super()
    this.#most = most
    this.#onDropped = onDropped
  }

  override set(key: Key, value: Value): this {
    this.delete(key)
    super.set(key, value)
    for (const [oldest, dropped] of this) {
      if (this.size <= this.#most) break
      this.delete(oldest)
      this.#onDropped(dropped)
    }
    return this
  }
}
