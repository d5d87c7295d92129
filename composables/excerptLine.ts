import type { AnomalyResult, Signal } from '#shared/anomaly'

/** A piece of a line. `isOdd` marks the value that the finding is about. */
export interface Segment {
  text: string
  isOdd: boolean
}

const GAP = ' … '
const ODD_MAX_CHARS = 60

/** The first line of an event in pieces. With `maxChars` it is cut in the middle, around the odd part. */
export function excerptLine(finding: AnomalyResult, maxChars = Infinity): Segment[] {
  const [line = ''] = finding.log_entry.split('\n', 1)
  const odd = findOddPart(line, finding)
  if (line.length <= maxChars) return pieces(line, odd)

  const tailChars = Math.floor(maxChars / 4)
  const headChars = maxChars - tailChars
  const tailFrom = line.length - tailChars
  if (!odd || odd.to <= headChars || odd.from >= tailFrom) {
    return [...pieces(line.slice(0, headChars), odd), plain(GAP), ...pieces(line.slice(tailFrom), shift(odd, tailFrom))]
  }
  const lead = Math.floor(maxChars / 6)
  const shown = line.slice(odd.from, Math.min(odd.to, odd.from + ODD_MAX_CHARS))
  const restFrom = odd.from + shown.length
  return [
    plain(line.slice(0, Math.min(odd.from, lead))),
    plain(odd.from > lead ? GAP : ''),
    { text: shown, isOdd: true },
    plain(line.slice(restFrom, restFrom + Math.max(tailChars, maxChars - lead - shown.length))),
    plain(GAP),
  ].filter(piece => piece.text !== '')
}

interface Range { from: number, to: number }

function pieces(text: string, odd: Range | null): Segment[] {
  if (!odd || odd.from < 0 || odd.to > text.length) return [plain(text)]
  return [plain(text.slice(0, odd.from)), { text: text.slice(odd.from, odd.to), isOdd: true }, plain(text.slice(odd.to))]
    .filter(piece => piece.text !== '')
}

function plain(text: string): Segment {
  return { text, isOdd: false }
}

function shift(range: Range | null, by: number): Range | null {
  return range && { from: range.from - by, to: range.to - by }
}

/** Where the strongest signal's value stands. */
function findOddPart(line: string, finding: AnomalyResult): Range | null {
  const [detail] = finding.signals.flatMap(signal => isOfValue(signal) ? [signal.detail] : [])
  if (!detail) return null
  return spellingsOf(detail).map(value => findValue(line, value, detail.slot)).find(found => found !== null) ?? null
}

/** How a value may stand in its line: as it is shown, or the number alone. */
function spellingsOf(detail: { value: string | number, shown?: { value: string } }): string[] {
  const shown = detail.shown?.value ?? ''
  return [String(detail.value), shown, shown.replace(/\s/g, ''), shown.replace(/[^\d.]/g, '')].filter(value => value !== '')
}

/** Where the value stands as a word of its own, preferably right after the name of its place. */
function findValue(line: string, value: string, slot: string): Range | null {
  let found: Range | null = null
  for (let from = line.indexOf(value); from >= 0; from = line.indexOf(value, from + 1)) {
    const to = from + value.length
    if (isWordChar(line[from - 1]) || isDigit(line[to]) || (!isDigit(value.at(-1)) && isWordChar(line[to]))) continue
    found ??= { from, to }
    if (slot !== '' && line.slice(0, from).replace(/["'=:\s[(]+$/, '').endsWith(slot)) return { from, to }
  }
  return found
}

function isOfValue(signal: Signal): signal is Extract<Signal, { kind: 'rare_value' | 'number_range' | 'new_value' | 'new_number' }> {
  return ['rare_value', 'number_range', 'new_value', 'new_number'].includes(signal.kind)
}

function isWordChar(char: string | undefined): boolean {
  return char !== undefined && /[\p{L}\p{N}_]/u.test(char)
}

function isDigit(char: string | undefined): boolean {
  return char !== undefined && char >= '0' && char <= '9'
}
