import { join } from 'node:path'
import { AnomalyResult } from '#shared/anomaly'
import { findingMatcher } from '#shared/findingFilter'
import type { FindingsQuery } from '../../ports/resultStore'
import { write, withFile } from './files'
import { countKeys, encodeKeys, firstBeyond, pickKeys, readKeys } from './findingIndex'
import type { FindingKey } from './findingIndex'
import { readRows, writeRows } from './rowFile'

/** Rows read at once where all are looked at; chosen. */
const PIECE_ROWS = 1000

type Row = { chunkNumber: number, finding: AnomalyResult }
interface Page { findings: AnomalyResult[], total: number, next: number | null }

/** Settled findings in a folder: `rows`, `by-line` with a key each in that order, `by-score` with the same keys sorted. */
export async function writeFindings(folder: string, batches: AsyncIterable<Row[]>): Promise<void> {
  const keys: FindingKey[] = []
  const rows = await writeRows(join(folder, 'rows'))
  try {
    for await (const batch of batches) {
      for (const { chunkNumber, finding } of batch) {
        keys.push({ ...await rows.add(finding), score: finding.anomaly_score, chunkNumber })
      }
    }
    await rows.end()
  }
  finally {
    await rows.close()
  }
  await write(join(folder, 'by-line'), encodeKeys(keys, keys.length))
  // The sort is stable: equal scores stay in order of line.
  keys.sort((a, b) => b.score - a.score)
  await write(join(folder, 'by-score'), encodeKeys(keys, keys.length))
}

/**
 * A page of them. Reads keys by position and the page's rows; a chunk's keys or, with a least score by line, all keys; with
 * a filter that looks into findings, all rows.
 */
export async function readFindings(folder: string, query: FindingsQuery): Promise<Page> {
  if (query.where) return await searchFindings(folder, query, findingMatcher(query.where))
  const { keys, total } = await pick(folder, query)
  const found = await withFile(join(folder, 'rows'), file => readRows(file, keys)) ?? []
  const after = (query.after ?? 0) + keys.length
  return {
    findings: found.map(row => AnomalyResult.parse(row)),
    total,
    next: keys.length > 0 && after < total ? after : null,
  }
}

/** Walks through all rows that may match, a piece at a time, since how many match is asked for too. */
async function searchFindings(folder: string, query: FindingsQuery, matches: (finding: AnomalyResult) => boolean): Promise<Page> {
  const all: FindingsQuery = { ...query, where: undefined }
  const skipped = query.after ?? 0
  const findings: AnomalyResult[] = []
  let total = 0
  for (let after: number | null = 0; after !== null;) {
    const page: Page = await readFindings(folder, { ...all, after, limit: PIECE_ROWS })
    for (const finding of page.findings) {
      if (!matches(finding)) continue
      if (total >= skipped && findings.length < query.limit) findings.push(finding)
      total++
    }
    after = page.next
  }
  const next = skipped + findings.length
  return { findings, total, next: findings.length > 0 && next < total ? next : null }
}

interface Picked { keys: FindingKey[], total: number }

async function pick(folder: string, query: FindingsQuery): Promise<Picked> {
  const byLine = join(folder, 'by-line')
  const byScore = join(folder, 'by-score')
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
