import type { AnomalyResult } from '#shared/anomaly'
import { findingMatcher, rowTest } from '#shared/findingFilter'
import type { FindingFilter } from '#shared/findingFilter'
import type { FindingsQuery } from '../../ports/resultStore'
import { nextOf } from './nextOf'

type Walk = (sort: FindingsQuery['sort']) => AsyncIterable<AnomalyResult>

/** A page of what `where` picks, by looking at all that may match, one after the other, since how many do is asked for too. */
export async function searchedPage(walk: Walk, where: FindingFilter, { sort, rowsOnly = false, after = 0, limit }: FindingsQuery) {
  const matches = findingMatcher(where)
  const isRow = !rowsOnly ? () => true : sort === 'score' ? rowTest() : await rowsByScore(walk, matches)
  const findings: AnomalyResult[] = []
  let total = 0
  for await (const finding of walk(sort)) {
    if (!matches(finding) || !isRow(finding)) continue
    if (total >= after && findings.length < limit) findings.push(finding)
    total++
  }
  return { findings, total, next: nextOf({ after, found: findings.length, total }) }
}

/** Which are rows shows in order of score only. Held: a number a row. */
async function rowsByScore(walk: Walk, matches: (finding: AnomalyResult) => boolean) {
  const isRow = rowTest()
  const lines = new Set<number>()
  for await (const finding of walk('score')) if (matches(finding) && isRow(finding)) lines.add(finding.line_number)
  return ({ line_number: line }: AnomalyResult) => lines.has(line)
}
