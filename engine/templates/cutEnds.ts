import type { Cluster } from './clusters'
import { ANY, isWord } from './tokens'

/** Whether a token of a text is what a template has there. */
const isLike = (token: string, usual: string | undefined) => token === usual || (usual === ANY && isWord(token))

const isStart = (tokens: readonly string[], usual: readonly string[]) => usual.length > tokens.length && tokens.every((token, i) => isLike(token, usual[i]))
const isEnd = (tokens: readonly string[], usual: readonly string[]) => usual.length > tokens.length && tokens.every((token, i) => isLike(token, usual[usual.length - tokens.length + i]))

/**
 * Templates of nothing but what a cut left of a line at an end of the log: the first line, where all but its first
 * token is how a more frequent template ends, and the last event, where it was cut off and all but its last token is
 * how one begins.
 * @param openLine where the last event begins if it was cut off, else 0.
 */
export function cutEnds(clusters: readonly Cluster[], openLine: number): Set<Cluster> {
  const cut = new Set<Cluster>()
  const others = clusters.filter(({ events }) => events > 1)
  for (const cluster of clusters) {
    const [line] = cluster.lines
    if (cluster.events !== 1 || (line !== 1 && line !== openLine)) continue
    const rest = cluster.tokens.slice(1)
    if (line === 1 && rest.some(isWord) && others.some(({ tokens }) => isEnd(rest, tokens))) cut.add(cluster)
    if (line === openLine && others.some(({ tokens }) => isStart(cluster.tokens.slice(0, -1), tokens))) cut.add(cluster)
  }
  return cut
}
