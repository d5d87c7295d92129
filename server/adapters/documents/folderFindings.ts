import { join } from 'node:path'
import { AnomalyResult } from '#shared/anomaly'
import type { FindingsQuery } from '../../ports/resultStore'
import { write, withFile } from './files'
import { countKeys, encodeKeys, firstBeyond, pickKeys, readKeys } from './findingIndex'
import type { FindingKey } from './findingIndex'
import { nextOf } from './nextOf'
import { readRows, writeRows } from './rowFile'
import { searchedPage } from './searchedPage'

/** Rows read at once where all are looked at; chosen. */
const PIECE_ROWS = 1000

type Row = { chunkNumber: number, finding: AnomalyResult }
interface Page { findings: AnomalyResult[], total: number, next: number | null }

const ORDERS = ['by-line', 'by-score'] as const

/**
 * Settled findings in a folder: `rows`, `by-line` with a key each in that order, `by-score` with the same keys sorted; where some are
 * told under others, `rows-by-line` and `rows-by-score` with the keys of the others.
 */
export async function writeFindings(folder: string, batches: AsyncIterable<Row[]>): Promise<void> {
  const keys: FindingKey[] = []
  const ofRows: FindingKey[] = []
  const rows = await writeRows(join(folder, 'rows'))
  try {
    for await (const batch of batches) {
      for (const { chunkNumber, finding } of batch) {
        const key = { ...await rows.add(finding), score: finding.anomaly_score, chunkNumber }
        keys.push(key)
        if (finding.folded_into === null) ofRows.push(key)
      }
    }
    await rows.end()
  }
  finally {
    await rows.close()
  }
  for (const order of ORDERS) {
    for (const [listed, prefix] of [[keys, ''], ...ofRows.length < keys.length ? [[ofRows, 'rows-'] as const] : []] as const) {
      // The sort is stable: equal scores stay in order of line.
      if (order === 'by-score') listed.sort((a, b) => b.score - a.score)
      await write(join(folder, prefix + order), encodeKeys(listed, listed.length))
    }
  }
}

/**
 * A page of them. Reads keys by position and the page's rows; a chunk's keys or, with a least score by line, all keys; with
 * a filter that looks into findings, all rows.
 */
export async function readFindings(folder: string, query: FindingsQuery): Promise<Page> {
  if (query.where) return await searchedPage(sort => walked(folder, { ...query, sort }), query.where, query)
  const { keys, total } = await pick(folder, query)
  const found = await withFile(join(folder, 'rows'), file => readRows(file, keys)) ?? []
  return {
    findings: found.map(row => AnomalyResult.parse(row)),
    total,
    next: nextOf({ after: query.after ?? 0, found: keys.length, total }),
  }
}

/** All findings that may match, a piece at a time. */
async function* walked(folder: string, query: FindingsQuery): AsyncGenerator<AnomalyResult> {
  for (let after: number | null = 0; after !== null;) {
    const page: Page = await readFindings(folder, { ...query, where: undefined, rowsOnly: false, after, limit: PIECE_ROWS })
    yield* page.findings
    after = page.next
  }
}

interface Picked { keys: FindingKey[], total: number }

async function pick(folder: string, query: FindingsQuery): Promise<Picked> {
  const isFolded = query.rowsOnly === true && await withFile(join(folder, 'rows-by-line'), async () => true) !== null
  const [byLine, byScore] = [join(folder, isFolded ? 'rows-by-line' : 'by-line'), join(folder, isFolded ? 'rows-by-score' : 'by-score')]
  const { chunkNumber } = query
  if (chunkNumber !== undefined) return await withFile(byLine, file => ofChunk(file, chunkNumber, query)) ?? NOTHING
  const total = await withFile(byScore, file => countOf(file, query.minScore)) ?? 0
  const from = query.after ?? 0
  if (query.sort === 'score' || query.minScore === undefined) {
    const path = query.sort === 'score' ? byScore : byLine
    return { keys: await withFile(path, file => readKeys(file, from, Math.min(total, from + query.limit))) ?? [], total }
  }
  const { minScore, limit } = query
  const keys = await withFile(byLine, async file => pickKeys(
    file, { from: 0, to: await countKeys(file), skipped: from, limit }, key => key.score >= minScore)) ?? []
  return { keys, total }
}

const NOTHING: Picked = { keys: [], total: 0 }

async function countOf(byScore: Parameters<typeof countKeys>[0], minScore: number | undefined): Promise<number> {
  return minScore === undefined ? await countKeys(byScore) : await firstBeyond(byScore, key => key.score < minScore)
}

// Findings of one chunk are neighbours by line, and few enough to sort here.
async function ofChunk(byLine: Parameters<typeof countKeys>[0], chunkNumber: number, query: FindingsQuery): Promise<Picked> {
  const from = await firstBeyond(byLine, key => key.chunkNumber >= chunkNumber)
  const to = await firstBeyond(byLine, key => key.chunkNumber > chunkNumber)
  const keys = (await readKeys(byLine, from, to)).filter(key => key.score >= (query.minScore ?? 0))
  if (query.sort === 'score') keys.sort((a, b) => b.score - a.score)
  const skipped = query.after ?? 0
  return { keys: keys.slice(skipped, skipped + query.limit), total: keys.length }
}
