import type { TimeReader } from '../times/TimeReader'
import { nextToken, timeStart } from './headerTokens'

const LF = 10
const TIME_TOKENS_MAX = 6
const LEAD_MAX_BYTES = 64 // chosen: longer than any words before a time
const NEARLY_ALL = 0.9
/** Lines that must begin alike for them to begin records. Chosen. */
const LED_MIN = 12
/** Lines that such a record has on average, at most. Chosen: twice what blocks of text have. */
const RECORD_LINES_MAX = 32

/** Whether lines with a time at that token, and nearly no others, begin with the same words: they begin records. */
function isLed(buf: Uint8Array, starts: readonly number[], token: number, times: TimeReader): boolean {
  const leads = new Map<string, { lines: number, timed: number }>()
  for (const start of starts) {
    let p = start
    for (let i = 0; i < token; i++) p = nextToken(buf, p)
    const text = String.fromCharCode(...buf.subarray(start, Math.min(p, start + LEAD_MAX_BYTES)))
    const lead = leads.get(text) ?? { lines: 0, timed: 0 }
    leads.set(text, lead)
    lead.lines++
    if (times.read(buf, timeStart(buf, p)) >= 0) lead.timed++
  }
  const timed = [...leads.values()].reduce((sum, lead) => sum + lead.timed, 0)
  const least = Math.max(LED_MIN, starts.length / RECORD_LINES_MAX)
  return [...leads.values()].some(lead => lead.timed >= least && lead.timed >= Math.max(timed, lead.lines) * NEARLY_ALL)
}

/** The token at which most lines have their first time, -1 where too few do. */
export function findTimeToken(buf: Uint8Array, starts: number[], times: TimeReader): number {
  const votes = new Array<number>(TIME_TOKENS_MAX).fill(0)
  for (const start of starts) {
    for (let token = 0, p = start; token < TIME_TOKENS_MAX && buf[p] !== LF; token++, p = nextToken(buf, p))
      if (times.read(buf, timeStart(buf, p)) >= 0) {
        votes[token]++
        break
      }
  }
  const best = votes.indexOf(Math.max(...votes))
  if (votes[best] < 2 && votes[best] < starts.length) return -1
  return best > 0 && votes[best] < starts.length / 2 && !isLed(buf, starts, best, times) ? -1 : best
}

/** Where that token's time would begin in each line. */
export function timePlaces(buf: Uint8Array, starts: number[], timeToken: number): number[] {
  return starts.map((start) => {
    let p = start
    for (let i = 0; i < timeToken; i++) p = nextToken(buf, p)
    return timeStart(buf, p)
  })
}
