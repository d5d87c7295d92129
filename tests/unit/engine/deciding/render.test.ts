import { describe, expect, it } from 'vitest'
import { buildModel, decide, learn, mergeSummaries, OpenModel, provisionalFindings, renderFindings, scoreChunk } from '#engine'
import { AnomalyResult } from '../../../../shared/anomaly'
import { findingsOf, logLine, quietLines } from '../fixtures'
import { cutLog } from '../logs'
import { bytesOf } from '../padded'

const Finding = AnomalyResult.omit({ chunk_id: true, explanation: true, reason: true })

/** The chunks of a log, learnt. */
function learnt(lines: readonly string[], chunkSize = 1 << 14) {
  const { cuts, framing } = cutLog(bytesOf(`${lines.join('\n')}\n`), chunkSize)
  if (!framing) throw new Error('no framing')
  return { framing, chunks: cuts.map(({ data, place }) => ({ data, place, ...learn(data, place, framing) })) }
}

describe('renderFindings', () => {
  it('cuts log_entry at 8 KiB without breaking a character, and keeps markup as text', () => {
    for (let shift = 0; shift < 3; shift++) {
      const message = `ledger <img src=x onerror=alert(1)> ${'y'.repeat(shift)}${'キ'.repeat(5000)}`
      const [finding] = findingsOf(quietLines().with(1100, logLine(1100, 'INFO', message)))
      expect(finding.line_number).toBe(1101)
      expect(finding.log_entry).toContain('<img src=x onerror=alert(1)>')
      expect(finding.log_entry).toMatch(/キ … \[cut\]$/)
      expect(finding.log_entry).not.toContain('\uFFFD')
      const size = bytesOf(finding.log_entry).length
      expect(size <= 8192 && size > 8192 - 16, String(size)).toBe(true)
    }
  })

  it('gives byte offsets that point at the line', () => {
    const lines = quietLines().with(30, logLine(30, 'INFO', 'été <b>is</b> over')).with(1700, logLine(1700, 'ERROR', 'キュー is gone'))
    const bytes = Buffer.from(lines.join('\n'))
    const findings = findingsOf(lines)
    expect(findings).toHaveLength(2)
    for (const { byte_offset, log_entry } of findings) expect(bytes.subarray(byte_offset, byte_offset + Buffer.byteLength(log_entry)).toString()).toBe(log_entry)
  })

  it('renders any part of the decisions', () => {
    const { framing, chunks } = learnt(quietLines().with(30, logLine(30, 'INFO', 'one thing happened')).with(900, logLine(900, 'ERROR', 'another was lost')).with(1700, logLine(1700, 'INFO', 'the third went away')))
    const model = buildModel(mergeSummaries(chunks.map(({ summary }) => summary)))
    const opened = new OpenModel(model)
    const { findings, decisions } = decide(model, chunks.map(({ place, columns }) => ({ place, candidates: scoreChunk(columns, opened) })))
    const texts = findings.map(({ chunkNumber, from, to }) => chunks[chunkNumber].data.subarray(from, to))
    const all = renderFindings(decisions, opened, framing, { from: 0, texts })
    expect(all.map(({ line_number }) => line_number)).toEqual([31, 901, 1701])
    expect(renderFindings(decisions, opened, framing, { from: 1, texts: texts.slice(1) })).toEqual(all.slice(1))
    expect(renderFindings(decisions, opened, framing, { from: 3, texts: [] })).toEqual([])
  })
})

describe('provisionalFindings', () => {
  const provisional = (lines: readonly string[]) => {
    const { framing, chunks } = learnt(lines, 1 << 20)
    const [{ data, place, columns, summary }] = chunks
    return provisionalFindings({ data, place, columns }, new OpenModel(buildModel(summary)), framing).map(finding => Finding.parse(finding))
  }

  it('are at most 50 a chunk, the strongest first', () => {
    const lines = quietLines().flatMap((line, i) => i % 20 === 0 ? [line, logLine(i, 'FATAL', i < 1960 ? 'queue is being drained as usual' : 'ledger is gone')] : [line])
    const findings = provisional(lines.flatMap(line => [line, line, line]))
    expect(findings.length).toBeLessThanOrEqual(50)
    const scores = findings.map(({ anomaly_score }) => anomaly_score)
    expect(scores).toEqual([...scores].sort((a, b) => b - a))
  })

  it('are 50 where there is more to tell', () => {
    // twenty messages, each with three numbers far out of its range
    const lines = Array.from({ length: 20_000 }, (_, i) => logLine(i, 'INFO', `stage ${'on '.repeat(i % 20)}took ${i % 6667 < 20 ? 1_000_000 + i * 100 : 20 + i * 7 % 31} ms`))
    expect(provisional(lines)).toHaveLength(50)
  })

  it('tell signatures that the model does not know, where they are few', () => {
    const { framing, chunks } = learnt(quietLines().with(1999, logLine(1999, 'INFO', 'ledger <i>refused</i> 5 times')))
    const last = chunks[chunks.length - 1]
    const before = new OpenModel(buildModel(mergeSummaries(chunks.slice(0, -1).map(({ summary }) => summary))))
    const findings = provisionalFindings(last, before, framing)
    expect(findings).toMatchObject([{ line_number: 2000, template: 'ledger <i>refused</i> <*> times', occurrences: 1, signals: [{ kind: 'rare_template', detail: { count: 1 } }] }])
  })

  it('tell them where lines end in CRLF, too', () => {
    const { framing, chunks } = learnt(quietLines().with(1999, logLine(1999, 'INFO', 'ledger refused 5 times')).map(line => `${line}\r`))
    const last = chunks[chunks.length - 1]
    const before = new OpenModel(buildModel(mergeSummaries(chunks.slice(0, -1).map(({ summary }) => summary))))
    expect(provisionalFindings(last, before, framing)).toMatchObject([{ line_number: 2000, template: 'ledger refused <*> times' }])
  })

  it('are none in a quiet log', () => {
    expect(provisional(quietLines())).toEqual([])
  })
})
