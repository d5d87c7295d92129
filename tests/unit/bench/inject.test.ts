import { expect, it } from 'vitest'
import { Random } from '../../../samples/random'
import { inject, INJECTED_KINDS } from '../../bench/inject'

const HEADER = /^(?<time>[\d:]+ )(?<writer>\[\w+\] )/
const lines = Array.from({ length: 2000 }, (_, i) => `10:${String(Math.floor(i / 60)).padStart(2, '0')}:${String(i % 60).padStart(2, '0')} [till] ${i % 25 === 7 ? `drawer was ${i % 50 === 7 ? 'counted' : 'closed'}` : `order ${i % 3 === 0 ? 'paid' : 'sent'} in ${20 + i % 31} ms`}`)
const put = (seed: number) => inject(lines.join('\n') + '\n', HEADER, new Random(seed))

it('puts every kind into a log, leaves its other lines as they are, and says where', () => {
  const { text, incidents } = put(1)
  const out = text.trimEnd().split('\n')
  const odd = new Set(incidents.flatMap(incident => incident.lines))
  expect(out.filter((_, i) => !odd.has(i + 1))).toEqual(lines)
  for (const [kind, times] of Object.entries(INJECTED_KINDS)) expect(incidents.filter(incident => incident.kind === kind)).toHaveLength(times)
  for (const { kind, lines: own } of incidents) {
    expect(own.length).toBeGreaterThanOrEqual(kind === 'burst' ? 150 : 1)
    for (const line of own) {
      expect(lines).not.toContain(kind === 'burst' ? null : out[line - 1])
      expect(HEADER.exec(out[line - 1])?.groups?.time).toBe(HEADER.exec(out[own[0] - 2])?.groups?.time)
    }
  }
})

it('says a number far from all others, and a word that no other line has there', () => {
  const { text, incidents } = put(2)
  const out = text.split('\n')
  const told = (kind: string) => incidents.filter(incident => incident.kind === kind).map(({ lines: [line] }) => out[line - 1])
  for (const line of told('numeric')) expect(Number(/ in (-?\d+) ms$/.exec(line)?.[1] ?? 30)).not.toSatisfy((value: number) => value >= 0 && value <= 500)
  for (const line of told('value')) expect(line).toMatch(/\[till\] (?:order (?!paid|sent)[a-z]+ in \d+ ms|drawer was (?!counted|closed)[a-z]+)$/)
})

it('is the same for the same seed, and leaves out what the log has no place for', () => {
  expect(put(3)).toEqual(put(3))
  const { incidents } = inject(lines.map(line => line.replace(/order.*/, 'drawer was opened')).join('\n'), HEADER, new Random(1))
  expect(new Set(incidents.map(({ kind }) => kind))).not.toContain('numeric')
})
