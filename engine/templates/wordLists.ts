import { ANY, isWord, PARAMETER } from './tokens'

/** Lists that must differ before they are taken as values, in so many lengths. Chosen. */
const LISTS_MIN = 5
const LENGTHS_MIN = 2
/** How often each word of them comes in them, on average at least: words of a message come once in it. Chosen. */
const WORD_TIMES_MIN = 3

const isItem = (token: string | undefined) => token !== undefined && (token === ANY || token === PARAMETER || isWord(token))

/** A list of items with commas between them: tokens `[from, to)`. */
interface WordList { from: number, to: number, items: string[] }

/** The longest list of two items or more, null if there is none. */
function listOf(tokens: readonly string[]): WordList | null {
  let longest: WordList | null = null
  for (let from = 0; from < tokens.length; from++) {
    if (!isItem(tokens[from])) continue
    const items = [tokens[from]]
    let to = from + 1
    while (tokens[to] === ',') {
      const next = tokens[to + 1] === ' ' ? to + 2 : to + 1
      if (!isItem(tokens[next])) break
      items.push(tokens[next])
      to = next + 1
    }
    if (items.length > (longest?.items.length ?? 1)) longest = { from, to, items }
    from = to - 1
  }
  return longest
}

/** Tokens with one varying place instead of the tokens `[from, to)`. */
const withoutList = (tokens: readonly string[], from: number, to: number) => [...tokens.slice(0, from), ANY, ...tokens.slice(to)]

/** Lists in one place of messages that are equal but for them. */
interface Family {
  tokens: string[]
  lists: number
  lengths: Set<number>
  items: number
  /** In how many places of the lists each word comes. */
  words: Map<string, number>
}

const isOpen = ({ lists, lengths, items, words }: Family) => lists >= LISTS_MIN && lengths.size >= LENGTHS_MIN && items >= words.size * WORD_TIMES_MIN

/** Families of the lists that signatures have. */
function familiesOf(lists: readonly { rest: string[], items: string[] }[]): Family[] {
  const families = new Map<string, Family>()
  for (const { rest, items } of lists) {
    const key = rest.join('\n')
    const family = families.get(key) ?? { tokens: rest, lists: 0, lengths: new Set<number>(), items: 0, words: new Map<string, number>() }
    families.set(key, family)
    family.lists++
    family.lengths.add(items.length)
    family.items += items.length
    for (const item of items) family.words.set(item, (family.words.get(item) ?? 0) + 1)
  }
  return [...families.values()]
}

/** Whether the tokens with a place for the items are those of the family, but for one word at most, and the items are among its words; one that comes once is news. */
function isOf(family: Family, rest: readonly string[], items: readonly string[]): boolean {
  if (rest.length !== family.tokens.length || !items.every(item => (family.words.get(item) ?? 0) > 1)) return false
  const other = rest.flatMap((token, i) => token === family.tokens[i] ? [] : [i])
  return other.length === 0 || (other.length === 1 && isWord(rest[other[0]]) && isWord(family.tokens[other[0]]))
}

/**
 * For signatures with lists of the same few words in one place, of any length: the tokens with a varying place for them, by the signature's
 * index. Once a list is known, a single word that is in it, and lists of those words where one other word of the message differs, are such too.
 */
export function withoutWordLists(signatures: readonly (readonly string[])[]): Map<number, string[]> {
  const lists = signatures.map((tokens) => {
    const list = listOf(tokens)
    return list && { rest: withoutList(tokens, list.from, list.to), items: list.items }
  })
  const open = familiesOf(lists.flatMap(list => list ? [list] : [])).filter(isOpen)
  const found = new Map<number, string[]>()
  if (open.length === 0) return found
  signatures.forEach((tokens, index) => {
    const list = lists[index]
    if (list) {
      if (open.some(family => isOf(family, list.rest, list.items))) found.set(index, list.rest)
      return
    }
    for (const family of open) {
      const at = family.tokens.indexOf(ANY)
      if (tokens.length !== family.tokens.length || !isWord(tokens[at])) continue
      const rest = withoutList(tokens, at, at + 1)
      if (isOf(family, rest, [tokens[at]])) found.set(index, rest)
    }
  })
  return found
}
