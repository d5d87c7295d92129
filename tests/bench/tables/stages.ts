import { SignalKind } from '../../../shared/anomaly'
import type { ModelOptions } from '../../../engine/summary/model'
import type { AdjustableEngine } from '../adjustable'
import { grouping } from '../figures'
import { FIGURES, figuresByClass, figuresOf, say } from '../judge'
import type { ClassFigures, Learnt } from '../judge'
import { mean, share } from '../qualitySets'

/** Signals that only a comparison with a known-good log gives. */
const OF_COMPARISONS = new Set(['new_template', 'new_value', 'new_number', 'frequency', 'gone'])

/** What each stage is worth: all of them, each signal off, phrases that are never joined, and signatures as they are. */
export function stageTable(engine: AdjustableEngine, learnt: readonly Learnt[]): string {
  const classes = [...new Set(learnt.map(({ log }) => log.of))]
  const columns = classes.flatMap(of => Object.keys(FIGURES[of]).map(name => ({ of, name })))
  const rowOf = (title: string, figures: ReadonlyMap<string, ClassFigures>) => `| ${title} | ${columns.map(({ of, name }) => share(figures.get(of)?.mean[name] ?? 0)).join(' | ')} |`
  const measured = (options?: ModelOptions) => figuresByClass(learnt.map(one => ({ log: one.log, figures: figuresOf(one.log, say(engine, one, options)) })))
  const rows = [rowOf('all', measured())]
  const kinds = SignalKind.options.filter(kind => !OF_COMPARISONS.has(kind))
  for (const kind of kinds) rows.push(rowOf(`without ${kind}`, measured({ kinds: kinds.filter(other => other !== kind) })))
  const joins = engine.limits.find(({ name }) => name === 'OTHER_WORDS_MIN')
  if (joins) {
    const usual = joins.get()
    joins.set(Number.POSITIVE_INFINITY)
    rows.push(rowOf('phrases, not joined', measured()))
    joins.set(usual)
  }
  const exact = learnt.flatMap(({ log, chunks }) => log.groups ? [{ of: log.of, ...grouping(log.groups, signatures(engine, chunks).slice(0, log.groups.length)) }] : [])
  const exactCell = (of: string, name: string) => {
    const own = exact.filter(one => one.of === of)
    const figure = { GA: 'ga', FGA: 'fga', Jaccard: 'jaccard' } as const
    return own.length > 0 && (name === 'GA' || name === 'FGA' || name === 'Jaccard') ? share(mean(own.map(one => one[figure[name]]))) : '–'
  }
  rows.push(`| signatures alone | ${columns.map(({ of, name }) => exactCell(of, name)).join(' | ')} |`)
  return [`| | ${columns.map(({ of, name }) => `${of} ${name}`).join(' | ')} |`, `| --- |${' ---: |'.repeat(columns.length)}`, ...rows, ''].join('\n')
}

/** The signature of each line: of a line that goes on with an event, the event's. */
function signatures(engine: AdjustableEngine, chunks: Learnt['chunks']): string[] {
  const continues = 0xFFFFFFFF
  return chunks.flatMap(({ columns }) => {
    const { signatures: rows, key0 } = engine.decodeColumns(columns)
    let last = 0
    return Array.from(rows, (row) => {
      if (row !== continues && row < key0.length) last = row
      return String(key0[last])
    })
  })
}
