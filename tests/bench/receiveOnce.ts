// Receives a plain log with and without looking whether it is packed, in turns, and tells both times: `npm run bench -- inputs` runs it.
import { closeSync, openSync, readSync } from 'node:fs'
import { openCutter, type Cut } from '../../server/jobs/receiving/fileCutter'
import type { JobWriter } from '../../server/jobs/receiving/jobWriter'
import { takeUnpacked } from '../../server/jobs/receiving/takeUnpacked'
import { unpack } from '../../unpack/unpack'

/** What a run of this program prints: seconds of each turn. */
export interface ReceiveRun { withUnpacking: number[], without: number[] }

const CHUNK_BYTES = 1024 * 1024
/** As a socket gives them. */
const PIECE_BYTES = 64 * 1024
const TURNS = 9

async function run(path: string): Promise<ReceiveRun> {
  const times: ReceiveRun = { withUnpacking: [], without: [] }
  const kinds = [['withUnpacking', looked], ['without', asItIs]] as const
  for (const [, receive] of kinds) await receive(path) // the code is compiled
  for (let turn = 0; turn < TURNS; turn++) {
    for (const [kind, receive] of turn % 2 === 0 ? kinds : kinds.toReversed()) {
      const started = performance.now()
      await receive(path)
      times[kind].push((performance.now() - started) / 1000)
    }
  }
  return times
}

async function looked(path: string): Promise<void> {
  const writer = openCounting()
  await takeUnpacked(unpack(piecesOf(path), { maxExpandedBytes: Infinity }), () => writer)
}

async function asItIs(path: string): Promise<void> {
  const writer = openCounting()
  writer.beginFile(null)
  for await (const piece of piecesOf(path)) await writer.take(piece)
  await writer.endFile(null)
}

async function* piecesOf(path: string): AsyncGenerator<Uint8Array> {
  const file = openSync(path, 'r')
  for (;;) {
    const piece = Buffer.allocUnsafe(PIECE_BYTES)
    const length = readSync(file, piece)
    if (length === 0) break
    yield piece.subarray(0, length)
  }
  closeSync(file)
}

/** Decodes, cuts and checks as the server does, and stores nothing: what is added weighs the most here. */
function openCounting(): JobWriter {
  const files = openCutter({ maxLineBytes: CHUNK_BYTES, chunkSizeBytes: CHUNK_BYTES }, 0)
  const store = ({ place, data }: Cut) => files.stored(place, data)
  const notHere = () => Promise.reject(new Error('nothing is sealed here'))
  return {
    arrived() {},
    beginFile: files.begin,
    async take(piece) {
      for (const cut of files.push(piece)) store(cut)
    },
    async endFile(lost) {
      for (const cut of files.end()) store(cut)
      files.close(lost)
    },
    skipFile: files.skip,
    note: files.note,
    lines: files.lines,
    seal: notHere,
    close: async () => {},
  }
}

void run(process.argv[2] ?? '').then(result => process.stdout.write(JSON.stringify(result)))
