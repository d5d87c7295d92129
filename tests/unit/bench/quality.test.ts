import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../../..')
const folder = mkdtempSync(join(tmpdir(), 'lograro-quality-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it.each([
  ['a set without a folder', ['--only', 'shop'], '--data'],
  ['a folder without a scorer beside it', ['--data', join(folder, 'data')], 'score.py'],
  ['a set that is not there', ['--data', folder, '--only', 'shoe'], 'shoe'],
  ['a word that is no option', ['--data', folder, 'shop'], '--only'],
  ['an option that is not there', ['--data', folder, '--colour', 'red'], '--colour'],
])('refuses %s with a sentence', (_, args, word) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'tests/bench/quality.ts', ...args], { cwd: root, encoding: 'utf8' })
  expect(status).toBe(2)
  expect(stdout).toBe('')
  expect(stderr).toContain(word)
  expect(stderr).not.toContain('    at ')
})
