import type { Framing } from './framing'
import { header, readHeader } from './header'

/**
 * How the lines of one request, block or process are recognised: by an id in the message (`blk_…`, a UUID, the word or number
 * behind a certain word) or by the process id of a syslog tag.
 */
export interface SessionKey {
  kind: 'prefix' | 'uuid' | 'after' | 'pid'
  /** What stands before the id: the letters of its word (prefix), or the word before it (after). */
  mark: string
}

/** Distinct ids that a key must have in the sample, and the share of lines that ids of several lines and messages must cover. Chosen. */
const IDS_MIN = 8
const COVERED_MIN = 0.25
/** Different sets of messages among the ids of several, at most: where each id goes its own way, nothing is usual. Chosen. */
const SETS_MAX = 0.4
const MARK_MAX_BYTES = 24
const LF = 10, COLON = 58

const isDigit = (byte: number) => byte >= 48 && byte <= 57
const isLetter = (byte: number) => ((byte | 32) >= 97 && (byte | 32) <= 122) || byte === 95
const isHex = (byte: number) => isDigit(byte) || ((byte | 32) >= 97 && (byte | 32) <= 102)
const isIdByte = (byte: number) => isDigit(byte) || isLetter(byte) || byte === 45 || byte === 46 || byte === 64 || byte === 47

function isUuid(buf: Uint8Array, from: number, to: number): boolean {
  if (to - from !== 36) return false
  for (let i = 0; i < 36; i++) {
    const isDash = i === 8 || i === 13 || i === 18 || i === 23
    if (isDash ? buf[from + i] !== 45 : !isHex(buf[from + i])) return false
  }
  return true
}

/** End of the letters (and a dash before a digit) with which the id's word begins; `from` if it begins otherwise. */
function prefixEnd(buf: Uint8Array, from: number, to: number): number {
  let p = from
  while (p < to && isLetter(buf[p])) p++
  if (p < to && buf[p] === 45 && p > from) p++
  return p < to && isDigit(buf[p]) ? p : from
}

/** Start of the word that ends before `from`, with one to three marks between; -1 if there is none of letters only. */
function wordBefore(buf: Uint8Array, from: number, start: number): { from: number, to: number } | null {
  let to = from
  while (to > start && from - to < 3 && !isLetter(buf[to - 1]) && !isDigit(buf[to - 1])) to--
  let p = to
  while (p > start && isLetter(buf[p - 1])) p--
  return p < to && to < from && to - p <= MARK_MAX_BYTES && (p === start || !isIdByte(buf[p - 1])) ? { from: p, to } : null
}

/** Position of the process id's digits before a message that a tag ends (`sshd[123]: `), 0 if there is none; sets pidEnd. */
let pidEnd = 0
function pidBefore(buf: Uint8Array, message: number, start: number): number {
  let p = message
  while (p > start && (buf[p - 1] === 32 || buf[p - 1] === COLON)) p--
  if (buf[p - 1] !== 93) return 0
  pidEnd = --p
  while (p > start && isDigit(buf[p - 1])) p--
  return p < pidEnd && buf[p - 1] === 91 ? p : 0
}

/** Where a session's id stands: scratch that the next call of findSession overwrites. */
export const found = { from: 0, to: 0 }

/** Whether the parameter `[from, to)` of a message that begins at `start` is an id of this key. */
export function isSessionId(buf: Uint8Array, from: number, to: number, start: number, key: SessionKey): boolean {
  switch (key.kind) {
    case 'uuid': return isUuid(buf, from, to)
    case 'prefix': {
      const { mark } = key
      if (to - from < mark.length + 2) return false
      for (let i = 0; i < mark.length; i++) if (buf[from + i] !== mark.charCodeAt(i)) return false
      return isDigit(buf[from + mark.length]) || buf[from + mark.length] === 45
    }
    case 'after': {
      const word = wordBefore(buf, from, start)
      if (!word || word.to - word.from !== key.mark.length) return false
      for (let i = 0; i < key.mark.length; i++) if (buf[word.from + i] !== key.mark.charCodeAt(i)) return false
      return true
    }
    case 'pid': return false
  }
}

/** Finds the process id of the line whose message begins at `message`. */
export function findPid(buf: Uint8Array, message: number, start: number): boolean {
  found.from = pidBefore(buf, message, start)
  found.to = pidEnd
  return found.from > 0
}

interface Family {
  key: SessionKey
  ids: Map<string, { lines: number, messages: Set<string> }>
}

function textAt(buf: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...buf.subarray(from, Math.min(to, from + 64)))
}

/** What a message says without its words with digits: rough, but enough to tell two messages apart. */
function roughMessage(buf: Uint8Array, from: number): string {
  let end = from
  while (buf[end] !== LF && end < from + 200) end++
  return textAt(buf, from, end).replaceAll(/\S*\d\S*/g, '#')
}

/**
 * Finds the key by which the sample's lines are best joined to sessions: many ids, each in several lines with different messages.
 * @param starts where lines begin; the buffer is padded as readHeader wants it.
 */
export function detectSessionKey(buf: Uint8Array, starts: readonly number[], framing: Framing): SessionKey | null {
  const families = new Map<string, Family>()
  const note = (key: SessionKey, id: string, message: string) => {
    const name = `${key.kind} ${key.mark}`
    const family = families.get(name) ?? { key, ids: new Map() }
    families.set(name, family)
    const known = family.ids.get(id) ?? { lines: 0, messages: new Set<string>() }
    known.lines++
    known.messages.add(message)
    family.ids.set(id, known)
  }
  for (const start of starts) {
    const message = readHeader(buf, start, framing)
    if (!header.found) continue
    const rough = roughMessage(buf, message)
    if (findPid(buf, message, start)) note({ kind: 'pid', mark: '' }, textAt(buf, found.from, found.to), rough)
    const seen = new Set<string>()
    for (let p = message; buf[p] !== LF;) {
      if (!isIdByte(buf[p])) {
        p++
        continue
      }
      const from = p
      let digits = 0
      while (isIdByte(buf[p])) if (isDigit(buf[p++])) digits++
      if (digits < 2) continue
      for (const key of keysOf(buf, from, p, message)) {
        const name = `${key.kind} ${key.mark}`
        if (seen.has(name)) continue // the first one in a line counts
        seen.add(name)
        note(key, textAt(buf, from, p), rough)
      }
    }
  }
  return bestKey([...families.values()], starts.length)
}

function keysOf(buf: Uint8Array, from: number, to: number, start: number): SessionKey[] {
  if (isUuid(buf, from, to)) return [{ kind: 'uuid', mark: '' }]
  const letters = prefixEnd(buf, from, to)
  if (letters - from >= 2 && letters - from <= MARK_MAX_BYTES) return [{ kind: 'prefix', mark: textAt(buf, from, letters).replace(/-$/, '') }]
  const word = wordBefore(buf, from, start)
  return word ? [{ kind: 'after', mark: textAt(buf, word.from, word.to) }] : []
}

function bestKey(families: Family[], lines: number): SessionKey | null {
  let best: { key: SessionKey, covered: number } | null = null
  for (const { key, ids } of families) {
    const several = [...ids.values()].filter(id => id.messages.size > 1)
    const covered = several.reduce((sum, id) => sum + id.lines, 0)
    const sets = new Set(several.map(id => [...id.messages].sort().join('\n')))
    const most = Math.max(...Array.from(ids.values(), id => id.lines))
    if (ids.size < IDS_MIN || most > lines / 4 || covered < lines * COVERED_MIN || sets.size > several.length * SETS_MAX) continue
    const isBetter = !best || covered > best.covered || (covered === best.covered && `${key.kind} ${key.mark}` < `${best.key.kind} ${best.key.mark}`)
    if (isBetter) best = { key, covered }
  }
  return best?.key ?? null
}
