import xxhash, { type XXHashAPI } from 'xxhash-wasm'

let compiled: Promise<XXHashAPI> | null = null

/** The checksums of lz4 and zstd: XXH32 and XXH64, both with seed 0. */
export function xxHashes(): Promise<XXHashAPI> {
  return compiled ??= xxhash()
}
