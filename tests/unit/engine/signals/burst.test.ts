import { describe, expect, it } from 'vitest'
import { explain } from '#wording/findings/explain'
import { evidenceOf } from '../../../../engine/summary/model'
import { findBursts } from '../../../../engine/signals/burst'
import { findingsOf, logLine, quietLines } from '../fixtures'
import { cutLog, summaryOf } from '../logs'
import { bytesOf } from '../padded'

/** A message that comes once a minute, besides what is usual. */
const withRetries = () => quietLines().flatMap((line, i) => i % 60 === 7 ? [line, logLine(i, 'INFO', 'connection to peer is tried again')] : [line])

describe('burst', () => {
  it('is found where a message comes far more often at once, as one finding with its count', () => {
    const lines = withRetries()
    const at = lines.findIndex(line => line.includes('00:20:30'))
    lines.splice(at, 0, ...Array.from({ length: 200 }, () => logLine(1230, 'INFO', 'connection to peer is tried again')))
    const findings = findingsOf(lines)
    expect(findings).toHaveLength(1)
    expect(findings[0]).toMatchObject({ line_number: at + 1, occurrences: 200, last_line: at + 200, template: 'connection to peer is tried again' })
    const [signal] = findings[0].signals
    expect(signal).toMatchObject({ kind: 'burst', detail: { count: 200 } })
    expect(explain(findings[0], 'en')).toMatch(/^200 events of this pattern in 8 s, usually about 0\.\d+ in as long/)
  })

  it.each([8, 16, 60])('is found where it lasts %d s', (seconds) => {
    const lines = withRetries()
    const at = lines.findIndex(line => line.includes('00:15:00'))
    lines.splice(at, 0, ...Array.from({ length: 200 }, (_, i) => logLine(900 + Math.floor(i * seconds / 200), 'INFO', 'connection to peer is tried again')))
    const findings = findingsOf(lines)
    expect(findings).toMatchObject([{ template: 'connection to peer is tried again', signals: [{ kind: 'burst' }] }])
    expect(findings[0].occurrences).toBeGreaterThan(120)
  })

  it('is as certain where many messages come once, which make no burst', () => {
    const letters = (n: number) => Array.from({ length: 5 }, (_, i) => 'ghjklmnp'[Math.floor(Math.imul(n + 1, 0x9E3779B1) / 8 ** i) & 7]).join('')
    const lines = withRetries().flatMap((line, i) => i % 20 === 3 ? [line, logLine(i, 'INFO', `${letters(i)} and ${letters(i * 3 + 1)} ${letters(i * 7 + 2)}`)] : [line])
    lines.splice(1200, 0, ...Array.from({ length: 200 }, () => logLine(1150, 'INFO', 'connection to peer is tried again')))
    const evidence = evidenceOf(summaryOf(cutLog(bytesOf(`${lines.join('\n')}\n`), 1 << 20)))
    const marginOf = (clusters: typeof evidence.clusters) => findBursts({ ...evidence, clusters })[0].margin
    const often = evidence.clusters.filter(({ events }) => events > 1)
    expect(evidence.clusters.length).toBeGreaterThan(10 * often.length)
    expect(Math.abs(marginOf(evidence.clusters) - marginOf(often))).toBeLessThan(0.5)
  })

  it('is not found where the message comes evenly, nor where all traffic grows', () => {
    expect(findingsOf(withRetries())).toEqual([])
    const crowded = withRetries().flatMap((line, i) => i > 1000 && i < 1100 ? [line, line, line] : [line])
    expect(findingsOf(crowded).filter(({ signals }) => signals[0].kind === 'burst')).toEqual([])
    const outlier = quietLines().with(1999, '2026-12-31 00:00:00 INFO cache holds 1000 entries')
    expect(findingsOf(outlier).filter(({ signals }) => signals[0].kind === 'burst')).toEqual([])
  })

  it('is one where a severe message comes in several crowds soon after each other; in crowds far apart it comes again and again', () => {
    const crowdsAt = (...seconds: number[]) => {
      const lines = quietLines()
      for (const second of seconds.toSorted((a, b) => b - a)) lines.splice(second, 0, ...Array.from({ length: 15 }, () => logLine(second, 'ERROR', 'ledger gave up')))
      return findingsOf(lines).filter(({ signals }) => signals[0].kind === 'burst')
    }
    expect(crowdsAt(1200, 1230)).toMatchObject([{ template: 'ledger gave up', occurrences: 30 }])
    expect(crowdsAt(400, 1230)).toEqual([])
  })

  it('is told once where one happening makes several messages come', () => {
    const lines = quietLines()
    lines.splice(1200, 0, ...Array.from({ length: 160 }, (_, i) => logLine(1200, 'ERROR', i % 4 > 0 ? 'page fault in the ledger' : 'registers of the ledger follow')))
    expect(findingsOf(lines).filter(({ signals }) => signals[0].kind === 'burst')).toMatchObject([{ template: 'page fault in the ledger', occurrences: 120 }])
  })

  it('is no news in a log whose messages come phase by phase, but for one of errors', () => {
    const says = ['unpacking archive', 'linking object files now', 'copied assets into place', 'signature verified for', 'indexing page',
      'tests passed in suite', 'refused lease of', 'compressing image', 'wrote manifest entry', 'uploading part', 'pruned old cache key', 'done with']
    const phases = (level: string) => says.flatMap((words, phase) => Array.from({ length: 40 }, (_, i) =>
      logLine(60 * phase + (i >> 2), phase === 6 ? level : 'INFO', `${words} ${1000 + i * 37 % 101}`)))
    const bursts = (level: string) => findingsOf(phases(level)).filter(({ signals }) => signals[0].kind === 'burst')
    expect(bursts('INFO')).toEqual([])
    expect(bursts('ERROR')).toMatchObject([{ occurrences: 40, template: 'refused lease of <*>' }])
  })

  it('is found among phases where its message otherwise comes all the time', () => {
    const lines = Array.from({ length: 24 }, (_, phase) => phase).flatMap(phase => Array.from({ length: 60 }, (_, i) =>
      logLine(60 * phase + i, 'INFO', i % 2 > 0 ? 'heartbeat of the runner' : `stage ${phase % 4 > 1 ? 'one' : 'two'} of item ${i} is done`)))
    lines.splice(601, 0, ...Array.from({ length: 300 }, () => logLine(600, 'INFO', 'heartbeat of the runner')))
    expect(findingsOf(lines).filter(({ signals }) => signals[0].kind === 'burst')).toMatchObject([{ template: 'heartbeat of the runner' }])
  })

  it('is not found where hardly another message tells how the log crowds', () => {
    const says = ['cloning into work', 'fetched tags', 'lock file read', 'cache restored', 'node found', 'linting sources', 'types checked', 'bundle built', 'tests begin', 'image pushed']
    const lines = Array.from({ length: 60 }, (_, i) => logLine(i, 'INFO', says[Math.floor(i / 6)]))
    lines.splice(30, 0, ...Array.from({ length: 60 }, (_, i) => logLine(30, 'INFO', `receiving objects ${i} of 60`)))
    expect(findingsOf(lines).filter(({ signals }) => signals[0].kind === 'burst')).toEqual([])
  })
})
