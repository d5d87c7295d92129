/** The id of a chunk on the wire. */
export function chunkId(jobId: string, chunkNumber: number): string {
  return `${jobId}:${chunkNumber}`
}
