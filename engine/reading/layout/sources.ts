import { isDigit } from '../../text/scan'
import type { Column, Framing } from './framing'

/** What a column of a header is called that is neither time nor level. */
const ROLES = ['source', 'host', 'program', 'logger', 'thread', 'process', 'message id'] as const
type Role = typeof ROLES[number]
/** Columns that are kept; those beyond are left out. */
export const SOURCES_MAX = 8

const BLANK = 32, COMMA = 44, COLON = 58, OPEN = 91, ROUND = 40, CLOSE = 93, ROUND_END = 41

const isMark = (byte: number) => byte === CLOSE || byte === COLON || byte === COMMA || byte === BLANK

/**
 * Which tokens of a header say who wrote the line: by token before the time and by column behind it, -1 for none; and
 * what each is called.
 */
export interface SourceColumns {
  before: number[]
  behind: number[]
  /** Codes for roleName, all different. */
  roles: number[]
}

/** The name of a role by its code. */
export function roleName(code: number): string {
  const nth = Math.floor(code / ROLES.length)
  return nth === 0 ? ROLES[code] : `${ROLES[code % ROLES.length]} ${nth + 1}`
}

function rolesBehind(columns: readonly Column[]): (Role | null)[] {
  if (columns.at(-1) === 'data') return ['host', 'program', 'process', 'message id', null] // RFC 5424
  const hasLevel = columns.includes('level')
  return columns.map((column, i): Role | null => {
    switch (column) {
      case 'tag': return hasLevel ? 'logger' : 'program'
      case 'bracket': return hasLevel ? 'thread' : 'source'
      case 'word': return !hasLevel && columns[i + 1] === 'tag' ? 'host' : 'source'
      case 'until': return 'source'
      default: return null
    }
  })
}

/** The columns of a header that say who wrote a line: all but time, level and what only separates. */
export function sourceColumns({ timeToken, levelBefore, columns }: Pick<Framing, 'timeToken' | 'levelBefore' | 'columns'>): SourceColumns {
  const roles: number[] = []
  const take = (role: Role | null): number => {
    if (role === null || roles.length === SOURCES_MAX) return -1
    let code: number = ROLES.indexOf(role)
    while (roles.includes(code)) code += ROLES.length
    return roles.push(code) - 1
  }
  const before = Array.from({ length: Math.max(0, timeToken) }, (_, token) => take(token === levelBefore ? null : 'source'))
  return { before, behind: rolesBehind(columns).map(take), roles }
}

/** Where the sources of a line stand. One instance is used for line after line. */
export class Sources {
  readonly from: Int32Array
  /** End of each, -1 where the line has none. */
  readonly to: Int32Array

  constructor(readonly columns: SourceColumns) {
    this.from = new Int32Array(columns.roles.length)
    this.to = new Int32Array(columns.roles.length).fill(-1)
  }

  clear(): void {
    for (let i = 0; i < this.to.length; i++) this.to[i] = -1
  }

  /**
   * Takes the token `[from, to)` as a source, without the brackets around it, the colon behind it, or the process id in
   * brackets (`sshd[12]:` is `sshd`). A number says which one, as ids do, and is none.
   */
  take(source: number, buf: Uint8Array, from: number, to: number): void {
    if (source < 0) return
    const isBracketed = buf[from] === OPEN || buf[from] === ROUND
    const p = isBracketed ? from + 1 : from
    let end = isBracketed ? to : p
    while (end < to && buf[end] !== OPEN) end++
    while (end > p && (isMark(buf[end - 1]) || (isBracketed && buf[end - 1] === ROUND_END))) end--
    let name = p
    while (name < end && isDigit(buf[name])) name++
    if (name === end) return
    this.from[source] = p
    this.to[source] = end
  }

  /** Where the sources stand, for `restore`. */
  copy(): { from: Int32Array, to: Int32Array } {
    return { from: this.from.slice(), to: this.to.slice() }
  }

  restore({ from, to }: { from: Int32Array, to: Int32Array }): void {
    this.from.set(from)
    this.to.set(to)
  }
}
