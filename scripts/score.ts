// npm run score -- FILE [--baseline GOOD]… [--without KIND]… [--only-signal KIND]…: what the engine makes of every line, as JSON lines, in constant memory.
import { closeSync, createReadStream, fstatSync, mkdtempSync, openSync, readSync, rmSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream'
import { parseArgs } from 'node:util'
import { createGunzip } from 'node:zlib'
import { GOOD_RUNS_MAX, NotText, OpenModel, SessionCensus, buildModel, createIntake, decide, Learner, markLines, mergeGoodRuns, scoreChunk, settledFraming, usualOf } from '../engine/index'
import type { Framing, Place } from '../engine/index'
import { SignalKind } from '../shared/anomaly'
import { sayError } from '../wording/notes/errors'
import { sayNote } from '../wording/notes/sayNote'
import { summaryTree } from './summaryTree'

const CHUNK_SIZE = 2 ** 20 // as the server's default
const MAX_LINE_BYTES = 2 ** 20 // as the server's default
const LINES_AT_ONCE = 4096 // chosen: about 500 KB of output

class BadInput extends Error {}

// Whoever reads may stop early, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

const folder = mkdtempSync(join(tmpdir(), 'lograro-score-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143]] as const) process.once(signal, () => process.exit(code))

try {
  await scoreFile(readOptions())
}
catch (error) {
  if (!(error instanceof BadInput || error instanceof NotText)) throw error
  process.stderr.write(sayError(error) + '\n')
  process.exitCode = 2
}

interface Options {
  /** A log, or one packed with gzip and named .gz. */
  path: string
  /** Known-good logs to compare it with, taken together. */
  baselines: string[]
  /** The signals that are looked for. */
  kinds: SignalKind[]
}

function readOptions(): Options {
  const usage = 'usage: npm run score -- FILE [--baseline GOOD]... [--without KIND]... [--only-signal KIND]... (a log, or one packed with gzip and named .gz; GOOD is a known-good one to compare it with; several, at most ' + GOOD_RUNS_MAX + ', are taken together; KIND is a signal: ' + SignalKind.options.join(', ') + ')'
  try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { 'baseline': { type: 'string', multiple: true, default: [] }, 'without': { type: 'string', multiple: true, default: [] }, 'only-signal': { type: 'string', multiple: true } } })
    if (positionals.length !== 1) throw new Error(positionals.length === 0 ? 'A FILE is missing.' : `One FILE at a time, not ${positionals.length}.`)
    if (values.baseline.length > GOOD_RUNS_MAX) throw new Error(`${values.baseline.length} known-good logs are more than ${GOOD_RUNS_MAX}.`)
    const known = (names: string[]) => names.map((name) => {
      const kind = SignalKind.options.find(option => option === name)
      if (!kind) throw new Error(`There is no signal "${name}".`)
      return kind
    })
    const without = known(values.without)
    return { path: positionals[0], baselines: values.baseline, kinds: known(values['only-signal'] ?? [...SignalKind.options]).filter(kind => !without.includes(kind)) }
  }
  catch (error) {
    throw new BadInput(`${error instanceof Error ? error.message : String(error)}\n${usage}`)
  }
}

async function scoreFile({ path, baselines, kinds }: Options): Promise<void> {
  const usuals: Uint8Array[] = []
  for (const good of baselines) usuals.push(usualOf((await learnFile(good, null)).summary))
  const usual = usuals.length > 0 ? mergeGoodRuns(usuals) : undefined
  const { places, summary, columns } = await learnSettled(path)
  const model = buildModel(summary, { baseline: usual, kinds })
  const opened = new OpenModel(model)
  const candidates = openSpool('candidates')
  for (let index = 0; index < places.length; index++) candidates.add(scoreChunk(columns.get(index), opened))
  const { decisions } = decide(model, candidatesOf(places, candidates))
  for (const [index, place] of places.entries()) await printChunk(place, columns.get(index), candidates.get(index), decisions)
}

/** Learns a log, and again where all of it decides otherwise than its start how it is to be read. */
async function learnSettled(path: string): Promise<{ places: Place[], summary: Uint8Array, columns: Spool }> {
  const columns = openSpool('columns')
  const learnt = await learnFile(path, columns)
  const settled = learnt.framing && settledFraming(learnt.framing, learnt.summary)
  if (!settled?.isOther) return { ...learnt, columns }
  const again = openSpool('columns again')
  return { ...await learnFile(path, again, settled.framing), columns: again }
}

/**
 * @param columns where the columns go, if they are wanted.
 * @param decided how the file is to be read, if that is known.
 */
async function learnFile(path: string, columns: Spool | null, decided: Framing | null = null): Promise<{ places: Place[], summary: Uint8Array, framing: Framing | null }> {
  const intake = createIntake({ maxLineBytes: MAX_LINE_BYTES, referenceTimeMs: modifiedMs(path) }, CHUNK_SIZE)
  const places: Place[] = []
  const summaries = summaryTree()
  const census = new SessionCensus()
  const learner = new Learner()
  const take = (chunks: { place: Place, data: Uint8Array }[]) => {
    for (const { place, data } of chunks) {
      const framing = decided ?? intake.framing
      if (!framing) throw new Error('the engine gave a chunk before its framing')
      const learnt = learner.learn(data, place, framing, census)
      places.push(place)
      columns?.add(learnt.columns)
      summaries.add(learnt.summary)
    }
  }
  for await (const bytes of readBytes(path)) take(intake.push(bytes))
  take(intake.end())
  for (const note of intake.notes) process.stderr.write(`${sayNote(note, 'en')}\n`)
  return { places, summary: summaries.merged(), framing: intake.framing }
}

function* candidatesOf(places: readonly Place[], candidates: Spool) {
  for (const [index, place] of places.entries()) yield { place, candidates: candidates.get(index) }
}

async function printChunk(place: Place, columns: Uint8Array, candidates: Uint8Array, decisions: Uint8Array): Promise<void> {
  const end = place.firstLine + place.lines
  for (let from = place.firstLine; from < end; from += LINES_AT_ONCE) {
    const to = Math.min(end, from + LINES_AT_ONCE) - 1
    const marks = markLines(columns, candidates, decisions, place, from, to)
    const text = marks.map((mark, index) => JSON.stringify({
      line: from + index, score: mark.score, template: mark.template_id, anomaly: mark.is_anomaly && !mark.is_folded, group: mark.group,
    }) + '\n').join('')
    if (!process.stdout.write(text)) await new Promise(resolve => process.stdout.once('drain', resolve))
  }
}

/** The time that gives a year to lines without one; also finds out early that there is no such file. */
function modifiedMs(path: string): number {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (!stats) throw new BadInput(`There is no file ${path}.`)
  if (!stats.isFile()) throw new BadInput(`${path} is no file.`)
  return Math.floor(stats.mtimeMs)
}

async function* readBytes(path: string): AsyncGenerator<Uint8Array> {
  const file = createReadStream(path, { highWaterMark: CHUNK_SIZE })
  try {
    // Errors of the file reach whoever reads the last stream.
    yield* path.endsWith('.gz') ? pipeline(file, createGunzip(), () => {}) : file
  }
  catch (error) {
    throw new BadInput(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}

interface Spool { add(bytes: Uint8Array): void, get(index: number): Uint8Array }

/** Byte strings on disk, found by the order in which they came. */
function openSpool(name: string): Spool {
  const file = openSync(join(folder, name), 'w+')
  process.on('exit', () => closeSync(file))
  const starts = [0]
  return {
    add(bytes) {
      for (let from = 0; from < bytes.length;) from += writeSync(file, bytes, from)
      starts.push(starts[starts.length - 1] + bytes.length)
    },
    get(index) {
      const bytes = new Uint8Array(starts[index + 1] - starts[index])
      if (readSync(file, bytes, 0, bytes.length, starts[index]) < bytes.length) throw new Error(`${fstatSync(file).size} bytes of ${name} on disk are fewer than were written`)
      return bytes
    },
  }
}
