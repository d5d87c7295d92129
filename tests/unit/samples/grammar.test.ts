import { describe, expect, it } from 'vitest'
import { grammarEvents } from '../../../samples/grammar/events'
import type { GrammarEvent } from '../../../samples/grammar/grammarEvent'
import { drawGrammar, LAYOUTS } from '../../../samples/grammar/grammar'
import { GRAMMAR_KINDS } from '../../../samples/grammar/happenings'
import { PLAIN, printEvent } from '../../../samples/grammar/print'
import { Random } from '../../../samples/random'

const EVENTS = 2000

function draw(seed: number, incidents: boolean) {
  const grammar = drawGrammar(new Random(seed, 9), EVENTS)
  const course = grammarEvents(grammar, { events: EVENTS, seed, incidents })
  const events: GrammarEvent[] = []
  for (;;) {
    const step = course.next()
    if (step.done) return { grammar, events, truth: step.value, lines: events.map(event => printEvent(grammar, event)) }
    events.push(step.value)
  }
}

const all = Array.from({ length: 40 }, (_, seed) => draw(seed + 1, true))

describe('logs of random systems', () => {
  it('are the same for the same seed, and others for another', () => {
    expect(draw(3, true).lines).toEqual(all[2].lines)
    expect(draw(4, true).lines).not.toEqual(all[2].lines)
  })

  it('have times that go on, one line an event, and no character beyond ASCII', () => {
    for (const { events, lines } of all) {
      expect(events.every(({ atMs }, index) => index === 0 || atMs >= events[index - 1].atMs)).toBe(true)
      expect(lines.every(line => /^[ -~]+$/.test(line))).toBe(true)
    }
  })

  it('have every layout, and odd things of every kind, once and several times, at the start, in the middle and at the end', () => {
    expect(new Set(all.map(({ grammar }) => grammar.layout))).toEqual(new Set(LAYOUTS))
    const incidents = all.flatMap(({ truth, events }) => truth.incidents.map(incident => ({ ...incident, part: incident.lines[0] / events.length })))
    expect(new Set(incidents.map(({ kind }) => kind))).toEqual(new Set(GRAMMAR_KINDS))
    for (const kind of ['novel_error', 'value', 'number', 'source'] as const) expect(new Set(incidents.filter(one => one.kind === kind).map(({ lines }) => lines.length)).size).toBeGreaterThan(1)
    for (let part = 0; part < 10; part++) expect(incidents.some(one => Math.floor(one.part * 10) === part)).toBe(true)
  })

  it('differ in how many odd things happen, how many messages there are and how often each comes', () => {
    for (const of of [all.map(({ truth }) => truth.incidents.length), all.map(({ grammar }) => grammar.messages.length), all.map(({ grammar }) => grammar.atOnce)])
      expect(new Set(of).size).toBeGreaterThan(8)
  })

  it('mark the lines that say the odd thing', () => {
    for (const { events, truth } of all) {
      for (const { kind, odd, lines } of truth.incidents) {
        const told = lines.map(line => events[line - 1])
        if (kind === 'novel_error' || kind === 'novel_quiet' || kind === 'severe') expect(told.every(({ message }) => message.literals[0] === odd)).toBe(true)
        if (kind === 'source') expect(told.every(({ source }) => source === odd)).toBe(true)
        if (kind === 'burst') expect(lines.length).toBeGreaterThanOrEqual(30)
      }
    }
  })

  it('have a quiet twin of the same system, in which nothing odd happens', () => {
    for (const [index, { grammar, truth: { incidents } }] of all.slice(0, 8).entries()) {
      const twin = draw(index + 1, false)
      expect(twin.truth.incidents).toEqual([])
      expect(twin.grammar).toEqual(grammar)
      expect(twin.events).toHaveLength(EVENTS)
      const odd = incidents.filter(({ kind }) => kind === 'novel_error' || kind === 'novel_quiet').map(one => one.odd)
      expect(twin.events.some(({ message }) => odd.includes(message.literals[0]))).toBe(false)
    }
  })
})

describe('another way to write it', () => {
  it('changes what it says, and nothing else', () => {
    const { grammar, events } = all.find(one => one.grammar.layout === 'iso') ?? all[0]
    const ids = (line: string) => line.replace(/\S*\d\S*/g, '*')
    for (const event of events.slice(0, 300)) expect(ids(printEvent(grammar, event, { ...PLAIN, idSalt: 3 }))).toBe(ids(printEvent(grammar, event)))
    const lists = events.filter(({ message }) => message.places.some(({ kind, share }) => kind === 'list' && share === 1))
    for (const event of lists) expect(printEvent(grammar, event, { ...PLAIN, moreItems: 2 }).length).toBeGreaterThan(printEvent(grammar, event).length)
    expect(printEvent(grammar, events[0], { ...PLAIN, isSourceShown: false })).not.toContain(`[${events[0].source}]`)
  })
})
