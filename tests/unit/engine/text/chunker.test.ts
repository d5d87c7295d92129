import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { draws } from '../../../stores'
import { Chunker, EVENT_MAX_BYTES, EVENT_MAX_LINES, type Cut } from '../../../../engine/text/chunker'
import { detectFraming } from '../../../../engine/reading/layout/detectFraming'
import { arbitraryLog, SETTINGS } from '../logs'
import { bytesOf } from '../padded'

const HEAD = '2026-01-02 03:04:05 INFO'
const FRAMING = detectFraming(bytesOf(`${HEAD} a\n\tat b\n${HEAD} c\n`), SETTINGS)

function cut(text: string | Uint8Array, chunkSize: number, framing = FRAMING, pieces = 1 << 16): Cut[] {
  const bytes = typeof text === 'string' ? bytesOf(text) : text
  const chunker = new Chunker(framing, chunkSize)
  const cuts: Cut[] = []
  for (let at = 0; at < bytes.length; at += pieces) chunker.push(bytes.subarray(at, at + pieces), cuts)
  chunker.end(cuts)
  expect(chunker.decodedBytes).toBe(bytes.length)
  expect(chunker.lines).toBe(cuts.reduce((sum, { place }) => sum + place.lines, 0))
  return cuts
}

const textOf = ({ data }: Cut) => new TextDecoder().decode(data)
const withLimit = (maxLineBytes: number) => ({ ...FRAMING, settings: { ...SETTINGS, maxLineBytes } })

describe('Chunker', () => {
  it('gives nothing for nothing, and one chunk for what fits', () => {
    expect(cut('', 100)).toEqual([])
    expect(cut('a\nb', 100)).toEqual([{ place: { number: 0, firstLine: 1, lines: 2, byteOffset: 0, sizeBytes: 3 }, data: bytesOf('a\nb') }])
    expect(cut('\n\n', 100)[0].place).toEqual({ number: 0, firstLine: 1, lines: 2, byteOffset: 0, sizeBytes: 2 })
  })

  it('cuts before the last event that begins within the size', () => {
    const event = `${HEAD} a\n\tat b\n`
    const cuts = cut(event.repeat(4), event.length * 2 + 5)
    expect(cuts.map(textOf)).toEqual([event.repeat(2), event.repeat(2)])
    expect(cuts.map(({ place }) => [place.firstLine, place.lines, place.byteOffset])).toEqual([[1, 4, 0], [5, 4, event.length * 2]])
  })

  it('keeps an event whole that is longer than a chunk, up to its limits', () => {
    const trace = `${HEAD} a\n${'\tat some.where(There.java:12)\n'.repeat(50)}`
    expect(cut(`${trace}${trace}`, 100).map(textOf)).toEqual([trace, trace])
    const lines = cut(`${HEAD} a\n${'\tat b\n'.repeat(2500)}`, 100)
    expect(lines.map(({ place }) => place.lines)).toEqual([EVENT_MAX_LINES, EVENT_MAX_LINES, 501])
    const wide = cut(`${HEAD} a\n${`\t${'x'.repeat(999)}\n`.repeat(600)}`, 100)
    expect(wide[0].place.sizeBytes).toBeGreaterThanOrEqual(EVENT_MAX_BYTES)
    expect(wide[0].place.sizeBytes).toBeLessThan(EVENT_MAX_BYTES + 1001)
    expect(wide).toHaveLength(3)
  })

  it('does not cut before a colour that hides an indented line', () => {
    const event = `${HEAD} a\n\u001B[31m\tat b\u001B[0m\n`
    expect(cut(event.repeat(6), event.length + 3).map(textOf)).toEqual(Array.from({ length: 6 }, () => event))
  })

  it('gives a line beyond the limit out in pieces, counted once', () => {
    const long = `${HEAD} ${'y'.repeat(700_000)}\n`
    const cuts = cut(`${HEAD} a\n${long}${HEAD} b\n`, 100_000, withLimit(1000))
    expect(cuts.map(textOf).join('')).toBe(`${HEAD} a\n${long}${HEAD} b\n`)
    expect(cuts.reduce((sum, { place }) => sum + place.lines, 0)).toBe(3)
    expect(Math.max(...cuts.map(({ place }) => place.sizeBytes))).toBeLessThan(1_000_000)
    expect(cuts.at(-1)?.place).toMatchObject({ firstLine: 3, lines: 1 })
    expect(cuts.filter(({ place }) => place.lines === 0).length).toBeGreaterThan(0)
  })

  it('keeps a line of just the limit and what continues it in one event', () => {
    const limit = 100
    const full = `${HEAD} ${'y'.repeat(limit - HEAD.length - 1)}`
    const event = `${full}\n\tat b\n`
    expect(full).toHaveLength(limit)
    expect(cut(event.repeat(3), limit, withLimit(limit)).map(textOf)).toEqual([event, event, event])
    expect(cut(event.replace('y', 'yy').repeat(3), limit, withLimit(limit))).not.toHaveLength(3)
  })

  it('cuts in the same places however the text comes', () => {
    const line = (i: number) => `${HEAD} step ${i * 7919 % 1000} of ${'z'.repeat(i % 90)}\n`
    const lines = Array.from({ length: 12_000 }, (_, i) => i % 3000 === 1700 ? `${HEAD} ${'y'.repeat(150_000)}\n` : line(i)).join('')
    const framing = withLimit(100_000)
    const places = (pieces: number) => cut(lines, 65_536, framing, pieces).map(({ place }) => place)
    const whole = places(lines.length)
    expect(whole.length).toBeGreaterThan(15)
    for (const pieces of [777, 65_536, 69_000, 300_001]) expect(places(pieces)).toEqual(whole)
  })

  it('gives out all lines in numbered chunks wherever the upload was cut', () => {
    fc.assert(fc.property(arbitraryLog, fc.constantFrom(64, 500, 4000), fc.integer({ min: 1, max: 6000 }), (log, chunkSize, pieces) => {
      const framing = detectFraming(log, SETTINGS)
      const places = cut(log, chunkSize, framing, pieces).map(({ place }) => place)
      expect(places.map(({ number }) => number)).toEqual(places.map((_, i) => i))
      expect(Buffer.concat(cut(log, chunkSize, framing, pieces).map(({ data }) => data)).equals(Buffer.from(log))).toBe(true)
      for (const { lines, sizeBytes } of places) expect(Math.min(lines, sizeBytes)).toBeGreaterThan(0)
    }), { numRuns: draws(40) })
  })
})
