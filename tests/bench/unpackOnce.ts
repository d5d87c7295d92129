// Unpacks a file, or its first bytes, as the server does, on one thread, and tells how long it took: tests/bench/packedRuns.ts runs it.
import { createReadStream } from 'node:fs'
import { unpack } from '../../unpack/unpack'

/** What a run of this program prints. */
export interface UnpackRun { seconds: number, lines: number, bytes: number }

const LF = 10

async function run(path: string, maxBytes: number): Promise<UnpackRun> {
  const started = performance.now()
  let [lines, bytes] = [0, 0]
  for await (const { pieces } of unpack(createReadStream(path, { highWaterMark: 256 * 1024 }), { maxExpandedBytes: Infinity })) {
    for await (const piece of pieces) {
      bytes += piece.length
      for (let at = piece.indexOf(LF); at >= 0; at = piece.indexOf(LF, at + 1)) lines++
      if (bytes >= maxBytes) return { seconds: (performance.now() - started) / 1000, lines, bytes }
    }
  }
  return { seconds: (performance.now() - started) / 1000, lines, bytes }
}

void run(process.argv[2] ?? '', Number(process.argv[3] ?? Infinity)).then(result => process.stdout.write(JSON.stringify(result)))
