import { writeBgl } from './bgl'
import { writeBig, writeEntropy } from './big'
import type { Incident, LogWriter, PlannedIncident, SampleTruth } from './incidents'
import { Random } from './random'
import { SERVICES } from './services/all'
import { writeShop } from './shop'

/** Logs of services, with incidents to be found. */
export const SERVICE_KINDS = ['shop', 'web', 'database', 'queue', 'batch', 'auth', 'kubernetes', 'mobile', 'syslog', 'json', 'build'] as const
/** Logs for measuring speed, without incidents. */
export const BENCHMARK_KINDS = ['big', 'entropy', 'bgl'] as const
export const SAMPLE_KINDS = [...SERVICE_KINDS, ...BENCHMARK_KINDS] as const
export type SampleKind = (typeof SAMPLE_KINDS)[number]

export interface SampleOptions {
  kind: SampleKind
  /** The log is at most this long, and shorter by less than one event. */
  sizeBytes: number
  /** A whole number from 0 to 2^53 - 1. */
  seed: number
  /** Whether odd lines are strewn in; only the logs of services have any. In 'shop' the other lines are the same either way. */
  incidents: boolean
  /** Whether 'shop' has incidents of every kind too, as the other services do; its usual lines then differ. */
  everyKind?: boolean
}

const BLOCK_BYTES = 65536
const WRITERS: Record<SampleKind, (random: Random, oddRandom: Random, everyKind?: boolean) => LogWriter> = { shop: writeShop, ...SERVICES, big: writeBig, entropy: writeEntropy, bgl: writeBgl }

/**
 * A log in ASCII, in blocks of whole lines of about 64 KiB. A pure function of the options.
 * @returns the truth about it, as the generator's return value.
 */
export function* generateSample(options: SampleOptions): Generator<string, SampleTruth, undefined> {
  const writer = WRITERS[options.kind](new Random(options.seed), new Random(options.seed, 2 + 8 * SAMPLE_KINDS.indexOf(options.kind)), options.everyKind)
  const planned = options.incidents ? plan(writer, options, new Random(options.seed, 1)) : []
  const happened = new Map<PlannedIncident, Incident>()
  let block = ''
  let bytes = 0
  let lines = 0
  let nextPlanned = 0
  for (;;) {
    const due = nextPlanned < planned.length && planned[nextPlanned].atByte <= bytes ? planned[nextPlanned++].incident : null
    const written = due?.write() ?? null
    const event = written ?? writer.next()
    if (bytes + event.length > options.sizeBytes) break
    const incident = written === null ? writer.happening?.() ?? null : due
    const eventLines = countLines(event)
    if (incident) note(happened, incident, lines + 1, eventLines)
    bytes += event.length
    lines += eventLines
    block += event
    if (block.length >= BLOCK_BYTES) {
      yield block
      block = ''
    }
  }
  if (block !== '') yield block
  return { lines, incidents: [...happened.values()].sort((one, other) => one.line - other.line) }
}

/** The truth alone; takes as long as generating the log. */
export function sampleTruth(options: SampleOptions): SampleTruth {
  const blocks = generateSample(options)
  for (;;) {
    const step = blocks.next()
    if (step.done) return step.value
  }
}

/** Random places, none in the first or last twentieth: what comes first in a file is new by nature. */
function plan({ incidents, isSpaced = false }: LogWriter, { sizeBytes }: SampleOptions, random: Random) {
  const share = () => random.bits() / 4294967296
  const all = incidents.flatMap(incident => Array.from({ length: incident.times }, () => incident))
  return (isSpaced ? random.shuffled(all) : all)
    .map((incident, index) => ({ incident, atByte: Math.floor(sizeBytes * (0.05 + (isSpaced ? (index + share() * 0.8) / all.length : share()) * 0.9)) }))
    .sort((one, other) => one.atByte - other.atByte)
}

function note(happened: Map<PlannedIncident, Incident>, planned: PlannedIncident, line: number, count: number): void {
  const incident = happened.get(planned) ?? { kind: planned.kind, line, lines: [], odd: planned.odd }
  happened.set(planned, incident)
  for (let index = 0; index < count; index++) incident.lines.push(line + index)
}

function countLines(event: string): number {
  let lines = 0
  for (let at = event.indexOf('\n'); at !== -1; at = event.indexOf('\n', at + 1)) lines++
  return lines
}
