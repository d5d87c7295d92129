import { firstAtLeast } from '../summary/firstAtLeast'
import type { Cluster } from '../templates/clusters'
import { isWord } from '../templates/tokens'
import { openSeverities } from './severity'
import { rareCountMax, type Candidate, type FindCandidates } from './signal'
import { usualEndpoints } from './usualEndpoints'

/** Lines before and after within which rare events are taken as one happening. Chosen. */
const NEIGHBOURHOOD_LINES = 30

/** For each of the ascending lines, how many of them lie around it, itself included. */
function countNeighbours(lines: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>()
  let from = 0
  let to = 0
  for (const line of lines) {
    while (lines[from] < line - NEIGHBOURHOOD_LINES) from++
    while (to < lines.length && lines[to] <= line + NEIGHBOURHOOD_LINES) to++
    counts.set(line, to - from)
  }
  return counts
}

const WORD_MIN_LETTERS = 3

/** For each word, in how many events' templates it stands. */
function countWords(clusters: readonly Cluster[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const cluster of clusters) for (const word of wordsOf(cluster)) counts.set(word, (counts.get(word) ?? 0) + cluster.events)
  return counts
}

/** Words of a template, the names of its fields left out. */
function wordsOf({ tokens, phrase }: Cluster): Set<string> {
  return new Set(tokens.slice(0, phrase).filter(token => token.length >= WORD_MIN_LETTERS && isWord(token)).map(token => token.toLowerCase()))
}

/**
 * Nats for each new word: less than half of what it says by itself, since the words of a message come together. Chosen.
 */
const NEW_WORD_WEIGHT = 0.5
/** So many new words count: a longer list of names says no more. */
export const NEW_WORDS_COUNTED = 4
/** Nats, at most, for being said in new words: also of a value that is a word, which says more than a new number. */
export const ALL_NEW_NATS = NEW_WORD_WEIGHT * NEW_WORDS_COUNTED

/**
 * Nats for the words of a template that no other has, but for one, which may be a value: a message of another matter is
 * newer than a usual one said otherwise.
 */
function noveltyOf(cluster: Cluster, counts: ReadonlyMap<string, number>): number {
  let own = 0
  for (const word of wordsOf(cluster)) if ((counts.get(word) ?? 0) <= cluster.events) own++
  return NEW_WORD_WEIGHT * Math.min(NEW_WORDS_COUNTED, Math.max(0, own - 1))
}

/**
 * Windows in which first occurrences of templates are counted, lines to either side. Chosen: a step, a phase, a part of
 * the log.
 */
const WINDOWS_LINES = [10, 100, 1000]
/**
 * Strength, in nats, from which on a rare message, or a rare value, is a finding. Source: on labelled logs nothing
 * changes from 4 to 5.
 */
export const RARE_NATS = 4.5

/**
 * How much news it is, in nats, that a template comes for the first time at a line: -ln of the rate at which templates
 * come for the first time around it, the mean over some windows, against that of the whole log. What is new where
 * everything is (a start, another phase) is no news.
 */
function openNews(clusters: readonly Cluster[]): (line: number) => number {
  const firsts = Float64Array.from(clusters, ({ lines }) => lines[0]).sort()
  const last = clusters.reduce((most, { lastLine }) => Math.max(most, lastLine), 1)
  const usual = Math.log(last / Math.max(1, firsts.length))
  return (line) => {
    let sum = 0
    for (const width of WINDOWS_LINES) {
      const from = Math.max(1, line - width), to = Math.min(last, line + width)
      const news = firstAtLeast(firsts, to + 1) - firstAtLeast(firsts, from)
      sum += Math.log((to - from + 1) / Math.max(1, news))
    }
    return sum / WINDOWS_LINES.length - usual
  }
}

/**
 * Templates that few events follow, but for those that ask for a page as others beside it are asked for (see
 * usualEndpoints). The surprise of a template with count c is -ln of the share of events whose template is at least as
 * rare: in a log where many templates occur once, one more is no surprise (the missing-mass argument of I. J. Good,
 * "The Population Frequencies of Species", 1953). Rare events that stand together (a restart, a dump) are one happening
 * and share its surprise: the strength is less by ln of their number; it is more for each further one of its words that
 * no other template has, and by how seldom something new comes around it. One threshold decides, to which half of the
 * surprise of its severity is added, as everywhere (combine).
 */
export const findRareTemplates: FindCandidates = ({ clusters, events }) => {
  const written = clusters.map((cluster, index) => ({ cluster, index })).filter(({ cluster }) => cluster.tokens.length > 0)
  const limit = rareCountMax(events)
  const known = usualEndpoints(clusters, limit)
  const byCount = written.filter(({ cluster }) => !known.has(cluster)).sort((a, b) => a.cluster.events - b.cluster.events || a.index - b.index)
  const rare = byCount.filter(({ cluster }) => cluster.events <= limit)
  const neighbours = countNeighbours(rare.flatMap(({ cluster }) => cluster.lines).sort((a, b) => a - b))
  const words = countWords(clusters)
  const severeOf = openSeverities(clusters, events)
  const newsAt = openNews(written.map(({ cluster }) => cluster))
  const candidates: Candidate[] = []
  let mass = 0
  for (let i = 0; i < byCount.length;) {
    const count = byCount[i].cluster.events
    if (count > limit) break
    let j = i
    while (j < byCount.length && byCount[j].cluster.events === count) j++
    mass += count * (j - i)
    const surprise = Math.log(events / mass)
    for (; i < j; i++) {
      const { cluster, index } = byCount[i]
      if (surprise <= 0 || cluster.isCoarse) continue
      const shared = Math.min(...cluster.lines.map(line => neighbours.get(line) ?? 1)) / cluster.lines.length
      const strength = surprise - Math.log(Math.max(1, shared)) + noveltyOf(cluster, words) + newsAt(cluster.lines[0])
      candidates.push({ cluster: index, slot: '', margin: strength + (severeOf(cluster)?.nats ?? 0) / 2 - RARE_NATS, lines: null, events: count, signal: { kind: 'rare_template', strength: Math.max(0, strength), detail: { count, total: events, rank_count: mass } } })
    }
  }
  return candidates
}
