/**
 * A place of a pattern as a person would find it in the line: by its key, by the words before or behind it, or only by
 * what it holds. `nth` counts the values from those words on, from 1.
 */
export type Place =
  | { kind: 'level' }
  | { kind: 'key'; name: string }
  | { kind: 'after'; words: string; nth: number }
  | { kind: 'before'; words: string }
  | { kind: 'nameless' }

const WORDS_MAX = 30 // chosen: enough to find the place in its line
const VALUE = '<*>'
const WORD = /[\p{L}_][\p{L}\p{N}_.\-/]*/gu
/** Words as short as `in` say little alone. */
const SHORT_WORD = 3
const NTH_MAX = 9

/**
 * Where the place is that the engine calls `slot`: a key, the word before it, or `parameter N` where it has neither.
 * @param template the pattern, with `<*>` where values vary.
 */
export function placeOf(slot: string, template: string): Place {
  if (slot === 'severity') return { kind: 'level' }
  const parts = template.split(VALUE)
  const [, number] = /^parameter (\d+)$/.exec(slot) ?? []
  return number === undefined ? namedPlace(slot, parts) : numberedPlace(Number(number), parts)
}

/** A key where a sign of equality or a colon binds it to its value; else the word before it. */
function namedPlace(name: string, parts: readonly string[]): Place {
  for (const before of parts.slice(0, -1)) {
    const at = before.lastIndexOf(name)
    const between = before.slice(at + name.length)
    if (at < 0 || /[\p{L}\p{N}_]/u.test(between) || /[\p{L}\p{N}_]$/u.test(before.slice(0, at))) continue
    if (/[=:]/.test(between)) return { kind: 'key', name }
    const [previous] = name.length > SHORT_WORD ? [] : (before.slice(0, at).match(WORD)?.slice(-1) ?? [])
    return { kind: 'after', words: shortened(previous === undefined ? name : `${previous} ${name}`), nth: 1 }
  }
  return { kind: 'key', name }
}

function numberedPlace(number: number, parts: readonly string[]): Place {
  const before = parts[number - 1]
  const behind = parts[number]
  if (before === undefined || behind === undefined) return { kind: 'nameless' }
  const [next] = behind.match(WORD) ?? []
  for (let nth = 1; nth <= Math.min(number, NTH_MAX); nth++) {
    const [last] = parts[number - nth]?.match(WORD)?.slice(-1) ?? []
    if (last !== undefined && (nth === 1 || next === undefined)) return { kind: 'after', words: shortened(last), nth }
    if (next !== undefined) return { kind: 'before', words: shortened(next) }
  }
  return { kind: 'nameless' }
}

function shortened(words: string): string {
  return words.length > WORDS_MAX ? `${words.slice(0, WORDS_MAX)}…` : words
}
