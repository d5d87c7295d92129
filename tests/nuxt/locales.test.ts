import { readFileSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { SignalKind } from '../../shared/anomaly'
import { JOB_STATUSES, PHASES } from '../../shared/job'
import { DateOrder } from '../../shared/reading'

const ROOT = resolve(__dirname, '../..')
const LOCALES = readdirSync(join(ROOT, 'i18n/locales'))
const SOURCES = [
  'app.vue', 'error.vue',
  ...['pages', 'components', 'composables', 'stores'].flatMap(room =>
    readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' }).filter(file => /\.(vue|ts)$/.test(file)).map(file => join(room, file))),
].map(file => readFileSync(join(ROOT, file), 'utf8'))

/** Where a key is put together, all that may stand in the gap. */
const GAPS: Record<string, readonly string[]> = {
  'reading.orders.*': DateOrder.options,
  'jobs.status.*': JOB_STATUSES,
  'progress.phase.*': PHASES,
  'progress.*': ['chunks', 'lines', 'findings', 'speed', 'timeLeft'],
  'signals.*.check': SignalKind.options,
  'findings.columns.*': ['score', 'line'],
  'home.refusal.*': ['nothing', 'noSample'],
  'marks.scope.*': ['job', 'file', 'all'],
  'export.*': ['csv', 'ndjson', 'json', 'report'],
  'keys.list.*': ['next', 'previous', 'search', 'context', 'copy', 'normal', 'views', 'escape', 'lines', 'help'],
  'compare.kinds.*': ['added', 'values', 'changed', 'gone'],
  'compare.parts.*': ['usual', 'part', 'from', 'to'],
  'patterns.orders.*': ['frequent', 'rare', 'first'],
  'timeline.*': ['from', 'to'],
  'timeline.utc.*': ['from', 'to'],
  'errorPage.*.title': ['notFound', 'broken'],
  'errorPage.*.text': ['notFound', 'broken'],
}

function keysOf(messages: object, prefix = ''): string[] {
  return Object.entries(messages).flatMap(([name, value]) =>
    typeof value === 'object' ? keysOf(value, `${prefix}${name}.`) : [prefix + name])
}

function usedKeys(): string[] {
  // Everything quoted that follows `t(`, up to its closing bracket's line: also `t(isDark ? 'a' : 'b')`.
  const quoted = SOURCES.flatMap(source => [...source.matchAll(/\bt\(([^\n]*)/g)].flatMap(([, rest = '']) =>
    [...rest.matchAll(/['`]([a-zA-Z_]+(?:\.(?:[a-zA-Z_]+|\$\{[^}]*\}))+)['`]/g)].map(([, key = '']) => key)))
  return quoted.flatMap((key) => {
    if (!key.includes('${')) return [key]
    const pattern = key.replace(/\$\{[^}]*\}/, '*')
    const gaps = GAPS[pattern]
    expect(gaps, `the keys of ${pattern} are listed in GAPS`).toBeDefined()
    return (gaps ?? []).map(gap => pattern.replace('*', gap))
  })
}


describe.each(LOCALES)('%s', (file) => {
  const has = new Set(keysOf(JSON.parse(readFileSync(join(ROOT, 'i18n/locales', file), 'utf8'))))

  it('has every key that is used', () => {
    const used = usedKeys()
    expect(used.length).toBeGreaterThan(60)
    expect(used.filter(key => !has.has(key))).toEqual([])
  })

  it('has no key that is not used', () => {
    const used = new Set(usedKeys())
    expect([...has].filter(key => !used.has(key))).toEqual([])
  })
})
