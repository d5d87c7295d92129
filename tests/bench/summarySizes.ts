// What the chunks of a file become, bundled and called by run.ts with: FILE
import { closeSync, openSync, readSync } from 'node:fs'
import { buildModel, createIntake, learn } from '../../engine/index'
import { summaryTree } from '../../scripts/summaryTree'

const CHUNK_SIZE = 2 ** 20

export interface Sizes { chunks: number, lines: number, summaryBytes: number, largestSummaryBytes: number, columnsBytes: number, mergedBytes: number, modelBytes: number }

process.stdout.write(JSON.stringify(sizesOf(process.argv[2])) + '\n')

function sizesOf(file: string): Sizes {
  const sizes: Sizes = { chunks: 0, lines: 0, summaryBytes: 0, largestSummaryBytes: 0, columnsBytes: 0, mergedBytes: 0, modelBytes: 0 }
  const intake = createIntake({ maxLineBytes: 2 ** 20, referenceTimeMs: 0 }, CHUNK_SIZE)
  const summaries = summaryTree()
  const take = (chunks: ReturnType<typeof intake.push>) => {
    if (!intake.framing) return
    for (const { place, data } of chunks) {
      const { summary, columns } = learn(data, place, intake.framing)
      sizes.chunks++
      sizes.summaryBytes += summary.length
      sizes.largestSummaryBytes = Math.max(sizes.largestSummaryBytes, summary.length)
      sizes.columnsBytes += columns.length
      summaries.add(summary)
    }
  }
  const input = openSync(file, 'r')
  const buffer = new Uint8Array(CHUNK_SIZE)
  for (let read = readSync(input, buffer); read > 0; read = readSync(input, buffer)) take(intake.push(buffer.subarray(0, read)))
  take(intake.end())
  closeSync(input)
  const merged = summaries.merged()
  return { ...sizes, lines: intake.lines, mergedBytes: merged.length, modelBytes: buildModel(merged).length }
}
