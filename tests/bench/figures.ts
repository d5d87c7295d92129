/** What the engine says of a line. */
export interface Said { score: number, isOdd: boolean, group: string, template: string }

export interface TrueIncident { kind: string, lines: readonly number[] }

/** Counts to be shared out over logs. */
export interface Found { incidents: number, found: number, alerts: number, trueAlerts: number, byKind: Map<string, { all: number, found: number }> }

const FIRST = 20

/** Alerts, the best first: flagged lines (from 1) of one group. */
function alertsOf(said: readonly Said[]): { score: number, lines: number[] }[] {
  const groups = new Map<string, { score: number, lines: number[] }>()
  said.forEach(({ isOdd, group, score }, index) => {
    if (!isOdd) return
    const known = groups.get(group) ?? { score: 0, lines: [] }
    groups.set(group, known)
    known.lines.push(index + 1)
    known.score = Math.max(known.score, score)
  })
  return [...groups.values()].sort((a, b) => b.score - a.score)
}

/** How many alerts there are. */
export function countAlerts(said: readonly Said[]): number {
  return alertsOf(said).length
}

/**
 * Incidents shown by the first 20 alerts: an alert is true if at least half of its lines are of incidents, and shows each that it
 * touches. Alerts of equal score take the place of the last of them.
 */
export function foundIncidents(incidents: readonly TrueIncident[], said: readonly Said[]): Found {
  const odd = new Set(incidents.flatMap(({ lines }) => lines))
  const alerts = alertsOf(said).map(alert => ({ ...alert, isTrue: 2 * alert.lines.filter(line => odd.has(line)).length >= alert.lines.length }))
  const places = new Map(alerts.map(({ score }, index) => [score, index + 1]))
  const shown = new Set(alerts.filter(({ score, isTrue }) => isTrue && (places.get(score) ?? 0) <= FIRST).flatMap(({ lines }) => lines))
  const byKind = new Map<string, { all: number, found: number }>()
  for (const { kind, lines } of incidents) {
    const { all, found } = byKind.get(kind) ?? { all: 0, found: 0 }
    byKind.set(kind, { all: all + 1, found: found + (lines.some(line => shown.has(line)) ? 1 : 0) })
  }
  const first = alerts.slice(0, FIRST)
  return { incidents: incidents.length, found: [...byKind.values()].reduce((sum, { found }) => sum + found, 0), alerts: first.length, trueAlerts: first.filter(({ isTrue }) => isTrue).length, byKind }
}

/** The first alerts and the incidents that none of them shows, each in a line of text: for whoever looks at misses and false alarms one by one. */
export function listRows(incidents: readonly TrueIncident[], said: readonly Said[], text: readonly string[]): string[] {
  const kindOf = new Map(incidents.flatMap(({ kind, lines }) => lines.map((line): [number, string] => [line, kind])))
  const first = alertsOf(said).slice(0, FIRST)
  const isTrue = ({ lines }: { lines: number[] }) => 2 * lines.filter(line => kindOf.has(line)).length >= lines.length
  const shown = new Set(first.filter(isTrue).flatMap(({ lines }) => lines))
  return [
    ...first.map(alert => `- ${isTrue(alert) ? kindOf.get(alert.lines.find(line => kindOf.has(line)) ?? 0) : 'FALSE'} ${alert.score} ${said[alert.lines[0] - 1].group} ${alert.lines.length} lines, ${alert.lines[0]}: ${text[alert.lines[0] - 1]}`),
    ...incidents.filter(({ lines }) => !lines.some(line => shown.has(line))).map(({ kind, lines }) => `- MISSED ${kind} ${said[lines[0] - 1].isOdd ? 'flagged' : 'not flagged'} ${said[lines[0] - 1].score} ${said[lines[0] - 1].group} ${lines.length} lines, ${lines[0]}: ${text[lines[0] - 1]}`),
  ]
}

/** F1 of what is flagged, the best F1 of any cut of the scores, and average precision (equal scores are one step). */
export function ranking(items: readonly { score: number, isOdd: boolean, isTrue: boolean }[]): { precision: number, recall: number, f1: number, best: number, averagePrecision: number } {
  const all = items.filter(({ isTrue }) => isTrue).length
  const flagged = items.filter(({ isOdd }) => isOdd)
  const hits = flagged.filter(({ isTrue }) => isTrue).length
  const f1Of = (correct: number, told: number) => correct === 0 ? 0 : 2 * correct / (told + all)
  const order = [...items].sort((a, b) => b.score - a.score)
  let best = 0
  let averagePrecision = 0
  let correct = 0
  for (let from = 0, to = 0; from < order.length; from = to) {
    const before = correct
    for (; to < order.length && order[to].score === order[from].score; to++) if (order[to].isTrue) correct++
    best = Math.max(best, f1Of(correct, to))
    averagePrecision += (correct - before) / Math.max(1, all) * correct / to
  }
  return { precision: flagged.length === 0 ? 0 : hits / flagged.length, recall: hits / Math.max(1, all), f1: f1Of(hits, flagged.length), best, averagePrecision }
}

/** Share of the lines in groups that are exactly a true one (GA), the same as an F1 of groups (FGA), and the mean Jaccard index of each true group with its nearest. */
export function grouping(truth: readonly string[], templates: readonly string[]): { ga: number, fga: number, jaccard: number } {
  const sizes = (names: readonly string[]) => names.reduce((counts, name) => counts.set(name, (counts.get(name) ?? 0) + 1), new Map<string, number>())
  const [trueSizes, ownSizes] = [sizes(truth), sizes(templates)]
  const both = new Map<string, Map<string, number>>()
  truth.forEach((name, index) => {
    const parts = both.get(name) ?? new Map<string, number>()
    both.set(name, parts)
    parts.set(templates[index], (parts.get(templates[index]) ?? 0) + 1)
  })
  let exact = 0
  let lines = 0
  let jaccard = 0
  for (const [name, parts] of both) {
    const size = trueSizes.get(name) ?? 0
    jaccard += Math.max(...Array.from(parts, ([template, common]) => common / (size + (ownSizes.get(template) ?? 0) - common))) / both.size
    const [[template]] = parts
    if (parts.size !== 1 || ownSizes.get(template) !== size) continue
    exact++
    lines += size
  }
  return { ga: lines / truth.length, fga: 2 * exact / (trueSizes.size + ownSizes.size), jaccard }
}

/** Templates of at most `most` lines that are no true rare one, and true ones of as few lines that are no template: false rare, missed rare. */
export function rareTemplates(truth: readonly string[], templates: readonly string[], most: number): { falseRare: number, missedRare: number } {
  const linesOf = (names: readonly string[]) => {
    const lines = new Map<string, number[]>()
    names.forEach((name, index) => {
      const known = lines.get(name)
      if (known) known.push(index)
      else lines.set(name, [index])
    })
    return new Set([...lines.values()].filter(({ length }) => length <= most).map(of => of.join(' ')))
  }
  const [rare, own] = [linesOf(truth), linesOf(templates)]
  return { falseRare: [...own].filter(name => !rare.has(name)).length, missedRare: [...rare].filter(name => !own.has(name)).length }
}
