import { Random } from '../../../samples/random'
import type { AdjustableEngine } from '../adjustable'
import { figuresOf, learnLog, say } from '../judge'
import type { Learnt } from '../judge'
import type { LabelledLog } from '../labelledLogs'
import { share } from '../qualitySets'

const SHARES: [string, number][] = [['a tenth', 0.1], ['a third', 1 / 3], ['two thirds', 2 / 3]]
const DRAWS = 20
/** Of a class, the logs that are learnt again and again. */
const LOGS_MAX = 2
const FIGURE = { blocks: 'own F1', lines: 'own F1', injected: 'recall@20', wild: 'recall@20', grammars: 'recall@20' } as const

/** What the own decisions are worth where a part of the lines or sessions is left out at random: odd lines stay, of sessions all go alike. */
export function leaveOutTable(engine: AdjustableEngine, learnt: readonly Learnt[]): string {
  const rows: string[] = []
  for (const [of, figure] of Object.entries(FIGURE)) {
    for (const one of learnt.filter(({ log }) => log.of === of).slice(0, LOGS_MAX)) {
      const whole = figuresOf(one.log, say(engine, one))[figure]
      const cells = SHARES.map(([, left]) => {
        const values = Array.from({ length: DRAWS }, (_, draw) => {
          const log = without(one.log, left, new Random(draw, 31))
          return figuresOf(log, say(engine, learnLog(engine, log)))[figure]
        }).sort((a, b) => a - b)
        return `${share(values[0])} / ${share((values[DRAWS / 2 - 1] + values[DRAWS / 2]) / 2)}`
      })
      rows.push(`| ${one.log.name} | ${figure} | ${share(whole)} | ${cells.join(' | ')} |`)
    }
  }
  return [`| log | figure | whole | ${SHARES.map(([name]) => `${name} left out: least / median of ${DRAWS}`).join(' | ')} |`, '| --- | --- | ---: | ---: | ---: | ---: |', ...rows, ''].join('\n')
}

/** The log without a part of its sessions, or of its lines that are not odd. */
function without(log: LabelledLog, left: number, random: Random): LabelledLog {
  const lines = log.text.split('\n')
  const gone = new Set([...log.sessions?.keys() ?? []].filter(() => random.chance(left)))
  const place = new Map<number, number>()
  const kept: string[] = []
  lines.forEach((line, index) => {
    const isLeft = log.sessions ? (line.match(/blk_-?\d+/g) ?? []).some(id => gone.has(id)) : !log.lines.has(index + 1) && random.chance(left)
    if (isLeft) return
    kept.push(line)
    place.set(index + 1, kept.length)
  })
  const moved = (numbers: readonly number[]) => numbers.flatMap(number => place.get(number) ?? [])
  return {
    ...log,
    text: kept.join('\n'),
    lines: new Set(moved([...log.lines])),
    incidents: log.incidents.map(({ kind, lines: own }) => ({ kind, lines: moved(own) })),
    sessions: log.sessions && new Map([...log.sessions].filter(([id]) => !gone.has(id))),
    groups: null,
  }
}
