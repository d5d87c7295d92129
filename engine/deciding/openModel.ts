import { readLookup, readText, type ModelLookup, type ModelText } from '../summary/model'

/** An encoded model whose halves are read once, when first needed: keep it while chunk after chunk is scored. */
export class OpenModel {
  private readLookup: ModelLookup | null = null
  private readText: ModelText | null = null

  constructor(private readonly bytes: Uint8Array) {}

  /** The flat half, which scoring needs. @throws RangeError if the model is of another engine version. */
  get lookup(): ModelLookup {
    return this.readLookup ??= readLookup(this.bytes)
  }

  /** What findings are written with. @throws RangeError if the model is of another engine version. */
  get text(): ModelText {
    return this.readText ??= readText(this.bytes)
  }
}
