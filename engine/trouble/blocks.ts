import { COUNT, ENDING, NO_FORM, SAID } from './forms'
import type { WeighedLine } from './weighLines'

/** Lines that far apart are one block. Chosen. */
const APART_MAX = 4
/** Lines that a block spans, and that are marked of an event: as many as a person reads at once. Chosen. */
export const SPAN_MAX = 40
/** A line of a block that says less than its best one by more than this is not shown as a part of it, in nats. */
const TRIMMED_NATS = 3
/** Nats for ln of how many different forms a block has, and of how many lines: a report has several, a list has one. */
const FORMS_NATS = 0.7, LINES_NATS = 0.2
/** What was said last counts as such from here on: blocks led by it are never alike. */
const SAID_LAST_NATS = 0.5

/** Lines that stand together and say what broke. */
export interface Block {
  /** The one that says it. */
  leading: WeighedLine
  /** Those that are shown, ascending, `leading` among them. */
  lines: number[]
  nats: number
  /** Further blocks led by the same words. */
  alike: number
}

function blockOf(lines: readonly WeighedLine[]): Block {
  const leading = lines.reduce((best, line) => line.nats > best.nats ? line : best)
  const forms = new Set(lines.filter(({ wording }) => wording.role === COUNT || (wording.role === SAID && wording.form !== NO_FORM)).map(({ wording }) => wording.role === COUNT ? -1 : wording.form))
  const shown = lines.filter(({ nats, wording }) => wording.role === ENDING || nats >= leading.nats - TRIMMED_NATS)
  return { leading, lines: shown.map(({ line }) => line), nats: leading.nats + FORMS_NATS * Math.log(Math.max(1, forms.size)) + LINES_NATS * Math.log(lines.length), alike: 0 }
}

/**
 * Joins neighbouring lines to blocks, the best first: by nats, then line. Of blocks that are led by the same words the
 * first stands for all, as strong as the strongest.
 */
export function blocksOf(lines: readonly WeighedLine[]): Block[] {
  const groups: WeighedLine[][] = []
  for (const line of lines) {
    const group = groups.at(-1)
    if (group && line.line - group[group.length - 1].line <= APART_MAX && line.line - group[0].line < SPAN_MAX) group.push(line)
    else groups.push([line])
  }
  const alike = new Map<string, Block>()
  const blocks: Block[] = []
  for (const block of groups.map(blockOf)) {
    const { leading } = block
    const first = leading.last > SAID_LAST_NATS ? undefined : alike.get(leading.wording.text)
    if (first) {
      first.nats = Math.max(first.nats, block.nats)
      first.alike++
      continue
    }
    if (leading.last <= SAID_LAST_NATS) alike.set(leading.wording.text, block)
    blocks.push(block)
  }
  return blocks.sort((a, b) => b.nats - a.nats || a.lines[0] - b.lines[0])
}
