import type { Cluster } from '../templates/clusters'
import { requestTokens } from '../templates/endpoints'

/**
 * A path that few asked for is news where the rarest usual one beside it comes this many times as often. As in
 * rareValue.
 */
const GAP_MIN = 5
/** And where no more than this many others, or half of the folder, are as rare. As in rareValue. */
const RARE_MAX = 3

/**
 * Endpoints with at most `limit` events that are no news: other entries of their folder, asked for in the same way,
 * come about as seldom.
 */
export function usualEndpoints(clusters: readonly Cluster[], limit: number): Set<Cluster> {
  const folders = new Map<string, Cluster[]>()
  for (const cluster of clusters) {
    const request = requestTokens(cluster.tokens)
    if (!request || request.path < 0) continue
    const path = cluster.tokens[request.path]
    const name = cluster.tokens.with(request.path, path.slice(0, path.lastIndexOf('/') + 1)).join('')
    const folder = folders.get(name)
    if (folder) folder.push(cluster)
    else folders.set(name, [cluster])
  }
  const usual = new Set<Cluster>()
  for (const folder of folders.values()) {
    const rare = folder.filter(({ events }) => events <= limit)
    const least = Math.min(...folder.map(({ events }) => events > limit ? events : Number.POSITIVE_INFINITY))
    const isCrowd = rare.length > Math.max(RARE_MAX, folder.length / 2)
    for (const cluster of rare) if (isCrowd || least < cluster.events * GAP_MIN) usual.add(cluster)
  }
  return usual
}
