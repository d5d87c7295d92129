import { describe, expect, it } from 'vitest'
import { detectFraming } from '../../../../../engine/reading/layout/detectFraming'
import { SETTINGS } from '../../logs'
import { bytesOf } from '../../padded'
import { findingsOf } from '../../fixtures'

const EVENTS = ['page opened by keeper', 'lamp lit', 'door closed behind keeper', 'tide is high', 'boat seen from gallery']
const eventOf = (i: number) => `2026-01-02 03:${String(Math.floor(i / 60) % 60).padStart(2, '0')}:${String(i % 60).padStart(2, '0')} INFO ${EVENTS[i * 7 % 5]}`
const joinsOf = (lines: readonly string[]) => {
  const { joins, indent } = detectFraming(bytesOf(`${lines.join('\n')}\n`), SETTINGS)
  return { joins, indent }
}
/** After every third event one of the lines, whatever the event. */
const withLoose = (...loose: string[]) => Array.from({ length: 600 }, (_, i) => i % 3 === 0 ? [eventOf(i), loose[i / 3 % loose.length]] : [eventOf(i)]).flat()

describe('how lines without a header are joined', () => {
  it('not to events that they follow by chance, unless they are indented further', () => {
    expect(joinsOf(withLoose('  fetched the stock', '  + oil of whale'))).toEqual({ joins: 'indented', indent: 2 })
    expect(joinsOf(withLoose('note: no wind'))).toEqual({ joins: 'indented', indent: 0 })
  })

  it('to events that they belong to', () => {
    const after = (kind: string, ...lines: string[]) => Array.from({ length: 600 }, (_, i) => eventOf(i).endsWith(kind) ? [eventOf(i), ...lines] : [eventOf(i)]).flat()
    expect(joinsOf(after('lamp lit', '  fetched the stock', '  by hand'))).toEqual({ joins: 'all', indent: 0 })
    expect(joinsOf(Array.from({ length: 600 }, (_, i) => [eventOf(i), '  Subject: keeper', '  Room: gallery']).flat())).toEqual({ joins: 'all', indent: 0 })
    expect(joinsOf(withLoose('    at Lamp.light (lamp.js:3:4)'))).toEqual({ joins: 'all', indent: 0 })
  })

  it('so that a line of its own is a finding of its own', () => {
    const lines = withLoose('  fetched the stock', '  + oil of whale')
    const at = lines.indexOf(eventOf(300)) + 1
    expect(findingsOf(lines.toSpliced(at, 0, 'refused: oil is spilt', '    over the stairs'))).toMatchObject([{ line_number: at + 1, line_count: 2, template: 'refused: oil is spilt' }])
  })
})
