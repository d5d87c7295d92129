/** The same array at twice its length, what is new in it being 0. @param make makes one of a length. */
export function grow<T extends Int32Array | Uint32Array | Uint16Array | Float64Array | Uint8Array>(array: T, make: (size: number) => T): T {
  const grown = make(array.length * 2)
  grown.set(array)
  return grown
}

export const int32 = (size: number) => new Int32Array(size)
export const uint32 = (size: number) => new Uint32Array(size)
export const uint16 = (size: number) => new Uint16Array(size)
export const uint8 = (size: number) => new Uint8Array(size)
export const float64 = (size: number) => new Float64Array(size)
