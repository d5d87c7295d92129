import { describe, expect, it } from 'vitest'
import { NotText } from '../../../../engine/text/decode'
import { createIntake } from '../../../../engine/text/intake'
import { SETTINGS } from '../logs'
import { bytesOf } from '../padded'

const LOG = Array.from({ length: 60 }, (_, i) => `2026-01-02 03:04:${String(i).padStart(2, '0')} INFO item ${i} kété\n`).join('')

function take(bytes: Uint8Array, pieces: number, chunkSize = 1000) {
  const intake = createIntake(SETTINGS, chunkSize)
  const cuts = []
  for (let at = 0; at < bytes.length; at += pieces) cuts.push(...intake.push(bytes.subarray(at, at + pieces)))
  cuts.push(...intake.end())
  return { intake, cuts, text: Buffer.concat(cuts.map(({ data }) => data)).toString() }
}

describe('createIntake', () => {
  it('reads UTF-8 as it is', () => {
    const { intake, cuts, text } = take(bytesOf(LOG), 7)
    expect(text).toBe(LOG)
    expect(cuts.length).toBeGreaterThan(2)
    expect(intake).toMatchObject({ encoding: 'utf-8', lines: 60, decodedBytes: bytesOf(LOG).length, notes: [], framing: { timeToken: 0, columns: ['level'] } })
  })

  it('leaves out a mark', () => {
    expect(take(new Uint8Array([0xEF, 0xBB, 0xBF, ...bytesOf(LOG)]), 1).text).toBe(LOG)
  })

  it.each([['utf-16le', false], ['utf-16be', true]] as const)('turns %s into UTF-8 and says so', (encoding, swaps) => {
    const bytes = Buffer.from(`\uFEFF${LOG}`, 'utf16le')
    const { intake, text } = take(swaps ? bytes.swap16() : bytes, 5)
    expect(text).toBe(LOG)
    expect(intake).toMatchObject({ encoding, lines: 60, decodedBytes: bytesOf(LOG).length, notes: [{ code: 'converted', args: { encoding: encoding.toUpperCase() } }] })
  })

  it.each([['windows-1252', 'Windows-1252 (Latin-1)', 3], ['windows-1252', 'Windows-1252 (Latin-1)', 600_000]] as const)('turns %s into UTF-8 and says so, also where it shows late', (encoding, name, before) => {
    const plain = '2026-01-02 03:04:05 INFO plain\n'.repeat(Math.ceil(before / 31))
    const { intake, text } = take(Buffer.from(plain + LOG, 'latin1'), 5003, 100_000)
    expect(text === plain + LOG).toBe(true)
    expect(intake).toMatchObject({ encoding, notes: [{ code: 'converted', args: { encoding: name } }] })
  })

  it('takes an empty file', () => {
    const { intake, cuts } = take(new Uint8Array(), 1)
    expect(cuts).toEqual([])
    expect(intake).toMatchObject({ encoding: 'utf-8', framing: null, lines: 0, decodedBytes: 0, notes: [] })
  })

  it('refuses packed files as soon as their first bytes are there, however they come', () => {
    const bytes = new Uint8Array(2000).fill(65)
    bytes.set([0x1F, 0x8B])
    expect(() => createIntake(SETTINGS, 1000).push(bytes)).toThrow(NotText)
    expect(() => take(bytes, 100)).toThrow(NotText)
    const short = createIntake(SETTINGS, 1000)
    expect(short.push(bytes.subarray(0, 20))).toEqual([])
    expect(() => short.end()).toThrow(expect.objectContaining({ note: { code: 'not_text', args: { what: { code: 'packed_file', args: { format: 'gzip' } } } } }))
  })

  it('keeps no bytes of the caller', () => {
    const intake = createIntake(SETTINGS, 1000)
    const piece = bytesOf(LOG)
    const cuts = [...intake.push(piece)]
    piece.fill(0)
    cuts.push(...intake.end())
    expect(Buffer.concat(cuts.map(({ data }) => data)).toString()).toBe(LOG)
  })

  it('gives chunks out before the end', () => {
    const intake = createIntake(SETTINGS, 1000)
    expect(intake.push(bytesOf(LOG.repeat(400))).length).toBeGreaterThan(100)
    expect(intake.lines).toBeGreaterThan(5000)
  })
})
