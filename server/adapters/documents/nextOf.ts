/** Where the page after this one begins; null after the last. @param after rows before the page. @param found rows on it */
export function nextOf({ after, found, total }: { after: number, found: number, total: number }): number | null {
  const next = after + found
  return found > 0 && next < total ? next : null
}
