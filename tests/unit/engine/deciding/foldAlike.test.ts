import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Signal } from '../../../../shared/anomaly'
import { foldAlike, RARE_ROWS, type RankedFinding } from '../../../../engine/deciding/foldAlike'

const RARE: Signal = { kind: 'rare_template', strength: 5, detail: { count: 1, total: 3000, rank_count: 9 } }
const SEVERE: Signal = { kind: 'severity', strength: 5, detail: { severity: 'error', count: 1, total: 3000 } }
const session = (template: string, leading: 'unusual' | 'missing'): Signal => ({
  kind: 'session', strength: 5, detail: { events: 3, sessions: 900, rank_count: 1, unusual: [], missing: [], repeated: [], swapped: [], [leading]: [{ template, share: 0.01 }], leading },
})

/** Findings in order, far from each other unless a line is given. */
function ranked(...given: (Partial<RankedFinding> & { template: string })[]): RankedFinding[] {
  return given.map((finding, i) => ({ signal: RARE, slot: '', lineNumber: 100 * (i + 1), lineCount: 1, ...finding }))
}

const rowsOf = (findings: RankedFinding[]) => foldAlike(findings).map(({ row }) => row)
/** A word for a number. */
const word = (i: number) => String.fromCharCode(97 + i % 26, 97 + Math.floor(i / 26) % 26, 120)

describe('what says the same thing', () => {
  it.each([
    ['values in marks', 'invoice [lane] [peer] signed <*>', 'invoice [kiosk] [till] signed <*>', true],
    ['values behind a key', 'store opened by=anna on <*>', 'store opened by=berta on <*>', true],
    ['one word of eight', 'the pump of the northern hall has stopped <*>', 'the pump of the southern hall has stopped <*>', true],
    ['one word of seven', 'the pump of northern hall has stopped', 'the pump of southern hall has stopped', false],
    ['two words of eight', 'the pump of the northern hall has stopped <*>', 'the pump of the southern hall has started <*>', false],
    ['several words in brackets', 'repeated <*> times: [ disk is full ]', 'repeated <*> times: [ fan is off ]', false],
    ['a short opposite', 'queue is full', 'queue is empty', false],
  ])('%s', (_, a, b, isSame) => {
    expect(rowsOf(ranked({ template: a }, { template: 'something else' }, { template: b }))).toEqual([0, 1, isSame ? 0 : 2])
  })

  it('is about the same kind of oddness in the same place', () => {
    const template = 'invoice [lane] signed'
    expect(rowsOf(ranked({ template }, { template, signal: SEVERE }))).toEqual([0, 1])
    expect(rowsOf(ranked({ template, slot: 'took' }, { template, slot: 'size' }, { template: 'invoice [till] signed', slot: 'took' }))).toEqual([0, 1, 0])
  })

  it('is a new message in any block of lines', () => {
    const signal: Signal = { kind: 'new_template', strength: 5, detail: { count: 9, baseline_events: 900, distance: 0.5, new_words: [], block: null } }
    const template = 'invoice [lane] signed'
    expect(rowsOf(ranked({ signal, template, slot: 'from line 7' }, { signal, template, slot: 'from line 90' }, { signal, template: '', slot: 'from line 95' }, { signal, template: '', slot: 'from line 99' }))).toEqual([0, 0, 2, 3])
  })

  it('is a session whose odd step is a rare message, not one that lacks it', () => {
    expect(rowsOf(ranked({ template: 'block lost' }, { template: 'block closed', signal: session('block lost', 'unusual') }))).toEqual([0, 0])
    expect(rowsOf(ranked({ template: 'block lost' }, { template: 'block closed', signal: session('block lost', 'missing') }))).toEqual([0, 1])
  })

  it('are rare messages with at most two lines between them, under the best of them', () => {
    expect(rowsOf(ranked({ template: 'a', lineNumber: 104 }, { template: 'b', lineNumber: 100, lineCount: 2 }, { template: 'c', lineNumber: 108 }, { template: 'd', lineNumber: 107 }))).toEqual([0, 0, 0, 0])
    expect(rowsOf(ranked({ template: 'a', lineNumber: 104 }, { template: 'b', lineNumber: 100 }))).toEqual([0, 1])
    expect(rowsOf(ranked({ template: 'a', lineNumber: 104 }, { template: 'b', lineNumber: 105, signal: SEVERE }))).toEqual([0, 1])
  })
})

describe('rare messages', () => {
  const many = (count: number) => ranked(...Array.from({ length: count }, (_, i) => ({ template: `${word(i)} happened` })))

  it('are rows of their own up to a dozen', () => {
    expect(foldAlike(many(RARE_ROWS)).every(({ row, isBeyond }, i) => row === i && !isBeyond)).toBe(true)
  })

  it('beyond a dozen are under the twelfth', () => {
    const folded = foldAlike(many(70))
    expect(folded.slice(0, 12).map(({ row }) => row)).toEqual(Array.from({ length: 12 }, (_, i) => i))
    expect(folded.slice(12).every(({ row, isBeyond }) => row === 11 && isBeyond)).toBe(true)
  })

  it('do not take others along: neither other kinds, nor a session that is under one beyond the dozen', () => {
    const found = [...many(20), ...ranked({ template: 'x', signal: SEVERE, lineNumber: 9000 }, { template: 'y', signal: session(`${word(18)} happened`, 'unusual'), lineNumber: 9500 })]
    expect(foldAlike(found).slice(20)).toEqual([{ row: 20, isBeyond: false }, { row: 21, isBeyond: false }])
  })
})

it('has one level only, best first, however many there are', () => {
  const finding = fc.record({
    template: fc.constantFrom('a b', 'a [c]', 'a [d]', 'one two three four five six seven eight', 'one two three four five six seven nine', '').chain(text => fc.constantFrom(text, `${text} too`)),
    signal: fc.constantFrom(RARE, RARE, RARE, SEVERE, session('a b', 'unusual')), slot: fc.constantFrom('', 'took'),
    lineNumber: fc.integer({ min: 1, max: 4000 }), lineCount: fc.integer({ min: 1, max: 5 }),
  })
  fc.assert(fc.property(fc.array(finding, { maxLength: 60 }), (findings) => {
    const folded = foldAlike(findings)
    folded.forEach(({ row, isBeyond }, i) => {
      expect(row).toBeLessThanOrEqual(i)
      expect(folded[row]).toEqual({ row, isBeyond: false })
      if (isBeyond) expect(findings[i].signal.kind).toBe('rare_template')
    })
    expect(folded.filter(({ row }, i) => row === i && findings[i].signal.kind === 'rare_template').length).toBeLessThanOrEqual(RARE_ROWS)
  }))
})
