import type { ChunkPlace } from '../../ports/chunkStore'

/** Whether the line of this number, from 1, begins in the chunk. */
export function beginsIn({ firstLine, lines }: ChunkPlace, lineNumber: number): boolean {
  return firstLine <= lineNumber && lineNumber < firstLine + lines
}
