import { describe, expect, it } from 'vitest'
import { excerptLine } from '../../composables/excerptLine'
import { SIGNALS, makeFinding } from './makeFinding'

const text = (segments: { text: string }[]) => segments.map(segment => segment.text).join('')
const odd = (segments: { text: string, isOdd: boolean }[]) => text(segments.filter(segment => segment.isOdd))
const number = SIGNALS.filter(signal => signal.kind === 'number_range')

describe('excerptLine', () => {
  it('marks the unusual value and keeps the line as it is', () => {
    const finding = makeFinding(1)
    expect(text(excerptLine(finding))).toBe(finding.log_entry)
    expect(odd(excerptLine(finding))).toBe('FATAL')
  })

  it('marks a number after the name of its place, not the same digits elsewhere', () => {
    const finding = makeFinding(1, { signals: number, log_entry: 'id=90321 seq 190321 took=90321ms' })
    const segments = excerptLine(finding)
    expect(text(segments.slice(0, segments.findIndex(segment => segment.isOdd)))).toBe('id=90321 seq 190321 took=')
  })

  it('cuts a long line in the middle and keeps the odd part', () => {
    for (const at of [0, 200, 500, 900, 994]) {
      const line = `${'x'.repeat(at)} FATAL ${'y'.repeat(994 - at)}`
      const segments = excerptLine(makeFinding(1, { log_entry: line }), 100)
      expect(odd(segments), `at ${at}`).toBe('FATAL')
      expect(text(segments).length, `at ${at}`).toBeLessThan(140)
    }
  })

  it('shows the first line of an event of several', () => {
    expect(text(excerptLine(makeFinding(1, { log_entry: 'one\n  at two' })))).toBe('one')
  })

  it('marks nothing where no value is odd', () => {
    expect(odd(excerptLine(makeFinding(1, { signals: SIGNALS.filter(signal => signal.kind === 'severity') })))).toBe('')
  })
})
