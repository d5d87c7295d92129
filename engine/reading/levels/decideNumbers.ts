import { SEVERITY_ERROR, SEVERITY_WARNING } from './severity'
import type { KeyHint } from './keys'
import { NUMBER_SCALES, type NumberScale } from './numberScales'

/** Share of lines whose value has to fit a scale. Chosen. */
export const NEARLY_ALL = 0.9
/**
 * Lines that are harmless in a scale that explains the numbers. Chosen: an even spread over 0 … 4 is below it in every
 * scale.
 */
const HARMLESS_MIN = 0.7
/**
 * How far the mean has to be from the middle of the range for one end to be the frequent one, as a share of the range.
 */
const TILT_MIN = 0.1
/** Numbers that no key names: so many distinct ones, and so few errors. Chosen. */
const BARE_DISTINCT_MIN = 3
const BARE_ERRORS_MAX = 0.1
const INFO = 3

type Counts = ReadonlyMap<number, number>

/**
 * The scale that explains the numbers, null where none does or two say different things. Where a key names the scale or
 * all numbers are steps of one scale only, one value is enough.
 * @param counts lines by number. @param lines all lines of the place. @param hint what the key says.
 */
export function decideNumbers(counts: Counts, lines: number, hint: KeyHint): NumberScale | null {
  const fitting = NUMBER_SCALES.filter(scale => fitsOf(counts, scale) >= NEARLY_ALL * lines)
  if (hint === 'none' || hint === 'weak') return fitting.find(scale => isSureBare(counts, scale)) ?? null
  if (hint !== 'level') return fitting.find(scale => scale.name === hint) ?? null
  const likely = fitting.filter(scale => isLikely(counts, scale))
  if (likely.length === 0) return null
  if (counts.size < 2 && !likely[0].isDistinct) return null
  const rising = likely.filter(scale => scale.isRising)
  const falling = likely.filter(scale => !scale.isRising)
  if (rising.length === 0 || falling.length === 0) return nearest(counts, likely)
  const tilt = tiltOf(counts, likely)
  if (Math.abs(tilt) < TILT_MIN) return null
  return nearest(counts, tilt < 0 ? rising : falling)
}

function fitsOf(counts: Counts, scale: NumberScale): number {
  let fits = 0
  for (const [value, count] of counts) if (scale.severities[value] !== undefined) fits += count
  return fits
}

/** The most frequent number of the scale, the least of several. */
function modeOf(counts: Counts, scale: NumberScale): number {
  let mode = -1
  for (const [value, count] of counts) {
    if (scale.severities[value] === undefined) continue
    const most = mode < 0 ? 0 : counts.get(mode) ?? 0
    if (count > most || (count === most && value < mode)) mode = value
  }
  return mode
}

function shareOf(counts: Counts, scale: NumberScale, isMeant: (severity: number) => boolean): number {
  let all = 0
  let meant = 0
  for (const [value, count] of counts) {
    const severity = scale.severities[value]
    if (severity === undefined) continue
    all += count
    if (isMeant(severity)) meant += count
  }
  return all === 0 ? 0 : meant / all
}

/** Whether most lines are harmless by the scale, as those of a log are that anybody reads. */
function isLikely(counts: Counts, scale: NumberScale): boolean {
  const mode = modeOf(counts, scale)
  if (scale.name === 'otel' && mode < 9) return false // otherwise a scale of small numbers is meant
  return shareOf(counts, scale, severity => severity > 0 && severity < SEVERITY_WARNING) >= HARMLESS_MIN
    && scale.severities[mode] > 0 && scale.severities[mode] < SEVERITY_WARNING
}

/**
 * Whether numbers that no key names can hardly be anything but levels: log4j's thousands, or syslog's digits where 6 is
 * usual and few are errors. Numbers that count something rise from 0 or 1.
 */
function isSureBare(counts: Counts, scale: NumberScale): boolean {
  if (counts.size < 2 || !isLikely(counts, scale)) return false
  if (scale.name === 'log4j') return true
  return scale.name === 'syslog' && modeOf(counts, scale) === 6 && counts.size >= BARE_DISTINCT_MIN
    && shareOf(counts, scale, severity => severity >= SEVERITY_ERROR) <= BARE_ERRORS_MAX
}

/** Where the mean of the scales' numbers is between the least (-0.5) and the greatest (0.5). */
function tiltOf(counts: Counts, scales: readonly NumberScale[]): number {
  let least = Infinity
  let greatest = -Infinity
  let sum = 0
  let lines = 0
  for (const [value, count] of counts) {
    if (!scales.some(scale => scale.severities[value] !== undefined)) continue
    least = Math.min(least, value)
    greatest = Math.max(greatest, value)
    sum += value * count
    lines += count
  }
  return greatest === least ? 0 : (sum / lines - least) / (greatest - least) - 0.5
}

/** The scale in which the most frequent number is nearest to "info", the first of several. */
function nearest(counts: Counts, scales: readonly NumberScale[]): NumberScale {
  const distance = (scale: NumberScale) => Math.abs(scale.severities[modeOf(counts, scale)] - INFO)
  return scales.reduce((a, b) => distance(b) < distance(a) ? b : a)
}
