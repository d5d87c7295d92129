import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import type { Plugin } from 'esbuild'
import type { decodeColumns } from '../../engine/summary/columns'
import type * as Engine from '../../engine/index'
import type * as Candidates from '../../engine/deciding/candidates'
import type { readLookup } from '../../engine/summary/model'

const ROOT = join(import.meta.dirname, '../..')

const SESSION_FILES = [
  'profiles', 'partSessions', 'kinds', 'habits', 'openEnds', 'stepOrder', 'deviations', 'knownDeviations',
]
const TEMPLATE_FILES = ['joinPhrases', 'endpoints', 'draftTemplates']
/** Where constants decide that are asked again once a log is learnt: whole folders, and files. */
const DECIDING = [
  'engine/signals', 'engine/deciding/score.ts',
  ...SESSION_FILES.map(name => `engine/sessions/${name}.ts`), ...TEMPLATE_FILES.map(name => `engine/templates/${name}.ts`),
]

/** Constants that say how something is built or written, not where a line is drawn, each with the reason. */
export const NO_LIMITS: Record<string, string> = {
  'severity.LEVELS': 'how many there are',
  'rareContinuation.WITHIN_EVENT': 'stands for no template',
  'profiles.COUNT_MAX': 'what 31 bits hold',
  'kinds.ORDER': 'stands for a step',
  'kinds.SEVERE': 'stands for a step',
  'session.NAMED_MAX': 'how many are named in a sentence',
  'score.HALF_NATS': 'a unit of the score, which changes no order and no decision',
}

/** A number, or a list of them, that the engine's decisions rest on. */
export interface Limit { file: string, name: string, get(): number | number[], set(value: number | number[]): void }

/** The engine with its limits open: they may be set between two calls. */
export type AdjustableEngine = Pick<typeof Engine, 'buildModel' | 'createIntake' | 'decide' | 'learn' | 'markLines' | 'mergeSummaries' | 'OpenModel' | 'scoreChunk' | 'SessionCensus' | 'settledFraming'>
  & Pick<typeof Candidates, 'decodeCandidates'> & { decodeColumns: typeof decodeColumns, readLookup: typeof readLookup, limits: Limit[] }

const NUMERIC = /^(?:export )?const ([A-Z][A-Z0-9_]*) = ((?:[-+*/.() \d_e]|Math\.log)+|\[[-.\d, ]+\])$/gm

/** The source with its numeric constants open, and their names. */
export function opened(source: string, file: string): { text: string, names: string[] } {
  const names: string[] = []
  const text = source.replace(NUMERIC, (line, name: string, value: string) => {
    if (`${file}.${name}` in NO_LIMITS) return line
    names.push(name)
    const exported = line.startsWith('export ') ? 'export ' : ''
    return `${exported}let ${name}: any = ${value}; openLimit({ file: '${file}', name: '${name}', get: () => ${name}, set: (value: any) => { ${name} = value } })`
  })
  return { text: names.length > 0 ? `import { openLimit } from 'lograro:limits'\n${text}` : source, names }
}

/** Files whose constants are opened, relative to the project. */
export function decidingFiles(): string[] {
  return DECIDING.flatMap(path => path.endsWith('.ts') ? [path] : readdirSync(join(ROOT, path)).filter(name => name.endsWith('.ts')).map(name => `${path}/${name}`))
}

const openLimits: Plugin = {
  name: 'open-limits',
  setup(plugin) {
    const files = new Map(decidingFiles().map(path => [join(ROOT, path), path.slice(path.lastIndexOf('/') + 1, -3)]))
    plugin.onResolve({ filter: /^lograro:limits$/ }, ({ path }) => ({ path, namespace: 'limits' }))
    plugin.onLoad({ filter: /.*/, namespace: 'limits' }, () => ({ contents: 'export const limits = []\nexport function openLimit(limit) { limits.push(limit) }' }))
    plugin.onLoad({ filter: /\/engine\/.*\.ts$/ }, ({ path }) => {
      const file = files.get(path)
      return file === undefined ? null : { contents: opened(readFileSync(path, 'utf8'), file).text, loader: 'ts' }
    })
  },
}

/** Bundles the engine with its limits open. @param folder where the bundle goes. */
export async function openEngine(folder: string): Promise<AdjustableEngine> {
  const outfile = join(folder, 'adjustable.mjs')
  const contents = `export * from './engine/index'\nexport { decodeCandidates } from './engine/deciding/candidates'\nexport { decodeColumns } from './engine/summary/columns'\nexport { readLookup } from './engine/summary/model'\nexport { limits } from 'lograro:limits'`
  await build({ stdin: { contents, resolveDir: ROOT, loader: 'ts' }, outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'error', plugins: [openLimits] })
  const engine: AdjustableEngine = await import(pathToFileURL(outfile).href)
  return engine
}

/** What a limit is tried at: half and double; a threshold in nats ln 2 less and more. */
export function triedAt({ name }: Limit, value: number | number[], isMore: boolean): number | number[] {
  const one = (number: number) => {
    if (/_NATS$|^FAR_BELOW$|^MARGIN_MIN$/.test(name)) return number + (isMore ? Math.LN2 : -Math.LN2)
    const other = number * (isMore ? 2 : 0.5)
    return Number.isInteger(number) && number > 0 ? Math.max(1, Math.round(other)) : other
  }
  return typeof value === 'number' ? one(value) : value.map(one)
}
