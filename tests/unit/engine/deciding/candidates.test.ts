import { describe, expect, it } from 'vitest'
import { decodeCandidates } from '../../../../engine/deciding/candidates'
import { lineNames } from '../../../../engine/deciding/decide'
import { logLine, quietLines } from '../fixtures'
import { scoredLog } from '../scoredLog'

const ODD = `${logLine(1000, 'ERROR', 'ledger is gone')}\n\tat shop.Ledger\n\tat shop.Main`

describe('scoreChunk', () => {
  it('lists candidate rows of each chunk, odd ones with evidence that leads', () => {
    const { scored, decisions } = scoredLog(quietLines().with(1000, ODD))
    const rows = scored.flatMap(({ place, candidates }) => decodeCandidates(candidates).rows.map(row => ({ ...row, line: place.firstLine + row.lineIndex })))
    const odd = rows.filter(({ isOdd }) => isOdd)
    expect(odd).toHaveLength(1)
    expect(odd[0]).toMatchObject({ line: 1001, lineCount: 3, sizeBytes: ODD.length + 1 })
    expect(lineNames(decisions).names[odd[0].evidence[0]]).toMatch(/^(rare_template|severity)$/)
  })
  it('refuses bytes of another version', () => {
    expect(() => decodeCandidates(new Uint8Array([99]))).toThrow(RangeError)
  })
})
