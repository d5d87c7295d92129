import { isUtf8 } from 'node:buffer'
import { createIntake, type Framing, type Intake, type ReadingOptions } from '#engine'
import type { NewNote } from '#shared/note'
import type { JobMember, Received } from '../../ports/jobStore'

export type Cut = ReturnType<Intake['push']>[number]

/** Cuts the files of one job, one after another, into chunks. Adds to the engine's intake what is to be said of them; stores nothing. */
export interface FileCutter {
  /** `member` is the name of a file in a job of several. */
  begin(member: string | null): void
  /** @throws NotText */
  push(piece: Uint8Array): Cut[]
  /** @throws NotText */
  end(): Cut[]
  /** The file is over. @param lost why nothing more of it could be read. */
  close(lost: NewNote | null): void
  /** Instead: nothing of the file is taken. */
  skip(reason: NewNote): void
  /** Is told of each chunk that is stored. */
  stored(place: Cut['place'], data: Uint8Array): void
  note(note: NewNote): void
  /** Notes it if nothing stands in what came. */
  noteBlank(): void
  lines(): number
  facts(): Pick<Received, 'framing' | 'encoding' | 'moreFramings' | 'members' | 'notes'>
}

export interface FileSettings { maxLineBytes: number, chunkSizeBytes: number, reading?: ReadingOptions }

/** Notes kept of a job; a folder of a thousand odd files needs no thousand of them. Chosen. */
const NOTES_MAX = 50
const LF = 10
/** Bytes of lines in which nothing stands, in UTF-8 and UTF-16. */
const BLANKS = new Set([0x00, 0x09, 0x0A, 0x0D, 0x20])

export function openCutter({ maxLineBytes, chunkSizeBytes, reading }: FileSettings, startedAtMs: number): FileCutter {
  const members: JobMember[] = []
  const framings: Framing[] = []
  const notes: NewNote[] = []
  let notesLeftOut = 0
  let intake: Intake | null = null
  let name: string | null = null
  let start = { number: 0, firstLine: 1, byteOffset: 0 }
  let encoding: string | null = null
  let isBlank = true
  let isEmpty = true
  let brokenLine: number | null = null
  let longLine: number | null = null
  let isLineOpen = false

  const take = (note: NewNote) => {
    if (notes.length < NOTES_MAX) notes.push(note)
    else notesLeftOut++
  }

  /** A member is known before its first chunk is, so that its framing is. */
  function current(): JobMember | null {
    return name === null ? null : members.at(-1) ?? null
  }

  function refresh(): void {
    if (!intake) return
    encoding = intake.encoding ?? encoding
    if (!intake.framing) return
    const text = JSON.stringify(intake.framing)
    let index = framings.findIndex(framing => JSON.stringify(framing) === text)
    if (index < 0) index = framings.push(intake.framing) - 1
    const member = current()
    if (member) Object.assign(member, { framing: index, lines: intake.lines })
  }

  const leftOut = (): NewNote[] => notesLeftOut > 0 ? [{ code: 'notes_left_out', args: { count: notesLeftOut } }] : []

  return {
    begin(member) {
      name = member
      const settings = { maxLineBytes, referenceTimeMs: startedAtMs, ...reading ? { options: reading } : {} }
      intake = createIntake(settings, chunkSizeBytes, { start, member })
      if (member !== null) members.push({ name: member, firstLine: start.firstLine, firstChunk: start.number, lines: 0, framing: 0, skipped: null })
    },
    push(piece) {
      isEmpty &&= piece.length === 0
      isBlank &&= piece.every(byte => BLANKS.has(byte))
      const cuts = intake?.push(piece) ?? []
      if (cuts.length > 0) refresh()
      return cuts
    },
    end() {
      const cuts = intake?.end(name !== null) ?? []
      refresh()
      return cuts
    },
    close(lost) {
      for (const note of intake?.notes ?? []) take(note)
      const line = intake?.lines ?? 0
      if (lost && name === null) take({ code: 'lost', args: { line, reason: lost } })
      else if (lost && name !== null) take({ code: 'lost_of_member', args: { line, name, reason: lost } })
      intake = null
    },
    skip(reason) {
      const member = current()
      if (member) member.skipped = reason
      intake = null
    },
    stored(place, data) {
      start = { number: place.number + 1, firstLine: place.firstLine + place.lines, byteOffset: place.byteOffset + place.sizeBytes }
      if (longLine === null && data.length > maxLineBytes) {
        const index = longLineIndex(data, maxLineBytes, isLineOpen)
        longLine = index === null ? null : place.firstLine + index
        if (longLine !== null) take({ code: 'long_line', args: { line: longLine, bytes: maxLineBytes } })
      }
      // Pieces of a line that is too long for a chunk may begin or end inside a character.
      const wholeLines = isLineOpen ? data.subarray(0, 0) : data.subarray(0, data.lastIndexOf(LF) + 1)
      isLineOpen = data.at(-1) !== LF
      if (brokenLine !== null || isUtf8(wholeLines)) return
      brokenLine = place.firstLine + brokenLineIndex(data)
      take({ code: 'broken_bytes', args: { line: brokenLine } })
    },
    note: take,
    noteBlank() {
      if (isBlank) take({ code: isEmpty ? 'empty' : 'blank', args: {} })
    },
    lines: () => start.firstLine - 1,
    facts: () => ({
      ...framings.length > 0 ? { framing: framings[0], moreFramings: framings.slice(1) } : {},
      ...encoding === null ? {} : { encoding },
      ...members.length > 0 ? { members } : {},
      notes: [...notes, ...intake?.notes ?? [], ...leftOut()],
    }),
  }
}

/** Which of the lines that begin in the chunk is the first that is longer, or null. @param goesOn whether it begins with the rest of a line */
function longLineIndex(data: Uint8Array, maxBytes: number, goesOn: boolean): number | null {
  const first = goesOn ? data.indexOf(LF) + 1 : 0
  if (goesOn && first === 0) return null
  for (let from = first; data.length - from > maxBytes;) {
    const lf = data.lastIndexOf(LF, from + maxBytes) // all lines up to there are short enough
    if (lf < from) return data.subarray(first, from).reduce((lines, byte) => byte === LF ? lines + 1 : lines, 0)
    from = lf + 1
  }
  return null
}

function brokenLineIndex(data: Uint8Array): number {
  for (let index = 0, from = 0; ; index++) {
    const lf = data.indexOf(LF, from)
    if (lf < 0 || !isUtf8(data.subarray(from, lf))) return index
    from = lf + 1
  }
}
