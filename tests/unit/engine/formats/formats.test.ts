import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findingsOfText } from './findings'
import { FORMATS, type Event, type Format } from './formats'

const EVENTS = 400
const SLOW = 217, ODD = 318
const FIRST_MS = Date.UTC(2025, 2, 14, 8, 0, 0)

/** One event a step; one takes far too long, one says what no other says. */
function eventAt(i: number): Event {
  const shop = 100 + i * 37 % 900
  const took = i === SLOW ? 90_000 : 20 + i * 7 % 31
  const isOdd = i === ODD
  return { ms: FIRST_MS + i * 4000, level: isOdd ? 'ERROR' : i % 23 === 5 ? 'WARN' : 'INFO', message: isOdd ? 'ledger cannot be opened by anyone' : `shop ${shop} synced in ${took} ms`, shop, took }
}

const EVENTS_OF = Array.from({ length: EVENTS }, (_, i) => eventAt(i))

/** The log, and the line with which event `i` begins. */
function write({ event, head = '', tail = '' }: Format, change = (line: string) => line): { text: string, lineOf: (i: number) => number } {
  const texts = EVENTS_OF.map((each, i) => `${event(each, i)}\n`)
  const headLines = head.split('\n').length - 1
  const linesBefore = (i: number) => texts.slice(0, i).reduce((sum, text) => sum + text.split('\n').length - 1, headLines)
  const text = `${head}${texts.join('')}${tail}`.split('\n').map((line, i, all) => i === all.length - 1 ? line : change(line)).join('\n')
  return { text, lineOf: i => linesBefore(i) + 1 }
}

const oddLines = (text: string, chunkSize?: number) => findingsOfText(text, chunkSize).findings.map(({ line_number: line }) => line).sort((a, b) => a - b)

describe.each(FORMATS)('$name', (format) => {
  const { text, lineOf } = write(format)
  const { findings, lines, templates } = findingsOfText(text)

  it('is read as its writer meant it', () => {
    const [usual, severe] = format.levels ?? ['info', 'error']
    const events = [0, 7, SLOW + 1, EVENTS - 1].filter(i => EVENTS_OF[i].level === 'INFO')
    for (const i of events) expect(lines[lineOf(i) - 1], `event ${i}`).toMatchObject({ isStart: true, timestamp: format.hasTime === false ? null : iso(i), severity: usual })
    expect(lines[lineOf(ODD) - 1].severity).toBe(severe)
    for (let i = 1; i < (format.lines ?? 1); i++) expect(lines[lineOf(3) - 1 + i].isStart).toBe(false)
    expect(templates).toBeLessThanOrEqual(6)
  })

  it('shows what is odd, and hardly more', () => {
    const found = findings.map(({ line_number: line }) => line)
    expect(found).toContain(lineOf(ODD))
    expect(found).toContain(lineOf(SLOW))
    expect(found.length).toBeLessThanOrEqual(6)
    for (const line of [1, text.split('\n').length - 1]) if (line !== lineOf(ODD)) expect(found).not.toContain(line)
  })

  it('is the same however it is cut', () => {
    expect(oddLines(text, 4096)).toEqual(oddLines(text))
  })

  it('is the same behind a prefix', () => {
    // records over lines have no prefix, nor have the names of columns, nor what Docker wraps
    if ((format.lines ?? 1) > 1 || format.head || /^Docker|^CSV|^TSV|container/.test(format.name)) return
    expect(oddLines(write(format, line => `till-1  | ${line}`).text)).toEqual(expect.arrayContaining([lineOf(SLOW), lineOf(ODD)]))
  })
})

function iso(i: number): string {
  return new Date(EVENTS_OF[i].ms).toISOString()
}

describe('a table or a record says the same', () => {
  const named = (name: string) => FORMATS.find(format => format.name === name) ?? expect.fail(`there is no form ${name}`)
  const usual = (name: string) => oddLines(write(named(name)).text)

  it.each([',', ';', '\t', '|'])('whatever parts its cells: %j', (delimiter) => {
    const csv = named('CSV with names')
    expect(oddLines(write({ ...csv, head: csv.head?.replaceAll(',', delimiter) }, line => line.replaceAll(',', delimiter)).text)).toEqual(usual('CSV with names'))
  })

  it('whatever the order of its columns', () => {
    const swap = (line: string) => line === '' ? line : line.split(',').reverse().join(',')
    const csv = named('CSV with names')
    expect(oddLines(write({ ...csv, head: `${swap((csv.head ?? '').trimEnd())}\n` }, line => /^\d/.test(line) ? swap(line) : line).text)).toEqual(usual('CSV with names'))
  })

  it('whatever the order of its keys', () => {
    const turned = write(named('JSON lines'), line => line === '' ? line : JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(line)).reverse())))
    expect(oddLines(turned.text)).toEqual(usual('JSON lines'))
    let i = 0
    const mixed = write(named('JSON lines'), line => line === '' || i++ % 2 === 0 ? line : JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(line)).reverse())))
    expect(oddLines(mixed.text)).toEqual(usual('JSON lines'))
  })

  it('in whatever language its months are', () => {
    const months = { de: 'März', es: 'marzo', fr: 'mars', it: 'marzo', pl: 'marca', ru: 'марта' }
    for (const name of Object.values(months)) expect(oddLines(write(named('German'), line => line.replace('März', name)).text), name).toEqual(usual('German'))
  })

  it('with whatever unit its durations have', () => {
    const inSeconds = write(named('a time and a level'), line => line.replace(/in (\d+) ms/, (_, ms) => `in ${Number(ms) / 1000} s`))
    expect(oddLines(inSeconds.text)).toEqual(usual('a time and a level'))
    let i = 0
    const inBoth = write(named('a time and a level'), line => i++ % 2 === 0 ? line : line.replace(/in (\d+) ms/, (_, ms) => `in ${Number(ms) * 1000}µs`))
    expect(oddLines(inBoth.text)).toEqual(usual('a time and a level'))
  })
})

it('docs/formats.md names every form', () => {
  const text = readFileSync(join(import.meta.dirname, '../../../../docs/formats.md'), 'utf8')
  expect(FORMATS.map(({ name }) => name).filter(name => !text.includes(`**${name}**`))).toEqual([])
})
