import { describe, expect, it } from 'vitest'
import { explain } from '#wording/findings/explain'
import { findingsAgainst, logLine, quietLines } from '../fixtures'

describe('new value', () => {
  it('is found where a place had the same few all along', () => {
    const lines = quietLines().map((line, i) => i % 40 === 2 ? line.replace('EUR2', 'XTS9') : line)
    const findings = findingsAgainst(quietLines(), lines)
    expect(findings).toMatchObject([{ line_number: 3, occurrences: 50 }])
    expect(findings[0].signals[0]).toMatchObject({ kind: 'new_value', detail: { slot: 'currency', value: 'XTS9', count: 50, baseline_total: 500, distinct: 1, usual: [{ value: 'EUR2', count: 500 }] } })
    expect(explain(findings[0], 'en')).toMatch(/^Value `XTS9` after `currency`, never seen in 500 events of the known-good log; usual is `EUR2`/)
  })

  it('is found in who wrote a line, not in the number of a worker', () => {
    const by = (name: (i: number) => string) => quietLines().map((line, i) => line.replace('INFO', `[${name(i)}] INFO`))
    const good = by(i => `worker-${i % 2}`)
    expect(findingsAgainst(good, by(i => `worker-${i % 7}`))).toEqual([])
    const findings = findingsAgainst(good, by(i => i % 40 === 2 ? 'sweeper-1' : `worker-${i % 2}`))
    expect(findings).toMatchObject([{ line_number: 3, occurrences: 50, signals: [{ kind: 'new_value', detail: { slot: 'source', value: 'sweeper-1' } }] }])
  })

  it('is found in a severity', () => {
    const findings = findingsAgainst(quietLines(), quietLines().with(401, logLine(401, 'ERROR', 'cache holds 1044 entries')))
    expect(findings).toMatchObject([{ line_number: 402, severity: 'error' }])
    expect(findings[0].signals[0]).toMatchObject({ kind: 'new_value', detail: { slot: 'severity', value: 'ERROR' } })
  })

  it('is found by its words among many values that are each their own', () => {
    const hooks = (from: number) => Array.from({ length: 40 }, (_, i) => logLine(i, 'INFO', `copying /usr/share/elements/base/hook${from + i} here`))
    const good = [...quietLines(), ...hooks(100)]
    expect(findingsAgainst(good, [...quietLines(), ...hooks(200)])).toEqual([])
    const findings = findingsAgainst(good, [...quietLines(), ...hooks(200).with(7, logLine(7, 'INFO', 'copying /home/wagon/spare/hook9 here'))])
    expect(findings).toMatchObject([{ line_number: 2008, signals: [{ kind: 'new_value' }] }])
  })

  it('is not found where new values are to be expected: rare ones, numbers, ids', () => {
    const names = 'ant bee cat dog eel fox gnu hen ibis jay kid lynx mole newt owl pig ram stag tick vole wasp yak'.split(' ')
    const log = (salt: number) => quietLines().map((line, i) => i % 4 === 2 ? logLine(i, 'INFO', `user=${names[Math.floor(names.length * ((i * 97 + salt) % 503 / 503) ** 4)]} id=${salt}x${i} waited ${(i * 31 + salt * 7) % 997}ms`) : line)
    expect(findingsAgainst(log(1), log(2)).filter(({ signals }) => signals[0].kind === 'new_value')).toEqual([])
  })
})
