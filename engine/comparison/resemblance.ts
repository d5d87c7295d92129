import type { SignatureRecord } from '../summary/summary'
import { greatestSeverity, SEVERITY_UNKNOWN } from './raisedSeverity'
import { leadingWords, wordsOfRecord } from './words'

/** Comparisons of one word with those of known records; beyond it only new words count. Chosen: about a second. */
const WORK_MAX = 20_000_000

/** How a message is unlike all that are known. */
export interface Novelty {
  /** 1 - the greatest cosine between its words and those of a known message, in 0..1. */
  distance: number
  /** Words that stand nowhere in what is known, in order. */
  newWords: string[]
}

/**
 * What a log says, as words: for each record how often each word stands in it. Cosine of word counts as in the vector space model of
 * G. Salton, A. Wong, C. S. Yang, "A Vector Space Model for Automatic Indexing", 1975.
 */
export class KnownWords {
  private readonly vocabulary = new Set<string>()
  /** For each word, the texts in which it stands and how often, in pairs. */
  private readonly postings = new Map<string, number[]>()
  private readonly lengths: number[] = []
  /** The greatest of each text. */
  private readonly severities: number[] = []
  private work = 0

  constructor(records: readonly SignatureRecord[]) {
    const texts = new Map<string, number>()
    for (const record of records) {
      const { text, values } = wordsOfRecord(record)
      for (const word of [...text, ...values]) this.vocabulary.add(word)
      const words = leadingWords(record)
      const key = words.join(' ')
      const severity = greatestSeverity(record.severities)
      const known = texts.get(key)
      if (known === undefined) texts.set(key, this.add(countWords(words), severity))
      else this.severities[known] = Math.max(this.severities[known], severity)
    }
  }

  get size(): number {
    return this.vocabulary.size
  }

  isNew(word: string): boolean {
    return !this.vocabulary.has(word)
  }

  /** Depends on the records only, and on those asked for before where there is too much to compare: ask in canonical order. */
  noveltyOf(record: SignatureRecord): Novelty {
    const words = leadingWords(record)
    const newWords = [...new Set(words.filter(word => this.isNew(word)))]
    if (words.length === 0) return { distance: 0, newWords }
    const counts = countWords(words)
    return { distance: this.work > WORK_MAX ? newWords.length / counts.size : 1 - this.closest(counts), newWords }
  }

  /** The greatest severity of the known messages that are no more unlike a record than `distance`; SEVERITY_UNKNOWN where nothing tells. */
  severityOfKin(record: SignatureRecord, distance: number): number {
    if (this.work > WORK_MAX) return SEVERITY_UNKNOWN
    let greatest = SEVERITY_UNKNOWN
    for (const [text, cosine] of this.cosines(countWords(leadingWords(record)))) if (1 - cosine <= distance) greatest = Math.max(greatest, this.severities[text])
    return greatest
  }

  private add(counts: ReadonlyMap<string, number>, severity: number): number {
    const text = this.lengths.push(lengthOf(counts)) - 1
    this.severities.push(severity)
    for (const [word, count] of counts) {
      const list = this.postings.get(word)
      if (list) list.push(text, count)
      else this.postings.set(word, [text, count])
    }
    return text
  }

  /** The greatest cosine. */
  private closest(counts: ReadonlyMap<string, number>): number {
    let best = 0
    for (const [, cosine] of this.cosines(counts)) best = Math.max(best, cosine)
    return Math.min(1, best)
  }

  /** The known texts that have a word of these, and their cosines. */
  private cosines(counts: ReadonlyMap<string, number>): [text: number, cosine: number][] {
    const products = new Map<number, number>()
    for (const [word, count] of counts) {
      const list = this.postings.get(word) ?? []
      this.work += list.length / 2
      for (let i = 0; i < list.length; i += 2) products.set(list[i], (products.get(list[i]) ?? 0) + list[i + 1] * count)
    }
    const length = lengthOf(counts)
    return Array.from(products, ([text, product]) => [text, product / (length * this.lengths[text])])
  }
}

function countWords(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

function lengthOf(counts: ReadonlyMap<string, number>): number {
  let sum = 0
  for (const count of counts.values()) sum += count * count
  return Math.sqrt(sum)
}
