import { beginsBlock, blockEnd, type Block } from '../records/block'
import { bodyOffset } from '../structured/bodyOffset'
import { detectStructured } from '../structured/detectStructured'
import { FieldRows } from '../structured/fieldRows'
import type { StructuredForm } from '../structured/form'

const LF = 10

/** A form, where records in it begin and end, the text before them, and how they go over lines. */
export interface StructuredText { form: StructuredForm, from: number[], to: number[], heads: Uint8Array, block: Block | null }

/** The form that most lines are in, where it begins in each, and the text before it; null where they have none. */
export function structuredOf(buf: Uint8Array, starts: number[]): StructuredText | null {
  const rows = new FieldRows()
  const bodies = starts.map(start => Math.max(start, bodyOffset(buf, start, buf.indexOf(LF, start), rows)))
  const form = detectStructured(buf, starts, bodies)
  if (!form) return null
  const block: Block | null = form.kind === 'journal' ? { begin: 'blank' } : form.kind === 'json' && form.isOverLines ? { begin: 'object', indent: form.indent ?? 0 } : null
  if (block) {
    const from = starts.filter(start => beginsBlock(buf, start, block))
    return { form, heads: buf, from, to: from.map(start => blockEnd(buf, start, block, buf.length)), block }
  }
  const to = starts.map(start => buf.indexOf(LF, start))
  if (form.place === 'line') return { form, heads: buf, from: starts, to, block }
  const heads = buf.slice()
  for (const body of bodies) heads[body] = LF
  return { form, heads, from: bodies, to, block }
}
