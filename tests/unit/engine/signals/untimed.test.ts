import { describe, expect, it } from 'vitest'
import { cutLog, settle } from '../logs'
import { bytesOf } from '../padded'

describe('templates whose lines have no time, in a log with times', () => {
  it('neither burst nor pause', () => {
    const lines = Array.from({ length: 300 }, (_, i) => i % 2 === 0 ? 'plain words without a time' : `2026-01-02 03:${String(Math.floor(i / 60)).padStart(2, '0')}:${String(i % 60).padStart(2, '0')} INFO item ${i} kept`)
    const { cuts, framing } = cutLog(bytesOf(`${lines.join('\n')}\n`), 1 << 20)
    expect(framing?.joins).toBe('indented')
    const { findings, templates } = settle(cuts, framing)
    expect(findings).toEqual([])
    expect(templates).toHaveLength(2)
  })
})
