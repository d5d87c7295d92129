import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../../..')
const folder = mkdtempSync(join(tmpdir(), 'lograro-commands-'))
const log = join(folder, 'shop.log')
const truth = join(folder, 'shop.json')

function command(name: string, ...args: string[]) {
  return spawnSync(process.execPath, ['--import', 'tsx', `scripts/${name}.ts`, ...args], { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 })
}

beforeAll(() => {
  expect(command('sample', '--kind', 'shop', '--size', '300KB', '--seed', '1', '--out', log, '--truth', truth).status).toBe(0)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('sample', () => {
  it('writes the log and the truth about it', () => {
    const text = readFileSync(log, 'latin1')
    const { lines, incidents } = JSON.parse(readFileSync(truth, 'utf8'))
    expect(text.split('\n')).toHaveLength(lines + 1)
    expect(incidents).toHaveLength(12)
  })

  it.each([
    [['--kind', 'shoe', '--out', 'x'], 'shoe'],
    [['--size', 'large', '--out', 'x'], 'large'],
    [['--seed', '-1'], '--seed'],
    [['--kind', 'shop'], '--out'],
    [['--colour', 'red'], '--colour'],
  ])('refuses %j with a sentence', (args, word) => {
    const { status, stderr } = command('sample', ...args)
    expect(status).toBe(2)
    expect(stderr).toContain(word)
    expect(stderr).not.toContain('    at ')
  })
})

describe('score', () => {
  it('looks for the signals that are asked for', () => {
    const kinds = (...options: string[]) => new Set(command('score', log, ...options).stdout.trimEnd().split('\n').map(line => JSON.parse(line)).filter(({ anomaly }) => anomaly).map(({ group }) => group.split('/')[1]))
    expect([...kinds('--only-signal', 'rare_template')]).toEqual(['rare_template'])
    expect(kinds().has('rare_template')).toBe(true)
    expect(kinds('--without', 'rare_template', '--without', 'severity').has('rare_template')).toBe(false)
  })

  it('says something of every line, the same of a packed file', () => {
    const { status, stdout } = command('score', log)
    expect(status).toBe(0)
    const rows = stdout.trimEnd().split('\n').map(line => JSON.parse(line))
    expect(rows.map(row => row.line)).toEqual(rows.map((_, index) => index + 1))
    expect(rows).toHaveLength(JSON.parse(readFileSync(truth, 'utf8')).lines)
    for (const row of rows.slice(0, 100)) expect(row).toEqual({ line: expect.any(Number), score: expect.any(Number), template: expect.any(String), anomaly: expect.any(Boolean), group: expect.any(String) })
    writeFileSync(log + '.gz', gzipSync(readFileSync(log)))
    expect(command('score', log + '.gz').stdout).toBe(stdout)
  })

  it.each([
    ['nothing', [], 'usage'],
    ['a file that is not there', [join(folder, 'none.log')], 'none.log'],
    ['a folder', [folder], folder],
    ['a broken packed file', [join(folder, 'broken.gz')], 'broken.gz'],
    ['a program', [process.execPath], 'program'],
    ['an option that is not there', [log, '--colour', 'red'], '--colour'],
    ['two files', [log, log], 'One FILE'],
    ['a signal that is not there', [log, '--without', 'noise'], 'usage'],
    ['a signal that is not there', [log, '--only-signal', 'noise'], '"noise"'],
  ])('refuses %s with a sentence', (_, args, word) => {
    writeFileSync(join(folder, 'broken.gz'), 'not packed')
    const { status, stdout, stderr } = command('score', ...args)
    expect(status).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toContain(word)
    expect(stderr).not.toContain('    at ')
  })
})
