import type { AnomalyResult } from '#shared/anomaly'
import type { StreamResult } from '#shared/stream'

/** A finding as the list shows it: provisional until its chunk has settled. */
export interface ListedFinding {
  readonly finding: AnomalyResult
  readonly isSettled: boolean
}

interface ChunkEntry {
  revision: number
  parts: ListedFinding[][]
}

/**
 * What the stream has said of each chunk. A higher revision replaces a lower one, parts of one revision add up, and an
 * event that comes twice, or late, changes nothing.
 */
export function createFindingLedger() {
  const chunks = new Map<number, ChunkEntry>()
  let replacedCount = 0

  return {
    put(result: StreamResult) {
      let entry = chunks.get(result.chunk_number)
      if (entry && result.revision < entry.revision) return
      if (!entry || result.revision > entry.revision) {
        if (entry && result.settled) replacedCount += countOf(entry)
        entry = { revision: result.revision, parts: [] }
        chunks.set(result.chunk_number, entry)
      }
      entry.parts[result.part - 1] = result.anomalies.map(finding => ({ finding, isSettled: result.settled }))
    },
    /** All findings, in the order in which their chunks first came. */
    list(): ListedFinding[] {
      const findings: ListedFinding[] = []
      for (const { parts } of chunks.values()) {
        // A part that has not come yet is a hole, and forEach skips holes.
        parts.forEach(part => part.forEach(finding => findings.push(finding)))
      }
      return findings
    },
    /** Provisional findings that settled ones have replaced. */
    get replacedCount() {
      return replacedCount
    },
  }
}

function countOf(entry: ChunkEntry): number {
  return entry.parts.reduce((sum, part) => sum + part.length, 0)
}
