import type { Signal, SignalKind } from '#shared/anomaly'
import type { NewNote } from '#shared/note'
import type { TemplateParameter, TemplateResult } from '#shared/results'
import { ByteReader, ByteWriter } from './bytes'
import { compareLogs, type Compared } from '../comparison/compareLogs'
import { levelGroups } from './mergeSummaries'
import { readRecords } from './readRecords'
import { SIGNALS } from '../signals/all'
import { findRareContinuations, WITHIN_EVENT } from '../signals/rareContinuation'
import { usualSpan } from '../signals/timeGrid'
import { cutEnds } from '../templates/cutEnds'
import { profilesOf } from '../sessions/profiles'
import { readSessions, type SessionTable } from '../sessions/sessionTable'
import { FAR_BELOW, type Candidate, type Evidence } from '../signals/signal'
import { findTrouble } from '../trouble/findTrouble'
import { readRunEnds, type RunEnds } from '../trouble/runEnds'
import { GroupReader, SummaryReader, type SummaryTotals } from './summary'
import { clusterSignatures, type Cluster } from '../templates/clusters'
import type { LevelledRecord } from '../templates/members'
import { eventsOverTime, parametersOf } from '../templates/describe'
import { shownTemplate } from '../templates/tokens'
import { LEVELS } from '../templates/signature'
import { keyOfText } from '../tokens/words'
import { bytesOfText } from './slots'

/** What a job's model says of the whole log. Times in epoch milliseconds. */
export interface ModelFacts {
  lines: number
  events: number
  firstTimeMs: number | null
  lastTimeMs: number | null
  /** Whether most times stand without a zone and were read as UTC. */
  assumedUtc: boolean
  /** Lines of records that are read as was decided. */
  fittingLines: number
  /** Plain sentences about what could not be told apart. */
  notes: NewNote[]
}

interface ModelTemplate {
  key: number
  text: string
  count: number
  firstLine: number
  lastLine: number
  samples: number[]
  isCoarse: boolean
  overTime: number[]
  parameters: TemplateParameter[]
}

/** The readable half of a model. */
export interface ModelText {
  facts: ModelFacts
  templates: ModelTemplate[]
  candidates: { cluster: number, slot: string, events: number, signal: Signal }[]
  comparison: Compared['summary'] | null
}

/**
 * The half that scoring needs, as flat arrays. `keys` is ascending; `templateOfKey` its template. Each template has at most
 * one candidate for each signal that means all its events, in `wholes`, TEMPLATE_SIGNALS apiece, NO_CANDIDATE where there is none.
 * `lines` is ascending; `candidateOfLine` what a line is a candidate for. `strengths` and `margins` in nats by candidate.
 */
export interface ModelLookup {
  levels: Uint8Array
  keys: Float64Array
  templateOfKey: Uint32Array
  templateKeys: Float64Array
  wholes: Uint32Array
  lines: Float64Array
  candidateOfLine: Uint32Array
  /** Windows of time: template (ascending), start and end in epoch milliseconds, candidate. */
  windowTemplates: Uint32Array
  windowFrom: Float64Array
  windowTo: Float64Array
  windowCandidates: Uint32Array
  strengths: Float64Array
  margins: Float64Array
  /** WITHIN: it is about a line within an event, and is said only where the event is not odd itself. BLOCK: it leads its lines alone. */
  reach: Uint8Array
}

export const TEMPLATE_SIGNALS = 4
const WHOLE_PLACES: Partial<Record<SignalKind, number>> = { rare_template: 0, severity: 1, burst: 2, new_template: 3 }
export const NO_CANDIDATE = 0xFFFFFFFF
export const WITHIN = 1, BLOCK = 2
const VERSION = 5
const COARSE_SHARE = 0.5
interface Read {
  totals: SummaryTotals
  levels: Uint8Array
  records: LevelledRecord[]
  /** Lines that go on with an event. */
  continued: LevelledRecord[]
  sessions: SessionTable
  runEnds: RunEnds
}

/** More signatures than a log with patterns has, and so few events of each on average, are none. Chosen. */
const PATTERNLESS_MIN = 16_384
const EVENTS_OF_EACH_MIN = 1.25

/** The records of a log: by their shape only where hardly two of very many lines say the same. */
function readPatterns(groups: Uint8Array, events: number): { levels: Uint8Array, records: LevelledRecord[] } {
  let read = readRecords(GroupReader.of(groups))
  for (let level = 1; level < LEVELS && read.records.length > PATTERNLESS_MIN && events < read.records.length * EVENTS_OF_EACH_MIN; level++)
    read = readRecords(GroupReader.of(levelGroups([groups], level)[0]))
  return read
}

function readSummary(summary: Uint8Array): Read {
  const reader = new SummaryReader(summary)
  return { totals: reader.totals, ...readPatterns(reader.groups, reader.totals.events), continued: readRecords(GroupReader.of(reader.continuations)).records, sessions: readSessions(reader.sessions), runEnds: readRunEnds(reader.runEnds) }
}

/** First and last time of a log without the events that are far off, and how many these are. */
interface LogTimes { firstMs: number, lastMs: number, far: number }

function timesOf({ firstTimeMs, lastTimeMs }: SummaryTotals, clusters: readonly Cluster[]): LogTimes {
  const span = usualSpan(clusters)
  if (!span || span.far === 0) return { firstMs: firstTimeMs, lastMs: lastTimeMs, far: 0 }
  return { firstMs: Math.max(firstTimeMs, span.first * 1000), lastMs: Math.min(lastTimeMs, (span.last + 1) * 1000 - 1), far: span.far }
}

function factsOf({ totals, sessions }: Read, clusters: readonly Cluster[], times: LogTimes): ModelFacts {
  const coarse = clusters.reduce((sum, cluster) => sum + (cluster.isCoarse ? cluster.events : 0), 0)
  const notes: NewNote[] = []
  if (coarse > totals.events * COARSE_SHARE) notes.push({ code: 'no_pattern', args: {} })
  else if (coarse > 0) notes.push({ code: 'some_without_pattern', args: { count: coarse } })
  if (sessions.isOff) notes.push({ code: 'sessions_off', args: {} })
  else if (sessions.shift > 0) notes.push({ code: 'sessions_sampled', args: { every: 2 ** sessions.shift } })
  if (times.far === 1) notes.push({ code: 'one_far_time', args: {} })
  else if (times.far > 1) notes.push({ code: 'far_times', args: { count: times.far } })
  const time = (ms: number) => Number.isNaN(ms) ? null : ms
  return { lines: totals.lines, events: totals.events, firstTimeMs: time(times.firstMs), lastTimeMs: time(times.lastMs), assumedUtc: totals.zonelessTimes > totals.zonedTimes, fittingLines: totals.fittingLines, notes }
}

function templateKey(cluster: Cluster): number {
  return keyOfText(bytesOfText(cluster.tokens.join('')))
}

/**
 * What a candidate adds to an event's strength, in nats: its surprise less what that falls short of standing out. A severity that many
 * have is a prior only, and counts half.
 */
function weightOf({ signal, margin }: Candidate): number {
  return margin === Number.NEGATIVE_INFINITY ? signal.strength / 2 : Math.max(0, signal.strength + Math.min(0, margin))
}

function lookupOf(read: Read, clusters: readonly Cluster[], candidates: readonly Candidate[]): ModelLookup {
  const keyOfRecord = new Map(read.records.map(({ record, key }) => [record, key]))
  const pairs = clusters.flatMap((cluster, template) => cluster.records.map(record => ({ key: keyOfRecord.get(record) ?? 0, template }))).sort((a, b) => a.key - b.key)
  const wholes = new Uint32Array(clusters.length * TEMPLATE_SIGNALS).fill(NO_CANDIDATE)
  const marks: { line: number, candidate: number }[] = []
  const windows = candidates.flatMap(({ cluster, window }, candidate) => window ? [{ cluster, window, candidate }] : []).sort((a, b) => a.cluster - b.cluster || a.candidate - b.candidate)
  candidates.forEach(({ cluster, lines, window, signal }, candidate) => {
    if (window) return
    if (lines) for (const line of lines) marks.push({ line, candidate })
    else wholes[cluster * TEMPLATE_SIGNALS + (WHOLE_PLACES[signal.kind] ?? 0)] = candidate
  })
  marks.sort((a, b) => a.line - b.line || a.candidate - b.candidate)
  return {
    levels: read.levels,
    keys: Float64Array.from(pairs, ({ key }) => key),
    templateOfKey: Uint32Array.from(pairs, ({ template }) => template),
    templateKeys: Float64Array.from(clusters, templateKey),
    wholes,
    lines: Float64Array.from(marks, ({ line }) => line),
    candidateOfLine: Uint32Array.from(marks, ({ candidate }) => candidate),
    windowTemplates: Uint32Array.from(windows, ({ cluster }) => cluster),
    windowFrom: Float64Array.from(windows, ({ window }) => window[0]),
    windowTo: Float64Array.from(windows, ({ window }) => window[1]),
    windowCandidates: Uint32Array.from(windows, ({ candidate }) => candidate),
    strengths: Float64Array.from(candidates, weightOf),
    margins: Float64Array.from(candidates, ({ margin }) => margin),
    reach: Uint8Array.from(candidates, ({ cluster, signal }) => signal.kind === 'trouble' ? BLOCK : cluster === WITHIN_EVENT && signal.kind === 'rare_template' ? WITHIN : 0),
  }
}

const FIELDS = ['levels', 'keys', 'templateOfKey', 'templateKeys', 'wholes', 'lines', 'candidateOfLine', 'windowTemplates', 'windowFrom', 'windowTo', 'windowCandidates', 'strengths', 'margins', 'reach'] as const

function encodeModel(lookup: ModelLookup, text: ModelText): Uint8Array<ArrayBuffer> {
  const out = new ByteWriter()
  out.byte(VERSION)
  const json = new TextEncoder().encode(JSON.stringify(text))
  for (const field of FIELDS) out.uint(lookup[field].length)
  out.uint(json.length)
  for (const field of FIELDS) {
    const array = lookup[field]
    out.bytes(new Uint8Array(array.buffer, array.byteOffset, array.byteLength))
  }
  out.bytes(json)
  return out.finish()
}

/** Reads the flat half. A copy, so that alignment does not matter. */
export function readLookup(model: Uint8Array): ModelLookup {
  const { reader, lengths } = openModel(model)
  const take = (length: number, size: number) => reader.bytes(length * size).slice().buffer
  return {
    levels: new Uint8Array(take(lengths[0], 1)),
    keys: new Float64Array(take(lengths[1], 8)),
    templateOfKey: new Uint32Array(take(lengths[2], 4)),
    templateKeys: new Float64Array(take(lengths[3], 8)),
    wholes: new Uint32Array(take(lengths[4], 4)),
    lines: new Float64Array(take(lengths[5], 8)),
    candidateOfLine: new Uint32Array(take(lengths[6], 4)),
    windowTemplates: new Uint32Array(take(lengths[7], 4)),
    windowFrom: new Float64Array(take(lengths[8], 8)),
    windowTo: new Float64Array(take(lengths[9], 8)),
    windowCandidates: new Uint32Array(take(lengths[10], 4)),
    strengths: new Float64Array(take(lengths[11], 8)),
    margins: new Float64Array(take(lengths[12], 8)),
    reach: new Uint8Array(take(lengths[13], 1)),
  }
}

const SIZES = [1, 8, 4, 8, 4, 8, 4, 4, 8, 8, 4, 8, 8, 1]

function openModel(model: Uint8Array): { reader: ByteReader, lengths: number[] } {
  const reader = new ByteReader(model)
  if (reader.byte() !== VERSION) throw new RangeError('not a model of this engine version')
  const lengths = Array.from({ length: FIELDS.length + 1 }, () => reader.uint())
  return { reader, lengths }
}

/** Reads the readable half. */
export function readText(model: Uint8Array): ModelText {
  const { reader, lengths } = openModel(model)
  FIELDS.forEach((_, i) => reader.bytes(lengths[i] * SIZES[i]))
  // a shared buffer can't be decoded in place
  const text: ModelText = JSON.parse(new TextDecoder().decode(reader.bytes(lengths[FIELDS.length]).slice()))
  return text
}

/** What the signals look at: templates, the most frequent first, and sessions, with those of a known-good log. */
function gather(read: Read, found: readonly Cluster[], usual?: Compared['usual']): Evidence {
  const clusters = [...found].sort((a, b) => b.linesCovered - a.linesCovered || a.lines[0] - b.lines[0] || templateKey(a) - templateKey(b))
  return { clusters, events: read.totals.events, ...profilesOf(read, clusters, usual) }
}

/** What the signals look at in a log, from its merged summary: to measure each by itself. */
export function evidenceOf(summary: Uint8Array): Evidence {
  const read = readSummary(summary)
  return gather(read, clusterSignatures(read.records))
}

/** What a model is made with, beside the log. */
export interface ModelOptions {
  /** Merged summary of a known-good log: templates are then those of both, what differs from it is odd, and what is usual in it is not. */
  baseline?: Uint8Array
  /** The signals that are looked for, all of them by default; fewer to measure what each is worth. */
  kinds?: readonly SignalKind[]
}

/**
 * Builds the model of a log from its merged summary: templates, and what is odd about which of their events. Depends on the set of
 * signatures and counts only, not on the order in which they were merged.
 */
export function buildModel(summary: Uint8Array, { baseline, kinds }: ModelOptions = {}): Uint8Array<ArrayBuffer> {
  const alone = readSummary(summary)
  const compared = baseline ? compareLogs(summary, baseline) : null
  const read = compared ? { ...alone, records: compared.records, levels: compared.levels } : alone
  const evidence = compared ? gather(read, compared.clusters, compared.usual) : gather(read, clusterSignatures(read.records))
  const { clusters } = evidence
  // of lines within events, a known-good log tells better which are new
  const within = compared ? [] : findRareContinuations(clusterSignatures(read.continued))
  const trouble = compared ? [] : findTrouble({ lines: alone.totals.lines, events: alone.records, continued: alone.continued, runEnds: alone.runEnds })
  const found = [...SIGNALS.flatMap(find => find(evidence)), ...within, ...trouble]
  const quiet = new Set([...clusters.filter(({ isDescription }) => isDescription), ...cutEnds(clusters, read.totals.openLine)])
  const candidates = (compared ? compared.candidates(clusters, found) : found)
    .filter(({ cluster, margin, lines, signal }) => (cluster < 0 || !quiet.has(clusters[cluster])) && (lines === null || margin > FAR_BELOW) && (!kinds || kinds.includes(signal.kind)))
  const times = timesOf(read.totals, clusters)
  const facts = factsOf(read, clusters, times)
  const text: ModelText = {
    facts: compared ? { ...facts, notes: [...facts.notes, ...compared.notes] } : facts,
    templates: clusters.map(cluster => ({ key: templateKey(cluster), text: shownTemplate(cluster.tokens), count: cluster.linesCovered, firstLine: cluster.lines[0], lastLine: cluster.lastLine, samples: cluster.lines, isCoarse: cluster.isCoarse, overTime: eventsOverTime(cluster.times, times.firstMs, times.lastMs), parameters: parametersOf(cluster) })),
    candidates: candidates.map(({ cluster, slot, events, signal }) => ({ cluster, slot, events, signal })),
    comparison: compared?.summary ?? null,
  }
  return encodeModel(lookupOf(read, clusters, candidates), text)
}

/** How the log compares with its known-good log, null if it was given none. */
export function modelComparison(model: Uint8Array): Compared['summary'] | null {
  return readText(model).comparison
}

export function modelFacts(model: Uint8Array): ModelFacts {
  return readText(model).facts
}

/** A template's id as it is told: stable between jobs. */
export function templateId(key: number): string {
  return key.toString(16).padStart(14, '0')
}

/** All templates, the most frequent first. */
export function modelTemplates(model: Uint8Array): TemplateResult[] {
  return readText(model).templates.map(({ key, text, count, firstLine, lastLine, samples, isCoarse, overTime, parameters }) => ({
    template_id: templateId(key), template: text, count, first_line: firstLine, last_line: lastLine, samples, is_stable: !isCoarse, over_time: overTime, parameters,
  }))
}

