import { describe, expect, it } from 'vitest'
import { generateSample } from '../../../samples'
import { printEvent } from '../../../samples/grammar/print'
import { Random } from '../../../samples/random'
import { analyse, forAny, lostFindings, NOTHING, tell, torn, TIMEOUT_MS } from './metamorphic'

const EVENTS = 1500
const RUNS = 6

const sampleLines = (kind: 'web' | 'syslog' | 'json', seed: number) => Array.from(generateSample({ kind, sizeBytes: 250_000, seed, incidents: true })).join('').trimEnd().split('\n')

/** The log without a random tenth of its lines, and where each line of one stands in the other. */
function thinned(lines: readonly string[], seed: number) {
  const random = new Random(seed, 21)
  const kept = lines.flatMap((_, index) => random.chance(0.1) ? [] : [index])
  const place = new Map(kept.map((index, at) => [index, at]))
  return { lines: kept.map(index => lines[index]), at: (index: number) => place.get(index) ?? -1, from: (index: number) => kept[index] }
}

/**
 * Five words in a place are values, four are not, so a place may close with the words that went; and what lies within ln 2 of a
 * threshold may come or go. Of the rest one in ten may too, and two: a rare thing leans on few lines.
 */
function expectThinned(lines: readonly string[], seed: number) {
  const whole = analyse(lines)
  const less = thinned(lines, seed)
  const part = analyse(less.lines)
  expect(torn(whole, part, less.at).lines + torn(part, whole, less.from).lines).toBeLessThanOrEqual(lines.length / 100)
  const lost = lostFindings(whole, part, { at: less.at, beyond: Math.LN2 })
  const come = lostFindings(part, whole, { at: less.from, beyond: Math.LN2 })
  const findings = lostFindings(whole, { ...whole, odd: whole.odd.map(() => null) }).length
  expect([...lost, ...come].length, [...lost, ...come].join('\n')).toBeLessThanOrEqual(2 + findings / 10)
}

describe('a tenth of the lines left out changes little', () => {
  it('in logs of random systems', () => {
    forAny(RUNS, seed => expectThinned(tell(seed, EVENTS).lines(), seed))
  }, TIMEOUT_MS)

  it.each(['web', 'syslog', 'json'] as const)('in the log of a service (%s)', (kind) => {
    expectThinned(sampleLines(kind, 3), 3)
  })
})

describe('the log twice in a row, later and with other ids', () => {
  /**
   * What was rare is so no longer: findings may go. Sessions that were cut off by the log's end are so in its middle now, and a
   * silence that was too little to be told is so twice.
   */
  it('has the same groups, and no finding that is not in it once', () => {
    forAny(RUNS, (seed) => {
      const log = tell(seed, EVENTS)
      const lines = log.lines()
      const once = analyse(lines)
      const lasting = log.events[log.events.length - 1].atMs - log.events[0].atMs
      const twice = analyse([...lines, ...log.lines({ idSalt: 5, laterMs: lasting + log.grammar.everyMs })])
      expect(torn(once, twice)).toEqual(NOTHING)
      expect(torn(twice, once, index => index % lines.length)).toEqual(NOTHING)
      const come = lostFindings(twice, once, { at: index => index % lines.length, beyond: Math.LN2 })
      expect(come.filter(text => !text.startsWith('session/-') && !text.startsWith('silence'))).toEqual([])
    })
  }, TIMEOUT_MS)
})

describe('another log of another kind, which comes at a steady rate, a line of it to four', () => {
  /**
   * What is new in the other log makes what is new in this one less so: rare messages and severities are not compared. A level that not
   * all lines have is a word of the message, by which a place of words may close.
   */
  it('parts hardly any groups, and hides no finding of other kinds', () => {
    forAny(RUNS, (seed) => {
      const log = tell(seed, EVENTS)
      const lines = log.lines()
      const guest = tell(seed + 1, EVENTS, false)
      const step = (log.events[log.events.length - 1].atMs - log.events[0].atMs) * 4 / lines.length
      const guests = guest.events.slice(0, lines.length >> 2).map((event, index) => ({ atMs: log.events[0].atMs + step * index, event }))
      const place: number[] = []
      const mixed: string[] = []
      lines.forEach((line, index) => {
        while (guests.length > 0 && guests[0].atMs <= log.events[index].atMs) mixed.push(...guests.splice(0, 1).map(({ atMs, event }) => printEvent(guest.grammar, { ...event, atMs })))
        place.push(mixed.length)
        mixed.push(line)
      })
      const alone = analyse(lines)
      const both = analyse(mixed)
      const at = (index: number) => log.events[index].source === log.events[index].message.source ? place[index] : -1
      expect(mixed[place[lines.length - 1]]).toBe(lines[lines.length - 1])
      expect(torn(alone, both, at).lines).toBeLessThanOrEqual(lines.length / 100)
      const lost = lostFindings(alone, both, { at, beyond: Math.LN2 })
      expect(lost.filter(text => !/^(rare_template|severity)/.test(text))).toEqual([])
    })
  }, TIMEOUT_MS)
})
