/** Cells of one column, the header row's first. */
export interface ColumnCells {
  first: string
  below: string[]
}

const NAME_MAX = 60, WORDS_MAX = 5 // chosen: longer texts are no names

/**
 * Whether the first row names the columns: its cells are unlike each other, none is a number or a time, none comes
 * again below, and some column below holds what no name looks like, or the same few words again and again.
 */
export function isHeaderRow(columns: readonly ColumnCells[]): boolean {
  const names = columns.map(column => column.first.toLowerCase())
  if (new Set(names).size < names.length) return false
  let proofs = 0
  for (const { first, below } of columns) {
    if (!isName(first) || below.length === 0 || below.includes(first)) return false
    const filled = below.filter(cell => cell !== '')
    if (filled.length === 0) continue
    const other = filled.filter(cell => !isName(cell)).length
    if (other * 10 >= filled.length * 9 || new Set(filled).size * 4 <= filled.length) proofs++
  }
  return proofs > 0
}

/** Whether the text may be a name: short, and begun by a letter or an underscore. */
function isName(text: string): boolean {
  return text.length <= NAME_MAX && /^[\p{L}_@#$"([]/u.test(text) && text.split(' ').length <= WORDS_MAX
}
