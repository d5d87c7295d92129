import { describe, expect, it } from 'vitest'
import { RUBBISH } from '../../../bench/rubbish'
import { Random } from '../../../fuzz/random'
import { findingsOfText } from './findings'

const SIZE_BYTES = 100_000

describe('rubbish', () => {
  it.each(Object.entries(RUBBISH))('%s ends in an answer, the same however it is cut', (_, make) => {
    const text = make(SIZE_BYTES, new Random(7))
    const { findings, lines } = findingsOfText(text)
    expect(lines).toHaveLength(text.split('\n').length - (text.endsWith('\n') ? 1 : 0))
    expect(findings.length).toBeLessThanOrEqual(Math.max(8, lines.length / 20))
    expect(findingsOfText(text, 8192).findings.map(({ line_number: line }) => line)).toEqual(findings.map(({ line_number: line }) => line))
  })
})
