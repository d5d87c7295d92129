import type { Level, Message } from './grammar'

/** The value of a place: a number, the index of a choice or a host, what makes an id, a list; a text where it is an odd one; null: none. */
export type Value = number | string | readonly number[] | null

/** One event, not yet written: what happened, not how it is put. */
export interface GrammarEvent {
  atMs: number
  message: Message
  level: Level
  source: string
  values: readonly Value[]
}
