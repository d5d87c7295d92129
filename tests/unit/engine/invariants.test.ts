import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { generateSample } from '../../../samples'
import { draws, isLong, isQuick } from '../../stores'
import { arbitraryLog, arbitrarySourcedLog, cutLog, inOneGo, inPairsBackwards, oneByOne, settle, SETTINGS, summaryOf } from './logs'

const join = (parts: Uint8Array[]) => Buffer.concat(parts)

describe('I1 the chunks of a job, joined in order, are the decoded file', () => {
  it('for any log, chunk size and pieces of the upload', () => {
    fc.assert(fc.property(arbitraryLog, fc.constantFrom(64, 1000, 65_536), fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 5 }), (log, chunkSize, pieces) => {
      const { cuts } = cutLog(log, chunkSize, pieces)
      expect(join(cuts.map(({ data }) => data)).equals(Buffer.from(log))).toBe(true)
      let offset = 0
      let line = 1
      cuts.forEach(({ place, data }, number) => {
        expect(place).toMatchObject({ number, byteOffset: offset, firstLine: line, sizeBytes: data.length })
        offset += data.length
        line += place.lines
      })
      const text = Buffer.from(log).toString('latin1')
      expect(line - 1).toBe(text.split('\n').length - (text === '' || text.endsWith('\n') ? 1 : 0))
    }), { numRuns: draws(60) })
  })
})

describe('I2 settled findings and templates are a function of the decoded bytes', () => {
  it('for random logs, chunk sizes, pieces, and any grouping and order of merges', () => {
    fc.assert(fc.property(fc.oneof(arbitraryLog, arbitrarySourcedLog), fc.array(fc.integer({ min: 1, max: 9000 }), { minLength: 1, maxLength: 4 }), (log, pieces) => {
      const whole = cutLog(log, 1 << 20)
      const expected = settle(whole.cuts, whole.framing)
      for (const [chunkSize, merge] of [[100, oneByOne], [2000, inPairsBackwards], [65_536, inOneGo]] as const) {
        const { cuts, framing } = cutLog(log, chunkSize, pieces)
        expect(framing).toEqual(whole.framing)
        expect(settle(cuts, framing, merge)).toEqual(expected)
      }
    }), { numRuns: draws(40) })
  })

  it.each([['shop', 1], ['entropy', 2], ['bgl', 3], ['big', 4], ['queue', 5], ['auth', 6], ['syslog', 7]] as const)('for a generated log of kind %s and chunks of 64 KiB, 1 MiB and 4 MiB', (kind, seed) => {
    const log = Buffer.from(Array.from(generateSample({ kind, sizeBytes: isLong ? 6e6 : isQuick ? 6e5 : 2.5e6, seed, incidents: true })).join(''))
    const results = [1 << 16, 1 << 20, 1 << 22].map((chunkSize, i) => {
      const { cuts, framing } = cutLog(log, chunkSize)
      return settle(cuts, framing, [oneByOne, inOneGo, inPairsBackwards][i])
    })
    expect(results[1]).toEqual(results[0])
    expect(results[2]).toEqual(results[0])
    expect(results[0].templates.length).toBeGreaterThan(10)
  })

  it('beside a known-good log, however that was cut and merged', () => {
    fc.assert(fc.property(arbitraryLog, arbitraryLog, (log, good) => {
      const whole = cutLog(log, 1 << 20)
      const expected = settle(whole.cuts, whole.framing, inOneGo, summaryOf(cutLog(good, 1 << 20)))
      for (const [chunkSize, merge] of [[100, oneByOne], [3000, inPairsBackwards]] as const) {
        const { cuts, framing } = cutLog(log, chunkSize)
        expect(settle(cuts, framing, merge, summaryOf(cutLog(good, 5000 - chunkSize), merge))).toEqual(expected)
      }
    }), { numRuns: draws(30) })
  })

  it('beside a known-good log from which it differs in every way, each of which is found', () => {
    const at = (second: number) => new Date(Date.UTC(2026, 0, 2) + second * 1000).toISOString().slice(0, 19).replace('T', ' ')
    const log = (isOdd: boolean) => Buffer.from(Array.from({ length: 3000 }, (_, i) => {
      if (isOdd && i === 1700) return `${at(i)} ERROR ledger refused to be opened\n\tat shop.Ledger\n\tat shop.Main`
      switch (i % 4) {
        case 0: return `${at(i)} INFO request ${i} served in ${isOdd && i === 1000 ? 900_000 : 20 + i * 7 % 31} ms`
        case 1: return `${at(i)} INFO payment in currency ${isOdd && i === 2001 ? 'XTS9' : 'EUR2'} accepted by gate ${i % 3}`
        case 2: return isOdd ? `${at(i)} INFO queue is being drained as usual` : `${at(i)} INFO beat of the pump came`
        default: return i % 100 === 3 && !isOdd ? `${at(i)} INFO table was swept by the keeper` : isOdd && i % 8 === 3 ? `${at(i)} INFO table was swept by the keeper` : `${at(i)} INFO queue is being drained as usual`
      }
    }).join('\n'))
    const [odd, good] = [log(true), log(false)]
    const whole = cutLog(odd, 1 << 20)
    const expected = settle(whole.cuts, whole.framing, inOneGo, summaryOf(cutLog(good, 1 << 20)))
    const kinds = expected.findings.map(finding => finding.signals[0].kind)
    expect(new Set(kinds)).toEqual(new Set(['new_template', 'new_value', 'new_number', 'frequency', 'gone']))
    for (const [size, merge] of [[9000, oneByOne], [40_000, inPairsBackwards]] as const) {
      const { cuts, framing } = cutLog(odd, size)
      expect(settle(cuts, framing, merge, summaryOf(cutLog(good, size), merge))).toEqual(expected)
    }
    expect(settle(...tuple(cutLog(good, 1 << 20)), inOneGo, summaryOf(cutLog(good, 1 << 20))).findings).toEqual([])
  })

  it('beside a known-good log that is coarser', () => {
    const coarse = Buffer.from(Array.from({ length: 9000 }, (_, i) => `2026-01-02 03:04:05 INFO ${letters(i * 7919)} and ${letters(i * 104_729)} ${letters(i)} met`).join('\n'))
    const log = Buffer.from(Array.from({ length: 300 }, (_, i) => `2026-01-02 03:04:05 INFO ${['mill', 'pump', 'kiln'][i % 3]} and ${letters(i)} wheel met`).join('\n'))
    const usual = summaryOf(cutLog(coarse, 1 << 20))
    const expected = settle(...tuple(cutLog(log, 1 << 20)), inOneGo, usual)
    expect(settle(...tuple(cutLog(log, 700)), oneByOne, summaryOf(cutLog(coarse, 60_000), inPairsBackwards))).toEqual(expected)
    expect(settle(...tuple(cutLog(log, 700)), inPairsBackwards, usual)).toEqual(expected)
  })

  it('for lines longer than MAX_LINE_BYTES, wherever the upload was cut', () => {
    const settings = { ...SETTINGS, maxLineBytes: 4096 }
    const lines = Array.from({ length: 400 }, (_, i) => `2026-01-02 03:04:05 INFO item ${i} ${i % 50 === 7 ? 'y'.repeat(3000 + i * 40) : 'kept'}`)
    const log = Buffer.from(lines.join('\n'))
    const expected = settle(...tuple(cutLog(log, 1 << 20, [1 << 20], settings)))
    for (const pieces of [[1000], [4096], [50_000, 3]]) expect(settle(...tuple(cutLog(log, 2000, pieces, settings)), oneByOne)).toEqual(expected)
  })

  it('for a log with sessions, a burst and a silence, each of which is found', () => {
    const lines: string[] = []
    const at = (second: number) => new Date(Date.UTC(2026, 0, 2) + second * 1000).toISOString().slice(0, 19).replace('T', ' ')
    for (let i = 0; i < 3000; i++) {
      const second = i * 7
      if (second < 9000 || second > 10_500) lines.push(`${at(second)} INFO beat of the pump, pressure ${100 + i % 5}`)
      lines.push(`${at(second + 1)} INFO begin work on req_${70_000 + i}`)
      if (i % 3 === 0) lines.push(`${at(second + 2)} INFO stage two of req_${70_000 + i}`)
      if (i === 2000) lines.push(`${at(second + 2)} INFO rolled back req_${70_000 + i}`)
      else lines.push(`${at(second + 3)} INFO done with req_${70_000 + i}`)
      if (i === 1500) for (let n = 0; n < 120; n++) lines.push(`${at(second + 4)} INFO buffer ${n} flushed to disk`)
    }
    const log = Buffer.from(lines.join('\n'))
    const whole = cutLog(log, 1 << 20)
    expect(whole.framing?.sessions).toEqual([{ kind: 'prefix', mark: 'req_' }])
    const expected = settle(whole.cuts, whole.framing)
    const kinds = expected.findings.map(finding => finding.signals[0].kind)
    expect(kinds).toEqual(expect.arrayContaining(['session', 'burst', 'silence']))
    for (const [size, merge] of [[9000, oneByOne], [65_536, inPairsBackwards]] as const) {
      const { cuts, framing } = cutLog(log, size)
      expect(settle(cuts, framing, merge)).toEqual(expected)
    }
  })

  it('for a log of years, out of order, from two hosts, with far times, in which a burst is found', () => {
    fc.assert(fc.property(fc.array(fc.nat(4000), { minLength: 3, maxLength: 20 }), fc.integer({ min: 1, max: 400 }), (far, skewDays) => {
      const day = 86_400
      const at = (second: number) => new Date(second * 1000).toISOString().slice(0, 19) + 'Z'
      const lines = Array.from({ length: 5000 }, (_, i) => {
        const second = Date.UTC(2012, 0, 1) / 1000 + i * day - (i % 2) * skewDays * day
        const time = far.includes(i) ? (i % 2 === 0 ? 5 : 7_258_118_399) : second
        return `${at(time)} host-${i % 2} INFO beat ${i} of the pump came`
      })
      const burst = Array.from({ length: 200 }, (_, i) => `${at(Date.UTC(2019, 5, 1) / 1000 + i)} host-0 INFO valve ${i} shut`)
      lines.splice(4321, 0, ...burst)
      for (let i = 100; i < 5200; i += 700) lines.splice(i, 0, `${at(Date.UTC(2012, 0, 1) / 1000 + i * day)} host-1 INFO valve ${i} shut`)
      const log = Buffer.from(lines.join('\n'))
      const whole = cutLog(log, 1 << 20)
      const expected = settle(whole.cuts, whole.framing)
      expect(expected.findings.map(finding => finding.signals[0].kind)).toContain('burst')
      for (const [size, merge] of [[3000, oneByOne], [65_536, inPairsBackwards]] as const) {
        const { cuts, framing } = cutLog(log, size)
        expect(settle(cuts, framing, merge)).toEqual(expected)
      }
    }), { numRuns: isLong ? 50 : draws(5) })
  })

  it('for events of more lines than one may have, with crash texts among them', () => {
    const usual = Array.from({ length: 9000 }, (_, i) => `2026-01-02 03:04:05 INFO beat ${i}`)
    const dumps = Array.from({ length: 9000 }, (_, i) => {
      if (i % 2500 === 0) return `2026-01-02 03:04:05 ${i % 5000 === 0 ? 'INFO' : 'ERROR'} dump ${i} follows`
      return i % 700 === 699 ? 'Killed' : `word ${letters(i % 40)} of it`
    })
    const log = Buffer.from([...usual, ...dumps].join('\n'))
    const whole = cutLog(log, 1 << 20)
    expect(whole.framing?.joins).toBe('all')
    const expected = settle(whole.cuts, whole.framing)
    for (const [size, merge] of [[3000, oneByOne], [20_000, inPairsBackwards]] as const) {
      const { cuts, framing } = cutLog(log, size)
      expect(cuts.length).toBeGreaterThan(1)
      expect(settle(cuts, framing, merge)).toEqual(expected)
    }
  })

  it('when tables must coarsen: many thousand signatures of one shape', () => {
    const lines = Array.from({ length: 9000 }, (_, i) => `2026-01-02 03:04:05 INFO ${letters(i * 7919)} and ${letters(i * 104_729)} ${letters(i)} met`)
    const log = Buffer.from(lines.join('\n'))
    const whole = cutLog(log, 1 << 20)
    const expected = settle(whole.cuts, whole.framing)
    for (const [size, merge] of [[8000, oneByOne], [60_000, inPairsBackwards]] as const) {
      const { cuts, framing } = cutLog(log, size)
      expect(settle(cuts, framing, merge)).toEqual(expected)
    }
  })
})

function tuple({ cuts, framing }: ReturnType<typeof cutLog>) {
  return [cuts, framing] as const
}

function letters(n: number): string {
  let text = ''
  for (let i = 0; i < 6; i++, n = Math.floor(n / 19)) text += String.fromCharCode(103 + n % 19)
  return text
}
