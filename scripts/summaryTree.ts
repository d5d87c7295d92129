import { mergeSummaries } from '../engine/index'

const MERGE_AT_ONCE = 32 // chosen: summaries held are then at most so many for each level of the tree

/** Merges summaries as they come, in a tree: each level hands on one for every MERGE_AT_ONCE of the level below. */
export function summaryTree() {
  const levels: Uint8Array[][] = []
  const add = (summary: Uint8Array, depth: number) => {
    const level = levels[depth] ??= []
    level.push(summary)
    if (level.length < MERGE_AT_ONCE) return
    levels[depth] = []
    add(mergeSummaries(level), depth + 1)
  }
  return {
    add: (summary: Uint8Array) => add(summary, 0),
    /** The summary of all; of none, the empty one. */
    merged: () => levels.reduce((sum, level) => mergeSummaries([sum, ...level]), mergeSummaries([])),
  }
}
