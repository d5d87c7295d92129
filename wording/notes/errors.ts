import { Note, type NewNote } from '#shared/note'
import { sayNote } from './sayNote'

/** An error that says to a person what is wrong; its message says it in English. */
export class NotedError extends Error {
  constructor(readonly note: NewNote, options?: ErrorOptions) {
    super(sayNote(note, 'en'), options)
  }
}

/** What an error says to a person, of whichever room it is; null for one that says nothing. */
export function noteOf(error: unknown): Note | null {
  return error instanceof Error && 'note' in error ? Note.safeParse(error.note).data ?? null : null
}

/** What an error says in English: its note, or its message. */
export function sayError(error: unknown): string {
  const note = noteOf(error)
  return note ? sayNote(note, 'en') : error instanceof Error ? error.message : String(error)
}
