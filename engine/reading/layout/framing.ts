import type { SessionKey } from '../../sessions/sessionKey'
import type { DigitStyle } from '../../tokens/digits'
import type { LevelScale } from '../levels/scales'
import type { Block } from '../records/block'
import type { Wrapper } from '../records/wrapper'
import type { StructuredReading } from '../structured/reading'
import type { ZoneRules } from '../times/assumedZone'
import type { DateOrder } from '../times/dateOrder'
import type { TimeSettings } from '../times/settings'
import type { TimeMark } from '../times/timeMark'

/** The version of framings that this engine makes; one of another was made by rules that are gone. */
export const FRAMING_VERSION = 10

/** What a person says of how a log is to be read, where it would be decided otherwise. */
export interface ReadingOptions {
  /** Zone of times that have none. */
  timeZone?: ZoneRules
  /** Of dates of numbers. */
  dateOrder?: DateOrder
  /** A regular expression without a fault that is found in each line that begins a record, and in no other. */
  firstLine?: string
}

/** What is fixed for a job when it opens, beside the bytes themselves. */
export interface AnalysisSettings {
  /** A longer line is mined and shown up to here. */
  maxLineBytes: number
  /** Epoch milliseconds; gives the year to times without one. */
  referenceTimeMs: number
  options?: ReadingOptions
}

/**
 * What a header token after the time is; `word` is skipped, `data` (of RFC 5424) too, the next three end the header
 * where they are missing. `until` is all up to what separates, within UNTIL_TOKENS.
 */
export type Column = 'word' | 'data' | 'level' | 'tag' | 'bracket' | 'dash' | 'until'

/** How lines are to be read: plain JSON, made once a job from its first 256 KiB, given to every chunk. */
export interface Framing {
  version: number
  settings: AnalysisSettings
  time: TimeSettings
  /** Tokens before the time; -1 where lines have none. */
  timeToken: number
  /** Whether the times are clocks without a date: they order lines and make grids, but no line shows them. */
  isClock: boolean
  /** What comes before the time where that is in the message, null where it is not. */
  timeMark: TimeMark | null
  /** What follows the time, token by token, as long as it belongs to the header. */
  columns: Column[]
  /** How the place that states the severity does so, null where no place of the header does. */
  level: LevelScale | null
  /** Which token before the time states the severity, -1 for none. */
  levelBefore: number
  /** How records with fields are to be read, null where lines are text. */
  structured: StructuredReading | null
  /** How numbers are written. */
  digits: DigitStyle
  /** Which lines without a header belong to the event before them: none, those that look like it, all. */
  joins: 'none' | 'indented' | 'all'
  /** The pattern of lines that begin records, given by a person; null where that was decided. */
  firstLine: string | null
  /** What is around each line, null where nothing is. */
  wrapper: Wrapper | null
  /** How records begin that go over several lines, null where each is a line and what is joined to it. */
  block: Block | null
  /** Bytes at the start of a line that are no indentation, where lines of their own begin so. */
  indent: number
  /** How lines belong to sessions: by the first key of which a line has an id; none where they do not. */
  sessions: SessionKey[]
}

export function isCurrent({ version }: Pick<Framing, 'version'>): boolean {
  return version === FRAMING_VERSION
}

/**
 * @throws RangeError for a framing that another version of the engine has made: it would read the same lines otherwise.
 */
export function checkFraming(framing: Framing): void {
  if (!isCurrent(framing)) throw new RangeError('not a framing of this engine version')
}
