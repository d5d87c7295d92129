import { mergeGoodRuns, usualOf } from '#engine'
import { cutLog, settle, summaryOf } from './logs'
import { bytesOf } from './padded'
import { AnomalyResult } from '../../../shared/anomaly'

const Finding = AnomalyResult.omit({ chunk_id: true, explanation: true, reason: true })

/** A line of a service log, one every second. */
export function logLine(second: number, level: string, message: string): string {
  return `${new Date(Date.UTC(2026, 0, 2) + second * 1000).toISOString().slice(0, 19).replace('T', ' ')} ${level} ${message}`
}

/** 2,000 lines of four usual messages; their numbers and values repeat in steps that share no factor. */
export function quietLines(): string[] {
  return Array.from({ length: 2000 }, (_, i) => {
    switch (i % 4) {
      case 0: return logLine(i, 'INFO', `request ${i} served in ${20 + i * 7 % 31} ms`)
      case 1: return logLine(i, 'INFO', `cache holds ${1000 + i * 13 % 101} entries`)
      case 2: return logLine(i, 'INFO', `payment in currency EUR2 accepted by gate ${i % 3}`)
      default: return logLine(i, i % 40 === 3 ? 'WARN' : 'INFO', 'queue is being drained as usual')
    }
  })
}

/** What settles for a log: findings as the contract has them, in order of lines. */
export function findingsOf(lines: readonly string[], chunkSize = 1 << 14) {
  const { cuts, framing } = cutLog(bytesOf(`${lines.join('\n')}\n`), chunkSize)
  return settle(cuts, framing).findings.map(finding => Finding.parse(finding))
}

/** What settles for a log beside a known-good one. */
export function findingsAgainst(good: readonly string[], lines: readonly string[], chunkSize = 1 << 14) {
  return findingsAgainstRuns([good], lines, chunkSize)
}

/** What settles for a log beside several known-good ones. */
export function findingsAgainstRuns(goods: readonly (readonly string[])[], lines: readonly string[], chunkSize = 1 << 14) {
  const cut = (log: readonly string[]) => cutLog(bytesOf(`${log.join('\n')}\n`), chunkSize)
  const { cuts, framing } = cut(lines)
  return settle(cuts, framing, undefined, mergeGoodRuns(goods.map(good => usualOf(summaryOf(cut(good)))))).findings.map(finding => Finding.parse(finding))
}
