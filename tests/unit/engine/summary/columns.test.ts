import { describe, expect, it } from 'vitest'
import { learn, lineRanges, type Place } from '#engine'
import { decodeColumns, eventLines, positionsOf, SHOWN_MAX_BYTES, timeOfLine } from '../../../../engine/summary/columns'
import { CONTINUATION } from '../../../../engine/templates/LineTable'
import { detectFraming } from '../../../../engine/reading/layout/detectFraming'
import { SETTINGS } from '../logs'
import { bytesOf } from '../padded'

const HEAD = '2026-01-02T03:04:05Z INFO'
const TEXT = `${HEAD} user 1 came\n\tat b\n\tat c\r\n2026-01-02T03:04:06.5Z INFO user 2 came\nété ${'x'.repeat(70_000)}`
const DATA = bytesOf(TEXT)
const PLACE: Place = { number: 2, firstLine: 41, lines: 5, byteOffset: 1000, sizeBytes: DATA.length }
const FRAMING = { ...detectFraming(bytesOf(`${HEAD} a\n${HEAD} b\n`), SETTINGS), joins: 'indented' as const }
const { columns: BYTES } = learn(DATA, PLACE, FRAMING)

describe('columns', () => {
  it('say what each line is', () => {
    const columns = decodeColumns(BYTES)
    expect(columns).toMatchObject({ lines: 5, firstLine: 41, firstTimeMs: Date.UTC(2026, 0, 2, 3, 4, 5) })
    expect([...columns.signatures]).toEqual([0, CONTINUATION, CONTINUATION, 0, 1])
    expect([...columns.lengths].slice(0, 4)).toEqual(TEXT.split('\n').slice(0, 4).map(line => line.length + 1))
    expect([0, 1, 3].map(index => timeOfLine(columns, index))).toEqual([Date.UTC(2026, 0, 2, 3, 4, 5), null, Date.UTC(2026, 0, 2, 3, 4, 6, 500)])
    expect([0, 3, 4].map(index => eventLines(columns, index))).toEqual([3, 1, 1])
    expect([...columns.severities]).toEqual([3, 3, 3, 3, 0])
    expect([columns.key0.length, columns.key1.length, columns.key2.length, columns.group.length]).toEqual([2, 2, 2, 2])
  })

  it('are read at any alignment', () => {
    for (let shift = 1; shift < 9; shift++) {
      const moved = new Uint8Array(BYTES.length + shift).subarray(shift)
      moved.set(BYTES)
      expect(decodeColumns(moved)).toEqual(decodeColumns(BYTES))
    }
  })

  it('tell where each line stands', () => {
    const columns = decodeColumns(BYTES)
    expect([...positionsOf(columns, 'line')]).toEqual([41, 42, 43, 44, 45])
    const [first, second] = [Date.UTC(2026, 0, 2, 3, 4, 5), Date.UTC(2026, 0, 2, 3, 4, 6, 500)]
    expect([...positionsOf(columns, 'time')]).toEqual([first, first, first, second, second])
    columns.times.fill(-0x80000000, 0, 3)
    expect(positionsOf(columns, 'time')[0], 'the first ones have the time of the first line with one').toBe(second)
    columns.times.fill(-0x80000000)
    expect(positionsOf(columns, 'time').every(Number.isNaN)).toBe(true)
  })

  it('keep times that are decades apart, in any order', () => {
    const times = ['2026-01-02T03:04:05Z', '1970-01-01T00:00:00Z', '2199-12-31T23:59:59Z', '2026-01-02T03:04:06Z', '1999-12-31T23:59:59.999Z']
    const text = bytesOf(times.map(time => `${time} INFO user 1 came\n`).join(''))
    const columns = decodeColumns(learn(text, { ...PLACE, sizeBytes: text.length }, FRAMING).columns)
    expect(times.map((_, index) => timeOfLine(columns, index))).toEqual(times.map(time => Date.parse(time)))
    expect([...columns.severities, ...columns.lengths]).toEqual([...times.map(() => 3), ...times.map(time => time.length + 18)])
    const undated = bytesOf(`${times[0]} INFO a\nb\n${times[1]} INFO c\n`)
    const some = decodeColumns(learn(undated, { ...PLACE, lines: 3, sizeBytes: undated.length }, { ...FRAMING, joins: 'none' }).columns)
    expect([0, 1, 2].map(index => timeOfLine(some, index))).toEqual([Date.parse(times[0]), null, 0])
  })

  it('of the versions before are read, the first without severities', () => {
    const second = BYTES.slice()
    new DataView(second.buffer).setUint32(0, 2, true)
    expect(decodeColumns(second)).toEqual(decodeColumns(BYTES))
    const before = BYTES.slice(0, BYTES.length - 5)
    new DataView(before.buffer).setUint32(0, 1, true)
    expect({ ...decodeColumns(before), severities: null }).toEqual({ ...decodeColumns(BYTES), severities: null })
    expect([...decodeColumns(before).severities]).toEqual([0, 0, 0, 0, 0])
  })

  it('refuse another version', () => {
    expect(() => decodeColumns(new Uint8Array(64).fill(77))).toThrow(RangeError)
  })
})

describe('lineRanges', () => {
  const text = (range: [number, number]) => new TextDecoder().decode(DATA.subarray(...range))

  it('are the bytes of the lines, by their absolute numbers', () => {
    expect(lineRanges(BYTES, PLACE, 42, 44).map(text)).toEqual(['\tat b\n', '\tat c\r\n', '2026-01-02T03:04:06.5Z INFO user 2 came\n'])
    expect(lineRanges(BYTES, PLACE, 41, 41).map(text)).toEqual([`${HEAD} user 1 came\n`])
  })

  it('are cut at SHOWN_MAX_BYTES', () => {
    const [[from, to]] = lineRanges(BYTES, PLACE, 45, 45)
    expect(to - from).toBe(SHOWN_MAX_BYTES)
    expect(text([from, to]).startsWith('été xxx')).toBe(true)
  })
})
