import type { Note } from '#shared/note'
import type { Problem } from '#shared/problem'
import { sayNote } from '#wording/notes/sayNote'

/** What the server says, in the person's language; what another server on the way says stays as it is. */
export function useNoteText() {
  const { locale } = useI18n()
  const noteText = (note: Note) => sayNote(note, locale.value)
  const problemText = ({ code, args, detail }: Problem) => code ? noteText({ code, args: args ?? {} }) : detail
  return { noteText, problemText }
}
