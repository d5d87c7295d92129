import type { AdjustableEngine } from '../adjustable'
import { foundIncidents, rareTemplates } from '../figures'
import { figuresByClass, figuresOf, say } from '../judge'
import type { Learnt } from '../judge'
import { share } from '../qualitySets'

/** A template of at most so many lines is rare. */
const RARE_MAX = 3

/** What the engine finds by class: the mean over its logs, and the worst of them. */
export function classTable(engine: AdjustableEngine, learnt: readonly Learnt[]): string {
  const judged = learnt.map((one) => {
    const told = say(engine, one)
    return { log: one.log, told, figures: figuresOf(one.log, told) }
  })
  const rows = [...figuresByClass(judged)].flatMap(([of, { mean, worst, logs }]) => Object.keys(mean).map(name => `| ${of} (${logs}) | ${name} | ${share(mean[name])} | ${share(worst[name].value)} (${worst[name].name}) |`))
  const kinds = new Map<string, { all: number, found: number }>()
  for (const { log, told } of judged) {
    for (const [kind, { all, found }] of foundIncidents(log.incidents, told.said).byKind) {
      const name = `${log.of}: ${kind}`
      const known = kinds.get(name) ?? { all: 0, found: 0 }
      kinds.set(name, { all: known.all + all, found: known.found + found })
    }
  }
  const grouped = judged.flatMap(({ log, told }) => log.groups ? [{ name: log.name, of: log.of, ...rareTemplates(log.groups, told.said.slice(0, log.groups.length).map(({ template }) => template), RARE_MAX) }] : [])
  return [
    '| class (logs) | figure | mean | worst |\n| --- | --- | ---: | ---: |', ...rows, '',
    '| incidents | found among the first 20 |\n| --- | ---: |', ...Array.from(kinds, ([name, { all, found }]) => `| ${name} | ${found} of ${all} |`), '',
    `Templates of at most ${RARE_MAX} lines that are none (false), and such that are there but not found (missed):`, '',
    '| log | false rare | missed rare |\n| --- | ---: | ---: |', ...grouped.map(({ name, falseRare, missedRare }) => `| ${name} | ${falseRare} | ${missedRare} |`), '',
  ].join('\n')
}
