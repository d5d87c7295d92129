import { writeBgl } from './bgl'
import { writeBig, writeEntropy } from './big'
import type { Incident, LogWriter, PlannedIncident, SampleTruth } from './incidents'
import { Random } from './random'
import { writeShop } from './shop'

export const SAMPLE_KINDS = ['shop', 'big', 'entropy', 'bgl'] as const
/** Logs of services, with incidents to be found. */
export const SERVICE_KINDS = ['shop'] as const satisfies readonly (typeof SAMPLE_KINDS)[number][]
export type SampleKind = (typeof SAMPLE_KINDS)[number]

export interface SampleOptions {
  kind: SampleKind
  /** The log is at most this long, and shorter by less than one event. */
  sizeBytes: number
  /** A whole number from 0 to 2^53 - 1. */
  seed: number
  /** Whether odd lines are strewn in; only 'shop' has any. The other lines are the same either way. */
  incidents: boolean
}

const BLOCK_BYTES = 65536
const WRITERS: Record<SampleKind, (random: Random, oddRandom: Random) => LogWriter> = { shop: writeShop, big: writeBig, entropy: writeEntropy, bgl: writeBgl }

/**
 * A log in ASCII, in blocks of whole lines of about 64 KiB. A pure function of the options.
 * @returns the truth about it, as the generator's return value.
 */
export function* generateSample(options: SampleOptions): Generator<string, SampleTruth, undefined> {
  const writer = WRITERS[options.kind](new Random(options.seed), new Random(options.seed, 2))
  const planned = options.incidents ? plan(writer.incidents, options, new Random(options.seed, 1)) : []
  const happened = new Map<PlannedIncident, Incident>()
  let block = ''
  let bytes = 0
  let lines = 0
  let nextPlanned = 0
  for (;;) {
    const due = nextPlanned < planned.length && planned[nextPlanned].atByte <= bytes ? planned[nextPlanned++].incident : null
    const event = due ? due.write() : writer.next()
    if (bytes + event.length > options.sizeBytes) break
    if (due) note(happened, due, lines + 1)
    bytes += event.length
    lines += countLines(event)
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
function plan(incidents: readonly PlannedIncident[], { sizeBytes }: SampleOptions, random: Random) {
  return incidents
    .flatMap(incident => Array.from({ length: incident.times }, () => ({ incident, atByte: Math.floor(sizeBytes * (0.05 + random.bits() / 4294967296 * 0.9)) })))
    .sort((one, other) => one.atByte - other.atByte)
}

function note(happened: Map<PlannedIncident, Incident>, planned: PlannedIncident, line: number): void {
  const incident = happened.get(planned)
  if (incident) incident.lines.push(line)
  else happened.set(planned, { kind: planned.kind, line, lines: [line], odd: planned.odd })
}

function countLines(event: string): number {
  let lines = 0
  for (let at = event.indexOf('\n'); at !== -1; at = event.indexOf('\n', at + 1)) lines++
  return lines
}
