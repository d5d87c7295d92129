import { NotText } from '#engine'
import { isDeepStrictEqual } from 'node:util'
import type { NewArg, NewNote } from '#shared/note'
import { unclosed } from '../../../unpack/byteSource'
import { Bomb, Unreadable } from '../../../unpack/errors'
import type { UnpackedFile } from '../../../unpack/unpack'
import { NothingReadable } from '../errors'
import type { JobWriter } from './jobWriter'

/** Files of an archive that are looked at; chosen. */
const MEMBERS_MAX = 1000
/** No honest log has such a line; without this a small packed file could become one of many gigabytes. Chosen. */
const PACKED_LINE_MAX = 256 * 1024 * 1024
/** Members whose fate the note tells; all are in the job's list. */
const NAMED_MAX = 5
const LF = 10
const ARCHIVES = ['zip', 'tar']

/**
 * Gives what was unpacked to the job's writer, file after file. Adds the choice: what is no text in an archive is
 * passed over, what can't be read on is left out, and both are said. @throws NotText if a file by itself is no text. @throws NothingReadable if nothing was taken. @throws Bomb
 */
export async function takeUnpacked(files: AsyncIterable<UnpackedFile>, writer: () => JobWriter): Promise<void> {
  const taken: Taken = { formats: null, read: 0, skipped: [], together: [], isArchive: false, lost: null }
  let lost: NewNote | null = null
  try {
    for await (const file of files) {
      if (taken.read + taken.skipped.length >= MEMBERS_MAX) {
        lost = { code: 'members', args: { count: MEMBERS_MAX } }
        break
      }
      await takeFile(file, writer(), taken)
    }
  }
  catch (error) {
    if (!(error instanceof Unreadable)) throw error
    lost = error.note
  }
  if (taken.read === 0) {
    const files: NewArg = taken.skipped.length > 0 ? listed(taken.skipped) : { code: 'empty_archive', args: {} }
    if (lost) throw new NothingReadable({ code: 'unreadable', args: { reason: lost } })
    throw new NothingReadable({ code: 'no_log', args: { files } })
  }
  tell(taken, lost, writer())
}

interface Taken {
  /** From the outside in, as far as they are the same for all files that were taken. */
  formats: string[] | null
  isArchive: boolean
  read: number
  /** Names with reasons. */
  skipped: NewNote[]
  /** Of files that came by themselves and are one log. */
  together: string[]
  /** Why the last file that was taken ended early. */
  lost: NewNote | null
}

async function takeFile({ member, formats, pieces }: UnpackedFile, writer: JobWriter, taken: Taken): Promise<void> {
  const rest = unclosed(pieces[Symbol.asyncIterator]()) // ours to go on with where a loop stops
  const shown = member === null ? null : shownMember(member)
  taken.isArchive ||= shown !== null
  writer.beginFile(shown)
  const isLeftover = shown !== null && /(?:^|\/)(?:__MACOSX\/|\._|\.DS_Store$)/.test(shown)
  const skipped: NewNote | null = isLeftover
    ? { code: 'leftover', args: {} }
    : await takeText(rest, { isPacked: formats.length > 0, isMember: shown !== null }, writer, taken)
  if (skipped === null) {
    taken.read++
    if (shown !== null && !formats.some(format => ARCHIVES.includes(format))) taken.together.push(shown)
    const before = taken.formats ?? formats
    const same = before.findIndex((format, i) => format !== formats[i])
    taken.formats = same < 0 ? before : before.slice(0, same)
    return
  }
  writer.skipFile(skipped)
  taken.skipped.push({ code: 'file', args: { name: shown ?? '', reason: skipped } })
  await passOver(rest)
}

/** @returns why nothing of the file was taken, null if it was. @throws NotText, NothingReadable if it is no member */
async function takeText(
  pieces: AsyncIterable<Uint8Array>, { isPacked, isMember }: { isPacked: boolean, isMember: boolean }, writer: JobWriter, taken: Taken,
): Promise<NewNote | null> {
  const check = isPacked ? lineCheck() : () => undefined
  let lost: NewNote | null = null
  let isAny = false
  try {
    try {
      for await (const piece of pieces) {
        isAny = true
        check(piece)
        await writer.take(piece)
      }
    }
    catch (error) {
      if (!(error instanceof Unreadable)) throw error
      lost = error.note
    }
    if (lost && !isAny && isMember) return lost
    if (lost && !isAny) throw new NothingReadable({ code: 'unreadable', args: { reason: lost } })
    await writer.endFile(lost)
    taken.lost = lost
    return null
  }
  catch (error) {
    if (error instanceof NotText && isMember) return error.what
    throw error
  }
}

async function passOver(pieces: AsyncIterable<Uint8Array>): Promise<void> {
  try {
    for await (const _ of pieces);
  }
  catch (error) {
    if (!(error instanceof Unreadable)) throw error // nothing is lost of what nobody wanted
  }
}

/** @returns what is told of each piece. It throws Bomb at a line that is too long. */
function lineCheck(): (piece: Uint8Array) => void {
  let lineBytes = 0
  return (piece) => {
    const last = piece.lastIndexOf(LF)
    lineBytes = last < 0 ? lineBytes + piece.length : piece.length - last - 1
    if (lineBytes > PACKED_LINE_MAX) throw new Bomb({ code: 'bomb_line', args: { size: PACKED_LINE_MAX / 2 ** 20 } })
  }
}

function tell(taken: Taken, lost: NewNote | null, writer: JobWriter): void {
  const { formats, isArchive, read, skipped, together } = taken
  const packed = (formats ?? []).toReversed().join(' in ')
  const files: NewNote = read === 1 ? { code: 'one_read', args: {} } : { code: 'some_read', args: { count: read } }
  if (together.length > 0) writer.note({ code: 'together', args: { files: withOthers(listed(together), skipped) } })
  else if (isArchive) writer.note({ code: 'archive', args: { formats: packed, files: withOthers(files, skipped) } })
  else if (packed) writer.note({ code: 'packed', args: { formats: packed } })
  if (!lost || isDeepStrictEqual(lost, taken.lost)) return
  writer.note({ code: 'lost', args: { line: writer.lines(), reason: lost } })
}

function withOthers(files: NewArg, skipped: NewNote[]): NewArg {
  if (skipped.length === 0) return files
  const others = listed(skipped)
  return skipped.length === 1
    ? { code: 'one_not', args: { files, others } }
    : { code: 'some_not', args: { files, count: skipped.length, others } }
}

function listed(names: (string | NewNote)[]): NewArg {
  if (names.length <= NAMED_MAX) return names
  return { code: 'more', args: { names: names.slice(0, NAMED_MAX), count: names.length - NAMED_MAX } }
}

/** A member's name for showing: never used as a path, without control characters. */
function shownMember(name: string): string {
  return Array.from(name.replace(/\p{Cc}/gu, '')).slice(0, 1000).join('') || 'unnamed'
}
