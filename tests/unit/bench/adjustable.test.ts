import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import ts from 'typescript'
import { afterAll, describe, expect, it } from 'vitest'
import { decidingFiles, NO_LIMITS, opened, openEngine, triedAt } from '../../bench/adjustable'
import { learnLog, say } from '../../bench/judge'
import type { LabelledLog } from '../../bench/labelledLogs'

const root = join(import.meta.dirname, '../../..')
const folder = mkdtempSync(join(tmpdir(), 'lograro-adjustable-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Constants of a source whose value is made of numbers alone, by its tree. */
function numericConstants(path: string): string[] {
  const source = ts.createSourceFile(path, readFileSync(join(root, path), 'utf8'), ts.ScriptTarget.Latest, true)
  const isNumeric = (node: ts.Node): boolean => {
    if (ts.isNumericLiteral(node)) return true
    if (ts.isPrefixUnaryExpression(node)) return isNumeric(node.operand)
    if (ts.isBinaryExpression(node)) return isNumeric(node.left) && isNumeric(node.right)
    if (ts.isParenthesizedExpression(node)) return isNumeric(node.expression)
    if (ts.isArrayLiteralExpression(node)) return node.elements.length > 0 && node.elements.every(isNumeric)
    return ts.isCallExpression(node) && node.expression.getText(source) === 'Math.log' && node.arguments.every(isNumeric)
  }
  return source.statements.flatMap((statement) => {
    if (!ts.isVariableStatement(statement)) return []
    return statement.declarationList.declarations.flatMap(({ name, initializer }) => initializer && isNumeric(initializer) ? [`${basename(path, '.ts')}.${name.getText(source)}`] : [])
  })
}

it('opens every number that decides, but for those that are no limits', () => {
  const there = decidingFiles().flatMap(numericConstants)
  const found = decidingFiles().flatMap(path => opened(readFileSync(join(root, path), 'utf8'), basename(path, '.ts')).names.map(name => `${basename(path, '.ts')}.${name}`))
  expect(found.length).toBeGreaterThan(40)
  expect([...found, ...Object.keys(NO_LIMITS)].sort()).toEqual([...there].sort())
})

describe('openEngine', () => {
  it('decides as its limits say, and again as before once they are set back', async () => {
    const engine = await openEngine(folder)
    const line = (i: number, text: string) => `2025-03-04 05:${String(i / 60 | 0).padStart(2, '0')}:${String(i % 60).padStart(2, '0')} INFO ${text}\n`
    const text = Array.from({ length: 3000 }, (_, i) => line(i, i === 1500 ? 'ledger found torn' : `beat ${i} of the pump`)).join('')
    const log: LabelledLog = { name: 'pump', of: 'quiet', text, incidents: [], lines: new Set(), sessions: null, groups: null }
    const learnt = learnLog(engine, log)
    const flagged = () => say(engine, learnt).said.flatMap(({ isOdd }, index) => isOdd ? [index] : [])
    const threshold = engine.limits.find(({ file, name }) => file === 'rareTemplate' && name === 'RARE_NATS')
    if (!threshold) throw new Error('rare messages have no threshold')
    const usual = threshold.get()
    expect(flagged()).toEqual([1500])
    threshold.set(1000)
    expect(flagged()).toEqual([])
    threshold.set(usual)
    expect(flagged()).toEqual([1500])
  })
})

it('tries half and double, thresholds in nats ln 2 less and more', () => {
  const limit = (name: string) => ({ file: '', name, get: () => 0, set: () => {} })
  expect([false, true].map(isMore => triedAt(limit('LOST_NATS'), 4, isMore))).toEqual([4 - Math.LN2, 4 + Math.LN2])
  expect([false, true].map(isMore => triedAt(limit('STEPS_MIN'), 5, isMore))).toEqual([3, 10])
  expect([false, true].map(isMore => triedAt(limit('SHARE_MAX'), 0.3, isMore))).toEqual([0.15, 0.6])
  expect([false, true].map(isMore => triedAt(limit('SCALES'), [1, 8], isMore))).toEqual([[1, 4], [2, 16]])
})
