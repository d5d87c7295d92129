import type { Signal } from '#shared/anomaly'

/** Rare messages that are rows of their own. Chosen: what a person reads at a time; the list is as true with six or two dozen. */
export const RARE_ROWS = 12
/** Findings among which alike ones are looked for, the best by score; chosen: more than anybody reads one by one. */
const COMPARED_MAX = 1000
/** Other lines between rare messages of one happening, at most: as between new ones (see comparison/newTemplate.ts). */
const GAP_LINES = 2
/** From so many places on, two messages that differ in one word say the same thing. Chosen: one in eight. */
const PLACES_MIN = 8
/** Longer messages are compared as a whole only. */
const PLACES_MAX = 40

/** What there is to know of a finding to tell whether another one says the same thing. */
export interface RankedFinding {
  /** The leading one. */
  signal: Signal
  slot: string
  /** Of its message, as shown; empty where there is none. */
  template: string
  lineNumber: number
  lineCount: number
}

export interface Folded {
  /** Index of the finding under which it is told; its own where it is a row of its own. */
  row: number
  /** Whether it is told there only because it is one rare message too many, not because it says the same thing. */
  isBeyond: boolean
}

/** A value by the marks around it: `[lane4]`, `'red'`, `(none)`, `size=big`. */
const MARKED = /^[[('"<{]+[^\s[\](){}'"<>]+[\])'">}]+[.,;:]?$/
const KEYED = /=[^\s=]+$/

/** Words of a message; what stands there between marks or behind a key is a value, whatever the log makes of it. */
function placesOf(template: string): string[] {
  return template.split(' ').map(word => MARKED.test(word) ? '<*>' : word.replace(KEYED, '=<*>'))
}

/** What a finding says, in words under which another one that says the same is found. */
function sayingsOf({ signal, slot, template }: RankedFinding): string[] {
  const leading = signal.kind === 'session' ? signal.detail.leading : null
  const step = signal.kind === 'session' && leading !== null ? signal.detail[leading][0]?.template : template
  if (!step) return []
  const places = placesOf(step)
  // a new message says the same in every block of lines that it leads
  const place = signal.kind === 'new_template' ? '' : slot
  const about = leading === null ? `${signal.kind}/${place}` : `session/${leading}`
  const sayings = [`${about}/${places.join(' ')}`]
  // a session that is odd for a step which is a rare message
  if (leading === 'unusual') sayings.push(`rare_template//${places.join(' ')}`)
  if (places.length >= PLACES_MIN && places.length <= PLACES_MAX)
    places.forEach((word, i) => word.includes('<*>') || sayings.push(`${about}/${places.with(i, '_').join(' ')}`))
  return sayings
}

/** For each finding the block of lines that it stands in with other rare messages, by number; -1 where it is no rare message. */
function blocksOf(ranked: readonly RankedFinding[]): Int32Array {
  const blocks = new Int32Array(ranked.length).fill(-1)
  const rare = ranked.flatMap(({ signal }, i) => signal.kind === 'rare_template' ? [i] : [])
  rare.sort((a, b) => ranked[a].lineNumber - ranked[b].lineNumber)
  let block = -1
  let end = -Infinity
  for (const i of rare) {
    const { lineNumber, lineCount } = ranked[i]
    if (lineNumber - end > GAP_LINES) block++
    end = Math.max(end, lineNumber + lineCount)
    blocks[i] = block
  }
  return blocks
}

/**
 * Which findings are rows of their own, and under which the others are told. One that says the same as a better one is told under it:
 * the same kind of oddness, in the same place, of a message that differs in values, or in one word of eight or more; a new message, in
 * any block of lines; a session whose odd
 * step is a rare message; rare messages with hardly a line between them. Of the rare messages that are left, all beyond a dozen are told
 * under the twelfth. A row is better than all that is under it. O(findings).
 * @param ranked best first.
 */
export function foldAlike(ranked: readonly RankedFinding[]): Folded[] {
  const compared = ranked.slice(0, COMPARED_MAX)
  const blocks = blocksOf(compared)
  const rowOf = new Map<string, number>()
  const folded = ranked.map((_, row): Folded => ({ row, isBeyond: false }))
  compared.forEach((finding, i) => {
    const sayings = blocks[i] < 0 ? sayingsOf(finding) : [...sayingsOf(finding), `block ${blocks[i]}`]
    const row = sayings.map(saying => rowOf.get(saying)).find(found => found !== undefined)
    if (row !== undefined) folded[i].row = row
    else for (const saying of sayings) rowOf.set(saying, i)
  })
  const rare = ranked.flatMap(({ signal }, i) => folded[i].row === i && signal.kind === 'rare_template' ? [i] : [])
  const last = rare[RARE_ROWS - 1]
  const beyond = new Set(rare.slice(RARE_ROWS))
  return folded.map(({ row }, i) => {
    if (!beyond.has(row)) return { row, isBeyond: false }
    return ranked[i].signal.kind === 'rare_template' ? { row: last, isBeyond: true } : { row: i, isBeyond: false }
  })
}
