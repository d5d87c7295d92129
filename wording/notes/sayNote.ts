import type { NewNote, Note, NoteArg } from '#shared/note'
import type { ReportLanguage } from '#shared/results'
import { ENGLISH } from './english'
import { SPANISH } from './spanish'

const SENTENCES = { en: ENGLISH, es: SPANISH } satisfies Record<ReportLanguage, unknown>

/** What a note says in a language. Notes among its arguments are said in their places, lists with commas between. */
export function sayNote({ code, args }: Note, language: ReportLanguage): string {
  return SENTENCES[language][code].replace(/\{(\w+)\}/g, (_, name: string) => sayArg(args[name] ?? '', language))
}

/** A note as answers hold it: in English, and by code. */
export function saidNote<N extends Note | NewNote>(note: N): { message: string, note: N } {
  return { message: sayNote(note, 'en'), note }
}

function sayArg(arg: NoteArg, language: ReportLanguage): string {
  if (Array.isArray(arg)) return arg.map(each => sayArg(each, language)).join(', ')
  return typeof arg === 'object' ? sayNote(arg, language) : String(arg)
}
