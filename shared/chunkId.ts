/** The id of a chunk, on the wire and in stores. */
export function chunkIdOf(jobId: string, chunkNumber: number): string {
  return `${jobId}:${chunkNumber}`
}
