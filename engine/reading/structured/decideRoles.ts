import { columnName, FieldReader } from './fieldReader'
import { FieldFacts, roundedShare } from './fieldFacts'
import type { StructuredForm } from './form'
import { fieldName } from './names'
import { pathOfName } from './path'
import { MOST } from './sample'

/** What a time callback finds in a value: nothing, a date alone, a clock alone, or both. */
export type TimeParts = 0 | 1 | 2 | 3

/** The grammars of other rooms. */
export interface RoleQuestions {
  /** Which parts of a time the whole text from … to is. An LF stands behind it. */
  isTime: (buf: Uint8Array, from: number, to: number) => TimeParts
  /** Whether the values under that name, with how often each comes, are levels of one scale. */
  isLevel: (name: string, values: ReadonlyMap<string, number>) => boolean
}

/** One field as the sample shows it. */
export interface FieldRow {
  path: number
  /** Its keys joined by dots, as in the text. */
  name: string
  depth: number
  /** Share of the records that have it, in thousandths. */
  share: number
  /** Different values, counted up to DISTINCT_MAX. */
  distinct: number
  isNumber: boolean
}

/** Where the records of a sample stand. */
export interface RecordSpans {
  from: readonly number[]
  to: readonly number[]
}

/** The fields of a log and what each may be for, best first: plain JSON. Rooms that know more may reorder. */
export interface FieldTable {
  version: 1
  records: number
  fields: FieldRow[]
  /** Paths of a time; two where date and clock are apart. */
  time: number[][]
  level: number[]
  message: number[]
  source: number[]
}

const PATHS_MAX = 1024 // chosen: more keys than these are values that someone used as keys
const SOURCE_SHARE_MIN = 0.5
const MESSAGE_NAME = /(?:^|[._\W])(?:short_|full_|log_)?(?:msg|message|text|log|event|body|description|name)$/i
const SOURCE_NAMES = [
  'logger', 'service', 'host', 'hostname', 'component', 'module', 'source',
  'category', 'channel', 'unit', 'comm', 'identifier', 'app',
  'process', 'program', 'container', 'facility', 'subsystem',
]
const SOURCE_NAME = new RegExp(`(?:${SOURCE_NAMES.join('|')})$`, 'i')
const LAST_WORDS_MIN = 0.5 // chosen: half of the records have a word there
const NAME_BONUS = 2 // chosen: what a key says counts as much as a text twice as wordy

/**
 * Collects what each field of the records holds and lists what may be time, level, message and source.
 * Records that are not in that form are left out.
 */
export function decideRoles(
  buf: Uint8Array, records: RecordSpans, form: StructuredForm, questions: RoleQuestions,
): FieldTable {
  const reader = new FieldReader()
  const byPath = new Map<number, FieldFacts>()
  let scratch = new Uint8Array(256)
  let read = 0
  for (let record = 0; record < records.from.length; record++) {
    const from = records.from[record], to = records.to[record]
    if (!reader.read(buf, from, to, form)) continue
    read++
    if (scratch.length <= to - from) scratch = new Uint8Array(2 * (to - from))
    for (let row = 0; row < reader.count; row++) {
      const path = reader.path[row]
      let facts = byPath.get(path)
      if (!facts) {
        if (byPath.size === PATHS_MAX) continue
        facts = new FieldFacts(path, fieldName(reader, buf, row, form), reader.depth[row])
        byPath.set(path, facts)
      }
      if (facts.lastRecord === record) continue // the first of several counts
      const end = reader.copyValue(buf, row, scratch, 0)
      scratch[end] = 10
      facts.add(scratch, end, reader.kind[row], record, questions.isTime(scratch, 0, end))
    }
  }
  return tableOf([...byPath.values()], read, form, questions)
}

function tableOf(all: FieldFacts[], records: number, form: StructuredForm, questions: RoleQuestions): FieldTable {
  // the cell behind all others takes what is left of a line, and is its text where no names say otherwise
  const last = form.kind === 'csv' && !form.columns ? pathOfName(columnName(form, (form.columnCount ?? 0) - 1)) : 0
  const time = timesOf(all, records)
  const times = new Set(time.flat())
  const level = all
    .filter(facts => !times.has(facts.path) && facts.values.size > 0 && !facts.isOverflown)
    .filter(facts => questions.isLevel(facts.name, facts.values))
    .sort((a, b) => byShare(a, b, records) || a.depth - b.depth)
    .map(facts => facts.path)
  const rest = all.filter(facts => !times.has(facts.path) && !level.includes(facts.path))
  return {
    version: 1,
    records,
    fields: all.map(facts => rowOf(facts, records)),
    time,
    level,
    message: ranked(rest, facts => messageEvidence(facts, records, facts.path === last)),
    source: ranked(rest, facts => sourceEvidence(facts, records)),
  }
}

function rowOf(facts: FieldFacts, records: number): FieldRow {
  return {
    path: facts.path,
    name: facts.name,
    depth: facts.depth,
    share: Math.round((facts.records * 1000) / Math.max(1, records)),
    distinct: facts.values.size,
    isNumber: facts.numbers >= facts.records * MOST,
  }
}

/** Those in more of the records first. */
function byShare(a: FieldFacts, b: FieldFacts, records: number): number {
  return roundedShare(b.records, records) - roundedShare(a.records, records)
}

function ranked(all: FieldFacts[], evidence: (facts: FieldFacts) => number): number[] {
  return all
    .map(facts => ({ path: facts.path, evidence: evidence(facts) }))
    .filter(row => row.evidence > 0)
    .sort((a, b) => b.evidence - a.evidence)
    .map(row => row.path)
}

/** Fields whose values are times: those in most records and those that change come first, then the outer ones. */
function timesOf(all: FieldFacts[], records: number): number[][] {
  const best = (parts: TimeParts) => all
    .filter(facts => facts.times[parts] >= facts.records * MOST)
    .sort((a, b) => byShare(a, b, records) || Number(b.isChanging) - Number(a.isChanging) || a.depth - b.depth)
  const whole = best(3).map(facts => [facts.path])
  const clocks = best(2)
  const pairs = best(1).flatMap((date, i) => clocks[i] ? [[date.path, clocks[i].path]] : [[date.path]])
  return [...whole, ...pairs, ...clocks.slice(pairs.length).map(facts => [facts.path])]
}

/** Plain words a value has, as a sentence does and a list, an id or the name of a browser does not. */
function messageEvidence(facts: FieldFacts, records: number, isLast: boolean): number {
  if (facts.numbers * 2 > facts.records) return 0
  const words = Math.min(facts.words / facts.records, 8)
  const isNamed = isLast || MESSAGE_NAME.test(facts.name)
  if (words < (isLast ? LAST_WORDS_MIN : 1.5) && (isLast || !isNamed)) return 0
  return (words + 0.5) * (facts.records / records) * (isNamed ? NAME_BONUS : 1)
}

/** Single words that come back, in most records. */
function sourceEvidence(facts: FieldFacts, records: number): number {
  const share = facts.records / records
  if (facts.isOverflown || facts.numbers > 0 || share < SOURCE_SHARE_MIN || facts.blanks > 0) return 0
  if (facts.values.size * 4 > facts.records) return 0
  return share * (SOURCE_NAME.test(facts.name) ? NAME_BONUS : 1) * (facts.values.size > 1 ? 1 : 0.5)
}
