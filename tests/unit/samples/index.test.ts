import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { SAMPLE_KINDS, SERVICE_KINDS, generateSample, sampleTruth } from '../../../samples/index'
import type { SampleOptions } from '../../../samples/index'
import { INCIDENT_KINDS } from '../../../samples/incidents'
import type { IncidentKind } from '../../../samples/incidents'

const MB = 1e6

function text(options: SampleOptions): string {
  return [...generateSample(options)].join('')
}

function linesOf(log: string): string[] {
  return log.split('\n').slice(0, -1)
}

/** A rough template: what holds a digit, and what follows `=` or stands in quotes, is left out. */
function mask(line: string): string {
  return line
    .replace(/"[^"]*"/g, '"*"')
    .replace(/(?<==)[^\s:]+|\/[\w./?=&-]*|\S*\d\S*|\S+\.example\S*/g, '*')
}

function countBy(items: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>()
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1)
  return counts
}

describe.each(SAMPLE_KINDS)('%s', (kind) => {
  const options: SampleOptions = { kind, sizeBytes: 2 * MB, seed: 1, incidents: true }

  it('gives the same bytes for the same seed, others for another', () => {
    const hash = (seed: number) => createHash('sha256').update(text({ ...options, seed })).digest('hex')
    expect(hash(1)).toBe(hash(1))
    expect(hash(2)).not.toBe(hash(1))
  })

  it('has the size asked for, in blocks of whole lines, in ASCII', () => {
    const blocks = [...generateSample(options)]
    const length = blocks.reduce((sum, block) => sum + block.length, 0)
    expect(length).toBeLessThanOrEqual(options.sizeBytes)
    expect(length).toBeGreaterThan(options.sizeBytes - 4000)
    for (const block of blocks) {
      expect(block.endsWith('\n')).toBe(true)
      expect(block.length).toBeLessThan(80_000)
    }
    expect(Buffer.byteLength(blocks.join(''))).toBe(length)
  })

  it('counts its lines', () => {
    expect(sampleTruth(options).lines).toBe(linesOf(text(options)).length)
  })
})

// A hash that changes means that every figure and every finding quoted for the sample log changes with it.
it('keeps the bytes of the shop log from version to version', () => {
  const options: SampleOptions = { kind: 'shop', sizeBytes: MB, seed: 1, incidents: true }
  expect(createHash('sha256').update(text(options)).digest('hex')).toBe('1afb9e37841e4abd4b7846926ad48a0dfe94f08aa1f8cf44d551da99eeef07e5')
})

describe('shop with incidents', () => {
  const options: SampleOptions = { kind: 'shop', sizeBytes: 5 * MB, seed: 7, incidents: true }
  const lines = linesOf(text(options))
  const truth = sampleTruth(options)

  it('has a dozen incidents, at least two of each of four kinds', () => {
    expect(truth.incidents).toHaveLength(12)
    const kinds = countBy(truth.incidents.map(incident => incident.kind))
    for (const kind of ['rare_template', 'rare_value', 'number', 'severe'] as const) expect(kinds.get(kind)).toBeGreaterThanOrEqual(2)
  })

  it('says truly in which lines they stand', () => {
    for (const { odd, lines: at, line } of truth.incidents) {
      expect(at[0]).toBe(line)
      for (const lineNumber of at) expect(lines[lineNumber - 1]).toContain(odd)
    }
  })

  it('strews them over the whole file, by seed', () => {
    const other = sampleTruth({ ...options, seed: 8 })
    expect(other.incidents.map(incident => incident.line)).not.toEqual(truth.incidents.map(incident => incident.line))
    const places = truth.incidents.flatMap(incident => incident.lines)
    expect(Math.min(...places)).toBeLessThan(lines.length / 3)
    expect(Math.max(...places)).toBeGreaterThan(lines.length * 2 / 3)
  })

  it('is the same log without them, up to the times', () => {
    const bare = linesOf(text({ ...options, incidents: false }))
    const places = new Set(truth.incidents.flatMap(incident => incident.lines))
    const usual = lines.filter((_, index) => !places.has(index + 1))
    expect(usual).toEqual(bare.slice(0, usual.length))
  })
})

describe('shop with incidents of every kind', () => {
  const options: SampleOptions = { kind: 'shop', sizeBytes: 12 * MB, seed: 4, incidents: true, everyKind: true }
  const lines = linesOf(text(options))
  const { incidents } = sampleTruth(options)

  it('has each kind, and says truly where', () => {
    expect(new Set(incidents.map(incident => incident.kind))).toEqual(new Set(INCIDENT_KINDS))
    for (const { odd, lines: at } of incidents) {
      for (const lineNumber of at) expect(lines[lineNumber - 1]).toContain(odd)
    }
  })

  it('has no health check in the silence', () => {
    const end = incidents.find(incident => incident.kind === 'silence')?.line ?? 0
    expect(lines.slice(end - 1001, end - 1).some(line => line.includes('health check answered'))).toBe(false)
  })

  it('has 40 lines of one step in a session, or lacks the last steps', () => {
    const [one, other] = incidents.filter(incident => incident.kind === 'session')
    const many = one.odd.includes('handed over') ? one : other
    const order = / order (\d+) /.exec(lines[many.line - 1])?.[1]
    expect(lines.filter(line => line.includes(`authorised for order ${order} `))).toHaveLength(40)
  })
})

describe('shop without incidents', () => {
  const options: SampleOptions = { kind: 'shop', sizeBytes: 20 * MB, seed: 3, incidents: false }
  const lines = linesOf(text(options))

  it('holds no incident and nothing that occurs by accident', () => {
    expect(sampleTruth(options).incidents).toEqual([])
    const { incidents } = sampleTruth({ ...options, sizeBytes: MB, incidents: true })
    // Numbers such as 507 stand in usual lines too, in other places.
    for (const { odd } of incidents.filter(incident => !/^\d+$/.test(incident.odd))) expect(lines.some(line => line.includes(odd)), odd).toBe(false)
    const templates = [...countBy(lines.map(mask))]
    expect(templates.length).toBeGreaterThanOrEqual(40)
    for (const [template, count] of templates) expect(count, template).toBeGreaterThanOrEqual(lines.length / 20_000)
  })

  it('has values with few members, none of them a singleton', () => {
    const values = countBy(lines.flatMap(line => line.match(/\b(?:currency|method|reason|carrier|decision|model|rating|discount)=\S+/g) ?? []))
    expect(values.size).toBeGreaterThan(20)
    for (const [value, count] of values) expect(count, value).toBeGreaterThan(20)
    const statuses = countBy(lines.flatMap(line => line.match(/\b(?:GET|POST) \S+ \d+/g)?.map(hit => hit.replace(/ \S+ /, ' ')) ?? []))
    for (const [status, count] of statuses) expect(count, status).toBeGreaterThan(20)
  })

  it('is quiet at night', () => {
    const hours = countBy(lines.filter(line => /^\d/.test(line)).map(line => line.slice(11, 13)))
    expect(hours.get('03') ?? 0).toBeLessThan((hours.get('12') ?? 0) / 3)
  })
})

describe('the benchmark logs', () => {
  it('big has at least 200 templates', () => {
    const templates = countBy(linesOf(text({ kind: 'big', sizeBytes: 10 * MB, seed: 1, incidents: false })).map(line => line.replace(/^.*?\] /, '')).map(mask))
    expect(templates.size).toBeGreaterThanOrEqual(200)
  })

  it('big has a million distinct ids in 1 GB, at the pace of its first 20 MB', () => {
    const ids = new Set(text({ kind: 'big', sizeBytes: 20 * MB, seed: 1, incidents: false }).match(/\b(?:\d{7,8}|[0-9a-f]{16}|[0-9a-f-]{36})\b/g))
    expect(ids.size).toBeGreaterThan(1_000_000 / 50)
  })

  it('entropy has a stack trace after one event in 20', () => {
    const lines = linesOf(text({ kind: 'entropy', sizeBytes: 5 * MB, seed: 1, incidents: false }))
    const events = lines.filter(line => /^\d{4}-/.test(line)).length
    const traces = lines.filter((line, index) => !/^\d{4}-/.test(line) && /^\d{4}-/.test(lines[index - 1])).length
    expect(traces / events).toBeGreaterThan(0.045)
    expect(traces / events).toBeLessThan(0.055)
  })

  it('bgl has FATAL lines in bursts', () => {
    const lines = linesOf(text({ kind: 'bgl', sizeBytes: 10 * MB, seed: 1, incidents: false }))
    expect(lines[0]).toMatch(/^\d{10} \d{4}\.\d\d\.\d\d (R\S+) \d{4}-\d\d-\d\d-\d\d\.\d\d\.\d\d\.\d{6} \1 RAS [A-Z]+ [A-Z]+ \S/)
    const runs = countBy(lines.map((line, index) => (line.includes('FATAL') && (lines[index - 1] ?? '').includes('FATAL') ? 'run' : line.includes('FATAL') ? 'single' : 'usual')))
    expect(runs.get('run')).toBeGreaterThan(runs.get('single') ?? 0)
  })
})

describe.each(SERVICE_KINDS.filter(kind => kind !== 'shop'))('%s as a service', (kind) => {
  const options: SampleOptions = { kind, sizeBytes: 12 * MB, seed: 5, incidents: true }
  const lines = linesOf(text(options))
  const truth = sampleTruth(options)
  const bare = linesOf(text({ ...options, incidents: false }))
  const kindsWanted = INCIDENT_KINDS.filter(name => name !== 'rare_template')

  it('has an incident of every kind, thirteen in all', () => {
    expect(truth.incidents).toHaveLength(13)
    expect(new Set(truth.incidents.map(incident => incident.kind))).toEqual(new Set(kindsWanted))
  })

  it('says truly in which lines they stand', () => {
    for (const { odd, lines: at, line, kind } of truth.incidents) {
      expect(at[0]).toBe(line)
      expect(at).toEqual(at.map((_, index) => line + index))
      expect(odd.length).toBeGreaterThan(0)
      for (const lineNumber of kind === 'burst' ? at : [line]) expect(lines[lineNumber - 1]).toContain(odd)
    }
  })

  it('has bursts of 100 to 200 lines, everything else in an event of its own', () => {
    for (const { kind, lines: at } of truth.incidents) {
      if (kind === 'burst') expect(at.length).toBeGreaterThanOrEqual(100)
      expect(at.length).toBeLessThanOrEqual(kind === 'burst' ? 200 : 6)
    }
  })

  it('strews them over the whole file, apart from each other, by seed', () => {
    const places = truth.incidents.map(incident => incident.line)
    expect(places[0]).toBeLessThan(lines.length / 4)
    expect(places.at(-1)).toBeGreaterThan(lines.length * 3 / 4)
    const other = sampleTruth({ ...options, seed: 6 })
    expect(other.incidents.map(incident => incident.line)).not.toEqual(places)
  })

  it('holds none of it without incidents', () => {
    expect(sampleTruth({ ...options, incidents: false }).incidents).toEqual([])
    const usual: IncidentKind[] = ['number', 'silence', 'session', 'burst'] // these are odd through what stands around them
    for (const { kind, odd } of truth.incidents) {
      if (usual.includes(kind) || odd.length < 6) continue
      expect(bare.some(line => line.includes(odd)), odd).toBe(false)
    }
  })

  it('has at least 25 messages with a long tail', () => {
    const counts = [...countBy(bare.map(shape)).values()].sort((one, other) => other - one)
    const frequent = counts.filter(count => count >= 4)
    expect(frequent.length).toBeGreaterThanOrEqual(25)
    expect(counts[0] / bare.length).toBeGreaterThan(0.05)
    expect(frequent.filter(count => count < bare.length / 1000).length).toBeGreaterThanOrEqual(5)
    expect(bare.join('\n')).not.toContain('undefined')
  })

  it('has a regular line that stops in the incident and never else', () => {
    const silence = truth.incidents.find(incident => incident.kind === 'silence')
    const gaps = (log: readonly string[]) => {
      const places = log.flatMap((line, index) => (line.includes(silence?.odd ?? '') ? [index] : []))
      return places.slice(1).map((place, index) => ({ place, gap: place - places[index] }))
    }
    const usual = gaps(bare).map(one => one.gap)
    const stopped = gaps(lines).find(one => one.place + 1 === silence?.line)
    expect(usual.length).toBeGreaterThan(500)
    expect(stopped?.gap).toBeGreaterThan(3 * Math.max(...usual))
  })
})

/** The words of a line that are no parameter, roughly. */
function shape(line: string): string {
  return line.replace(/"(?:Mozilla|https?:)[^"]*"/g, '').split(/[\s"=]+/).filter(word => /^[a-z]{3,}[,:]?$/.test(word)).join(' ')
}
