import { describe, expect, it } from 'vitest'
import { detectFraming } from '../../../../engine/reading/layout/detectFraming'
import type { Framing } from '../../../../engine/reading/layout/framing'
import { ChunkLearner } from '../../../../engine/templates/ChunkLearner'
import { CONTINUATION } from '../../../../engine/templates/LineTable'
import { SETTINGS } from '../logs'
import { bytesOf } from '../padded'

const HEAD = '2026-01-02T03:04:05Z'
const FRAMING = detectFraming(bytesOf(`${HEAD} INFO a\n\tat b\n${HEAD} WARN c\n`), SETTINGS)

function read(text: string, framing: Framing = FRAMING, learner = new ChunkLearner(framing)): ChunkLearner {
  const data = bytesOf(text)
  learner.read(data, { number: 0, firstLine: 1, lines: text.split('\n').length - (text.endsWith('\n') ? 1 : 0), byteOffset: 0, sizeBytes: data.length })
  return learner
}

describe('ChunkLearner', () => {
  it('says what each line is', () => {
    const learner = read(`${HEAD} INFO user 1 came\n\tat b\n${HEAD} INFO user 22 came\n2026-01-02T03:04:07.5Z WARN gone`)
    expect(learner.lines.size).toBe(4)
    expect(learner.eventCount).toBe(3)
    expect([...learner.lines.signature.subarray(0, 4)]).toEqual([0, CONTINUATION, 0, 1])
    expect([...learner.lines.time.subarray(0, 4)]).toEqual([0, NaN, 0, 2500].map(ms => ms + Date.UTC(2026, 0, 2, 3, 4, 5)))
    expect([...learner.lines.length.subarray(0, 3)]).toEqual([38, 6, 39])
    expect(learner.lines.firstTimeMs).toBe(Date.UTC(2026, 0, 2, 3, 4, 5))
    expect([learner.lines.firstTimeMs, learner.lines.lastTimeMs]).toEqual([Date.UTC(2026, 0, 2, 3, 4, 5), Date.UTC(2026, 0, 2, 3, 4, 7, 500)])
    expect([learner.lines.zonedTimes, learner.lines.zonelessTimes]).toEqual([3, 0])
  })

  it('begins an event with a crash text after what is no trouble, with what follows it; after trouble it is its trace', () => {
    const all: Framing = { ...FRAMING, joins: 'all' }
    const crash = read(`${HEAD} INFO user 1 came\npanic: out of range\n\ngoroutine 5 [running]:\n\t/src/a.go:7\n${HEAD} INFO user 2 came\nKilled\n`, all)
    expect([...crash.lines.signature.subarray(0, 7)]).toEqual([0, 1, CONTINUATION, CONTINUATION, CONTINUATION, 0, 2])
    expect([...crash.lines.severity.subarray(0, 7)]).toEqual([3, 8, 8, 8, 8, 3, 8])
    const trace = read(`${HEAD} ERROR user 1 is lost\nTraceback (most recent call last):\nValueError: gone\nError: gone\n`, all)
    expect([...trace.lines.signature.subarray(0, 4)]).toEqual([0, CONTINUATION, CONTINUATION, CONTINUATION])
    const wrapped = read(`${HEAD} INFO user 1 came\nwith an error in mind\n`, all)
    expect([...wrapped.lines.signature.subarray(0, 2)]).toEqual([0, CONTINUATION])
  })

  it('counts signatures with their lines, severities and slots', () => {
    const learner = read(`${HEAD} INFO user 1 came\n${HEAD} WARN user 1 came\n\tat b\n${HEAD} INFO user 2 came\n${HEAD} INFO user x came\n`)
    expect(learner.signatures.keys.size).toBe(2)
    expect([learner.signatures.events[0], learner.signatures.lines[0], learner.signatures.firstLine[0], learner.signatures.secondLine[0], learner.signatures.thirdLine[0], learner.signatures.lastLine[0]]).toEqual([3, 4, 0, 1, 3, 3])
    expect([learner.signatures.severity[0], learner.signatures.severityEvents[0], learner.signatures.slots.distinctOf(learner.signatures.severitySlot[0])]).toEqual([3, 2, 1])
    expect([learner.signatures.slotCount[0], learner.signatures.slots.distinctOf(learner.signatures.firstSlot[0]), learner.signatures.slotCount[1]]).toEqual([1, 2, 0])
  })

  it('reads what a terminal shows, at the lengths of the bytes', () => {
    const coloured = `\u001B[31m${HEAD} INFO user 1 came\u001B[0m\r`
    const learner = read(`${coloured}\n${HEAD} INFO user 2 came\n`)
    expect(learner.signatures.keys.size).toBe(1)
    expect([...learner.lines.length.subarray(0, 2)]).toEqual([coloured.length + 1, 39 - 1])
    expect(learner.signatures.slots.distinctOf(learner.signatures.firstSlot[0])).toBe(2)
  })

  it('mines a line up to the limit and begins an event after it', () => {
    const framing = { ...FRAMING, settings: { ...SETTINGS, maxLineBytes: 64 } }
    const long = `${HEAD} INFO a ${'b '.repeat(100)}`
    const learner = read(`${long}\n\tat c\n${HEAD} INFO a ${'b '.repeat(200)}\n`, framing)
    expect([...learner.lines.signature.subarray(0, 3)]).toEqual([0, 1, 0])
    expect([...learner.lines.length.subarray(0, 3)]).toEqual([long.length + 1, 6, long.length + 201])
  })

  it('is the same after any other chunk', () => {
    const learner = read(`${HEAD} ERROR something else 1 2 3\n\u0000x\n`)
    const state = (each: ChunkLearner) => ({ lines: each.lines.size, keys: [each.signatures.keys.size, each.signatures.keys.lane1[0], each.signatures.keys.lane2[0]], events: each.signatures.events[0], times: [...each.lines.time.subarray(0, each.lines.size)], distinct: each.signatures.slots.distinctOf(each.signatures.firstSlot[0]) })
    const text = `${HEAD} INFO user 1 came\n${HEAD} INFO user 2 came\n`
    expect(state(read(text, FRAMING, learner))).toEqual(state(read(text)))
  })

  it('gives a record the text that its hash is of, also where its message is one word in quotes', () => {
    const record = (message: string, second: number) => `{"timestamp":"2026-01-02T03:04:0${second}Z","level":"INFO","short_message":"${message}"}\n`
    const text = ['Started', 'Stopped', 'Started', 'job 17 ended', 'Stopped'].map(record).join('')
    const learner = read(text, detectFraming(bytesOf(text), SETTINGS))
    const texts = Array.from({ length: learner.signatures.keys.size }, (_, row) => new TextDecoder().decode(learner.textOf(row)))
    expect(texts).toEqual(['Started', 'Stopped', 'job \u0001 ended'])
  })

  it('reads nothing of a chunk in which no line begins', () => {
    const learner = new ChunkLearner(FRAMING)
    learner.read(bytesOf('rest of a line'), { number: 3, firstLine: 9, lines: 0, byteOffset: 900, sizeBytes: 14 })
    expect([learner.lines.size, learner.signatures.keys.size, learner.eventCount]).toEqual([0, 0, 0])
    expect(learner.lines.firstTimeMs).toBeNaN()
  })
})
