import { describe, expect, it } from 'vitest'
import { buildModel, learn, mergeSummaries, modelFacts, modelTemplates } from '#engine'
import { readLookup, readText, templateId } from '../../../../engine/summary/model'
import { logLine, quietLines } from '../fixtures'
import { cutLog } from '../logs'
import { bytesOf } from '../padded'

function modelOf(lines: readonly string[], chunkSize = 1 << 14): Uint8Array {
  const { cuts, framing } = cutLog(bytesOf(`${lines.join('\n')}\n`), chunkSize)
  return buildModel(mergeSummaries(framing ? cuts.map(({ data, place }) => learn(data, place, framing).summary) : []))
}

describe('buildModel', () => {
  const model = modelOf(quietLines().with(1000, `${logLine(1000, 'ERROR', 'ledger is <i>gone</i>')}\n\tat shop.Ledger`))

  it('lists the templates, the most frequent first, with their lines', () => {
    expect(modelTemplates(model).map(({ template_id: _, over_time: _overTime, parameters: _parameters, is_stable: _isStable, ...template }) => template)).toEqual([
      { template: 'cache holds <*> entries', count: 500, first_line: 2, last_line: 1999, samples: [2, 6, 10] },
      { template: 'payment in currency <*> accepted by gate <*>', count: 500, first_line: 3, last_line: 2000, samples: [3, 7, 11] },
      { template: 'queue is being drained as usual', count: 500, first_line: 4, last_line: 2001, samples: [4, 8, 12] },
      { template: 'request <*> served in <*>', count: 499, first_line: 1, last_line: 1998, samples: [1, 5, 9] },
      { template: 'ledger is <i>gone</i>', count: 2, first_line: 1001, last_line: 1001, samples: [1001] },
    ])
    const ids = modelTemplates(model).map(({ template_id }) => template_id)
    expect(new Set(ids).size).toBe(5)
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{14}$/)
  })

  it('gives a template the same id in another job', () => {
    const ids = new Map(modelTemplates(model).map(({ template, template_id }) => [template, template_id]))
    for (const { template, template_id } of modelTemplates(modelOf(quietLines().slice(100)))) expect(template_id).toBe(ids.get(template))
  })

  it('states the facts of the log', () => {
    expect(modelFacts(model)).toEqual({ lines: 2001, events: 2000, firstTimeMs: Date.UTC(2026, 0, 2), lastTimeMs: Date.UTC(2026, 0, 2, 0, 33, 19), assumedUtc: true, fittingLines: 2001, notes: [] })
    expect(modelFacts(modelOf(quietLines().map(line => line.replace(' INFO', 'Z INFO')))).assumedUtc).toBe(false)
    expect(modelFacts(modelOf([]))).toMatchObject({ lines: 1, events: 1, firstTimeMs: null, lastTimeMs: null })
    expect(modelFacts(buildModel(mergeSummaries([])))).toEqual({ lines: 0, events: 0, firstTimeMs: null, lastTimeMs: null, assumedUtc: false, fittingLines: 0, notes: [] })
  })

  it('says where there are no stable patterns', () => {
    const letters = (n: number) => Array.from({ length: 4 }, (_, i) => 'ghjklmnp'[Math.floor(n / 8 ** i) % 8]).join('')
    const noise = modelOf(Array.from({ length: 3000 }, (_, i) => `${letters(i)} met ${letters(i * 7)} at noon`))
    expect(modelFacts(noise).notes).toEqual([{ code: 'no_pattern', args: {} }])
  })

  it('does not depend on chunks', () => {
    expect(modelOf(quietLines(), 1000)).toEqual(modelOf(quietLines(), 1 << 20))
  })

  it('is read again as it was, at any alignment', () => {
    const moved = new Uint8Array(model.length + 3).subarray(3)
    moved.set(model)
    expect(readLookup(moved)).toEqual(readLookup(model))
    expect(readText(moved)).toEqual(readText(model))
    const { keys, templateOfKey, templateKeys, strengths, margins } = readLookup(model)
    expect([...keys]).toEqual([...keys].sort((a, b) => a - b))
    expect(Math.max(...templateOfKey)).toBe(4)
    expect(Array.from(templateKeys, templateId)).toEqual(modelTemplates(model).map(({ template_id }) => template_id))
    expect([strengths.length, margins.length]).toEqual(Array.from({ length: 2 }, () => readText(model).candidates.length))
  })

  it('refuses bytes of another version', () => {
    expect(() => readText(new Uint8Array([99, 0]))).toThrow(RangeError)
  })
})
