import type { Random } from './random'

/** Draws the text of one variable part. */
export type Field = (random: Random) => string

/** Literal text and variable parts in turn; `literals` has one more than `fields`. */
interface Pattern { literals: string[], fields: Field[] }

/** Reads `{name}` as a variable part. @throws Error on a name that `fields` does not have. */
export function parsePattern(text: string, fields: Readonly<Record<string, Field>>): Pattern {
  const pattern: Pattern = { literals: [], fields: [] }
  const parts = text.split(/\{(\w+)\}/)
  parts.forEach((part, index) => {
    if (index % 2 === 0) return pattern.literals.push(part)
    if (!(part in fields)) throw new Error(`pattern "${text}" names no field "${part}"`)
    return pattern.fields.push(fields[part])
  })
  return pattern
}

export function fillPattern(pattern: Pattern, random: Random): string {
  let text = pattern.literals[0]
  for (let index = 0; index < pattern.fields.length; index++) text += pattern.fields[index](random) + pattern.literals[index + 1]
  return text
}
