import { buildModel, decide, learn, mergeSummaries, OpenModel, scoreChunk } from '#engine'
import { cutLog } from './logs'
import { bytesOf } from './padded'

/** Everything that scoring gives for a log: model, chunks with their columns and candidates, decisions. */
export function scoredLog(lines: readonly string[], chunkSize = 1 << 14, baseline?: Uint8Array) {
  const { cuts, framing } = cutLog(bytesOf(`${lines.join('\n')}\n`), chunkSize)
  if (!framing) throw new Error('no framing')
  const chunks = cuts.map(({ data, place }) => ({ place, ...learn(data, place, framing) }))
  const model = buildModel(mergeSummaries(chunks.map(({ summary }) => summary)), { baseline })
  const opened = new OpenModel(model)
  const scored = chunks.map(({ place, columns }) => ({ place, columns, candidates: scoreChunk(columns, opened) }))
  return { model, scored, ...decide(model, [...scored].reverse()) }
}
