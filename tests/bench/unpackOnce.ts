// Unpacks a file as the server does, on one thread, and tells how long it took: tests/bench/packedRuns.ts runs it.
import { createReadStream } from 'node:fs'
import { unpack } from '../../server/unpack/unpack'

/** What a run of this program prints. */
export interface UnpackRun { seconds: number, lines: number }

const LF = 10

async function run(path: string): Promise<UnpackRun> {
  const started = performance.now()
  let lines = 0
  for await (const { pieces } of unpack(createReadStream(path, { highWaterMark: 256 * 1024 }), { maxExpandedBytes: Infinity })) {
    for await (const piece of pieces) {
      for (let at = piece.indexOf(LF); at >= 0; at = piece.indexOf(LF, at + 1)) lines++
    }
  }
  return { seconds: (performance.now() - started) / 1000, lines }
}

void run(process.argv[2] ?? '').then(result => process.stdout.write(JSON.stringify(result)))
