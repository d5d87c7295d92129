import { ByteReader, ByteWriter } from './bytes'
import type { Place } from './text/chunker'
import type { ChunkLearner } from './templates/learner'
import { keyOf } from './templates/words'
import type { SignatureKeys } from './summary'

/** Sessions of a log that are kept; of more, those whose keys divide by a power of two. Chosen: about 4 MB. */
const SESSIONS_MAX = 65_536
/** Distinct signatures in sessions; with more, sessions say nothing. Chosen. */
const SIGNATURES_MAX = 16_384

/** What is known of the events of one session. */
export interface SessionRecord {
  firstLine: number
  lastLine: number
  /** Number of events by index into the table's signatures. */
  counts: Map<number, number>
}

/** Sessions of a range of chunks. */
export interface SessionTable {
  /** Too many different signatures: given up. */
  isOff: boolean
  /** Only sessions whose key divides by 2^shift are here. */
  shift: number
  signatures: SignatureKeys[]
  sessions: Map<number, SessionRecord>
}

function emptyTable(): SessionTable {
  return { isOff: false, shift: 0, signatures: [], sessions: new Map() }
}

const isKept = (key: number, shift: number) => key % 2 ** shift === 0

/** Layout: off, shift; signatures: group, keys at each level; sessions: key, first line, lines after it, counts. */
function writeTable(out: ByteWriter, table: SessionTable): void {
  out.byte(table.isOff ? 1 : 0)
  if (table.isOff) return
  out.byte(table.shift)
  out.uint(table.signatures.length)
  for (const { group, key0, key1, key2 } of table.signatures) {
    out.byte(group)
    out.float(key0)
    out.float(key1)
    out.float(key2)
  }
  out.uint(table.sessions.size)
  for (const [key, { firstLine, lastLine, counts }] of table.sessions) {
    out.float(key)
    out.uint(firstLine)
    out.uint(lastLine - firstLine)
    out.uint(counts.size)
    for (const [signature, count] of counts) {
      out.uint(signature)
      out.uint(count)
    }
  }
}

/** Adds an encoded table to `table`; `known` finds a signature by its finest key. */
function addTable(table: SessionTable, known: Map<number, number>, bytes: Uint8Array): void {
  const reader = new ByteReader(bytes)
  if (reader.byte() === 1) table.isOff = true
  if (table.isOff) return
  const shift = reader.byte()
  if (shift > table.shift) coarsen(table, shift)
  const indices: number[] = []
  for (let n = reader.uint(); n > 0; n--) {
    const signature = { group: reader.byte(), key0: reader.float(), key1: reader.float(), key2: reader.float() }
    let index = known.get(signature.key0)
    if (index === undefined) {
      index = table.signatures.length
      known.set(signature.key0, index)
      table.signatures.push(signature)
    }
    indices.push(index)
  }
  table.isOff ||= table.signatures.length > SIGNATURES_MAX
  for (let n = reader.uint(); n > 0; n--) {
    const key = reader.float()
    const firstLine = reader.uint()
    const lastLine = firstLine + reader.uint()
    const session = isKept(key, table.shift) ? table.sessions.get(key) ?? { firstLine, lastLine, counts: new Map<number, number>() } : null
    if (session) {
      session.firstLine = Math.min(session.firstLine, firstLine)
      session.lastLine = Math.max(session.lastLine, lastLine)
      table.sessions.set(key, session)
    }
    for (let pairs = reader.uint(); pairs > 0; pairs--) {
      const index = indices[reader.uint()]
      const count = reader.uint()
      if (session) session.counts.set(index, (session.counts.get(index) ?? 0) + count)
    }
    while (table.sessions.size > SESSIONS_MAX) coarsen(table, table.shift + 1)
  }
}

function coarsen(table: SessionTable, shift: number): void {
  table.shift = shift
  for (const key of table.sessions.keys()) if (!isKept(key, shift)) table.sessions.delete(key)
}

/** Reads encoded sessions. */
export function readSessions(bytes: Uint8Array): SessionTable {
  const table = emptyTable()
  addTable(table, new Map(), bytes)
  return table
}

/** Merges encoded sessions: associative and commutative. */
export function mergeSessions(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const table = emptyTable()
  const known = new Map<number, number>()
  for (const part of parts) addTable(table, known, part)
  const out = new ByteWriter(1024)
  writeTable(out, table)
  return out.finish()
}

/** Encodes the sessions that a learner has read of one chunk. */
export function encodeSessions(learner: ChunkLearner, keys: readonly SignatureKeys[], place: Place): Uint8Array<ArrayBuffer> {
  const table = emptyTable()
  const indices = new Map<number, number>()
  const { sessions } = learner
  for (let row = 0; row < sessions.keys.size; row++) {
    const counts = new Map<number, number>()
    for (let pair = sessions.firstPair[row]; pair >= 0; pair = sessions.nextPair[pair]) {
      const signature = sessions.pairs.lane2[pair]
      let index = indices.get(signature)
      if (index === undefined) {
        index = table.signatures.length
        indices.set(signature, index)
        table.signatures.push(keys[signature])
      }
      counts.set(index, sessions.count[pair])
    }
    const key = keyOf(sessions.keys.lane1[row], sessions.keys.lane2[row])
    table.sessions.set(key, { firstLine: place.firstLine + sessions.firstLine[row], lastLine: place.firstLine + sessions.lastLine[row], counts })
  }
  table.isOff = table.signatures.length > SIGNATURES_MAX
  while (table.sessions.size > SESSIONS_MAX) coarsen(table, table.shift + 1)
  const out = new ByteWriter(4096)
  writeTable(out, table)
  return out.finish()
}
