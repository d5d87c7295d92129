import type { AdjustableEngine, Limit } from '../adjustable'
import { triedAt } from '../adjustable'
import { FIGURES, figuresByClass, figuresOf, say } from '../judge'
import type { ClassFigures, Learnt } from '../judge'
import { share } from '../qualitySets'

/** A loss above this is named. Shares and F1s are of 1; groups and flagged lines of quiet logs are compared by ratio. */
const MUCH = 0.05

interface Change { of: string, name: string, loss: number }

/** What a figure loses: positive is worse. */
function changes(before: ReadonlyMap<string, ClassFigures>, after: ReadonlyMap<string, ClassFigures>): Change[] {
  return Object.entries(FIGURES).flatMap(([of, figures]) => Object.entries(figures).flatMap(([name, better]) => {
    const [a, b] = [before.get(of)?.mean[name], after.get(of)?.mean[name]]
    if (a === undefined || b === undefined) return []
    return [{ of, name, loss: better === 'more' ? a - b : (b - a) / Math.max(1, a) }]
  }))
}

const shown = ({ of, name, loss }: Change) => `${loss > 0 ? '−' : '+'}${share(Math.abs(loss))} ${of} ${name}`

function cell(all: readonly Change[]): string {
  const told = all.filter(({ loss }) => Math.abs(loss) >= 0.0005)
  if (told.length === 0) return 'nothing'
  const worst = told.reduce((a, b) => b.loss > a.loss ? b : a)
  const best = told.reduce((a, b) => b.loss < a.loss ? b : a)
  const parts = [worst, ...(best === worst ? [] : [best])].map(shown)
  return worst.loss > MUCH ? `**${parts.join(', ')}**` : parts.join(', ')
}

/** Every constant that decides, at half and at double (thresholds in nats: ln 2 less and more): the greatest loss and gain of a figure. */
export function limitTable(engine: AdjustableEngine, learnt: readonly Learnt[]): string {
  const measured = () => figuresByClass(learnt.map(one => ({ log: one.log, figures: figuresOf(one.log, say(engine, one)) })))
  const before = measured()
  const dead: string[] = []
  const rows = engine.limits.map((limit: Limit) => {
    const usual = limit.get()
    const [less, more] = [false, true].map((isMore) => {
      limit.set(triedAt(limit, usual, isMore))
      const all = changes(before, measured())
      limit.set(usual)
      return cell(all)
    })
    const name = `${limit.file} ${limit.name}`
    if (less === 'nothing' && more === 'nothing') dead.push(name)
    process.stderr.write(`${name}: ${less} | ${more}\n`)
    return `| ${name} | ${typeof usual === 'number' ? Number(usual.toPrecision(4)) : usual.join(', ')} | ${less} | ${more} |`
  })
  return ['| constant | value | at half (−ln 2) | at double (+ln 2) |\n| --- | ---: | --- | --- |', ...rows, '', `Nothing changes at half and at double: ${dead.length > 0 ? dead.join(', ') : 'of none'}.`, ''].join('\n')
}
