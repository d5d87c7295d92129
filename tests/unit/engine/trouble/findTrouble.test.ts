import { describe, expect, it } from 'vitest'
import { markLines } from '#engine'
import { explain } from '#wording/findings/explain'
import { findingsOf } from '../fixtures'
import { scoredLog } from '../scoredLog'

const building = (count: number) => Array.from({ length: count }, (_, i) => `compiling part${'abcdefghij'[i % 10]}${'klmnopqrst'[Math.floor(i / 10) % 10]} of the till`)
const END = 'The command "make" exited with 2.'
/** Lines of a machine on which many programs write. */
const written = (...said: string[]) => Array.from({ length: 400 }, (_, i) => `Jan  2 10:${String(Math.floor(i / 60) % 60).padStart(2, '0')}:${String(i % 60).padStart(2, '0')} shop ${['till', 'stock', 'desk'][i % 3]}[${40 + i % 3}]: ${said[i - 400 + said.length] ?? `drawer ${i % 7} was opened`}`)
const leading = (lines: string[]) => findingsOf(lines).filter(({ signals: [{ kind }] }) => kind === 'trouble').sort((a, b) => b.anomaly_score - a.anomaly_score)

describe('trouble in a run that failed', () => {
  it('is a block, shown by the line that says it, with its step', () => {
    const lines = ['$ make all', ...building(40), 'till.c:12:4: error: drawer undeclared', '  12 | open(drawer)', 'till.c:19:4: note: coin is declared', ...building(3), END]
    const [first] = leading(lines)
    expect(first.log_entry).toContain('error: drawer undeclared')
    expect(first.signals[0]).toMatchObject({ kind: 'trouble', detail: { first_line: 42, alike: 0, step: '$ make all', step_line: 1, failed_line: lines.length } })
    expect(explain(first, 'en')).toContain('report trouble in the step `$ make all`')
  })

  it('is what was said last where no line has a word of it', () => {
    const lines = ['$ lint all', ...building(60), 'Use drawer.open() instead of open(drawer) there', '', 'The command "lint all" exited with 1.', '$ cleaning up', ...building(30), 'Done. Your build exited with 1.']
    expect(leading(lines)[0].log_entry).toBe('Use drawer.open() instead of open(drawer) there')
  })

  it('is where a summary points: to what is said of the same test in detail', () => {
    const report = ['not ok 7 drawerOpensTwice', 'expected: 2', 'actual: 1', 'at drawerOpensTwice (till.js:12)']
    const lines = ['$ npm test', ...building(50), ...report, ...building(50), 'failing tests:', 'drawerOpensTwice', '1 failed, 106 passed', 'The command "npm test" exited with 1.']
    expect(leading(lines)[0].signals[0]).toMatchObject({ detail: { first_line: 52 } })
  })

  it('is told once for places alike, by the first', () => {
    const failure = (i: number) => [...building(20), `E       assert drawer.coins == ${i}`]
    const lines = ['$ pytest', ...Array.from({ length: 4 }, (_, i) => failure(i)).flat(), ...building(20), '4 failed in 2 s', 'The command "pytest" exited with 1.']
    const asserts = leading(lines).filter(({ log_entry: text }) => text.includes('assert drawer'))
    expect(asserts).toMatchObject([{ line_number: 22, signals: [{ detail: { alike: 3 } }] }])
  })

  it('leads what is odd otherwise, however odd', () => {
    const lines = ['$ make all', ...building(200), 'a drawer was seen walking by itself', ...building(50), 'till.c:12:4: error: drawer undeclared', END]
    const [best] = findingsOf(lines).sort((a, b) => b.anomaly_score - a.anomaly_score)
    expect(best.signals[0].kind).toBe('trouble')
    const counted = (i: number) => `part ${i} is ${['green', 'blue', 'red'][i % 3]} and took ${i === 700 ? 9_000_000 : 20 + i % 9} ms`
    const strange = ['$ make all', ...Array.from({ length: 3000 }, (_, i) => counted(i)), 'till.c:12:4: error: drawer undeclared', END]
    const found = findingsOf(strange).sort((a, b) => b.anomaly_score - a.anomaly_score)
    expect(found.map(({ signals }) => signals[0].kind)).toEqual(expect.arrayContaining(['trouble', 'number_range']))
    expect(found[0].signals[0].kind).toBe('trouble')
  })

  it('is in what many write where the log ends so', () => {
    expect(leading(written('error: drawer is stuck', 'drawer 3 was opened', 'make exited with 2'))[0].log_entry).toContain('error: drawer is stuck')
  })

  it('is one group of lines, whatever their templates', () => {
    const { scored, decisions } = scoredLog(['$ make all', ...building(60), 'till.c:12:4: error: drawer undeclared', 'till.c:14:4: error: coin unknown', END])
    const marks = scored.flatMap(({ place, columns, candidates }) => markLines(columns, candidates, decisions, place, place.firstLine, place.firstLine + place.lines - 1))
    const groups = new Set(marks.filter(({ is_anomaly: isOdd }) => isOdd).map(({ group }) => group))
    expect(groups).toEqual(new Set(['trouble/line 63']))
  })

  it.each([
    ['a run that ended well', ['$ make all', ...building(60), 'till.c:12:4: error: tried again', ...building(60), 'The command "make" exited with 0.']],
    ['a failure far from the end', ['$ probe', 'probe failed', 'The command "probe" exited with 1.', ...building(400)]],
    ['a service that says so all the time', building(400).flatMap((line, i) => i % 20 === 0 ? [line, `error: worker ${i} exited with 1`] : [line])],
    ['what many write, where one of them counts failures', written('PAM 3 more sign-in failures', 'signing in failed', ...Array.from({ length: 30 }, () => 'drawer 3 was opened'))],
    ['what many write, where one of them ends', written('worker exited with 1', ...Array.from({ length: 30 }, () => 'drawer 3 was opened'))],
    ['a log without an ending', [...building(200), 'error: drawer is stuck', ...building(50)]],
  ])('is none in %s', (_, lines) => {
    expect(leading(lines)).toEqual([])
  })
})
