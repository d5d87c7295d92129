import { isDigit } from '../text/scan'

/** Marks that may part the digits of a number in groups of three. */
export const COMMA_GROUPS = 1, DOT_GROUPS = 2, APOSTROPHE_GROUPS = 4, BLANK_GROUPS = 8

/** How a log writes its numbers. */
export interface DigitStyle {
  /** Whether one comma before digits begins a fraction; a dot before other than three digits does so anyway. */
  decimalComma: boolean
  /** The marks that may group. */
  groups: number
}

/** While nothing else is known: a comma before exactly three digits groups, a dot begins a fraction. */
export const OPEN_STYLE: DigitStyle = {
  decimalComma: false,
  groups: COMMA_GROUPS | DOT_GROUPS | APOSTROPHE_GROUPS | BLANK_GROUPS,
}

/** How often numbers were seen in each form. Counts of parts of a log add up to those of the whole. */
export interface DigitCounts {
  /** `3.14`, `0.125`: a dot before other than three digits, or behind a zero. */
  pointFractions: number
  /** `3,14`, `0,125`; also lists of two. */
  commaFractions: number
  /** `1,234.5` and `1,234,567`. */
  commaGroups: number
  /** `1.234,5` and `1.234.567`. */
  dotGroups: number
  /** `1,234`: either. */
  openCommas: number
  /** `18,990,7`: a list of numbers. */
  lists: number
}

export function noDigitCounts(): DigitCounts {
  return { pointFractions: 0, commaFractions: 0, commaGroups: 0, dotGroups: 0, openCommas: 0, lists: 0 }
}

/** Adds the second to the first; any order gives the same. */
export function addDigitCounts(into: DigitCounts, other: DigitCounts): void {
  into.pointFractions += other.pointFractions
  into.commaFractions += other.commaFractions
  into.commaGroups += other.commaGroups
  into.dotGroups += other.dotGroups
  into.openCommas += other.openCommas
  into.lists += other.lists
}

const COMMA = 44, DOT = 46

/**
 * Counts the form of the digits, dots and commas that begin at `from`, before `to`: a number, a list or an address.
 * @returns where they end. The first byte is a digit.
 */
export function countDigits(counts: DigitCounts, buf: Uint8Array, from: number, to: number): number {
  let commas = 0
  let dots = 0
  let lastMark = 0
  let changes = 0 // of the mark
  let part = from
  let areGroups = true // every part but the last
  let isLastGroup = true
  let areOctets = true
  let p = from
  for (;; p++) {
    const byte = p < to ? buf[p] : 0
    if (isDigit(byte)) continue
    const length = p - part
    areGroups &&= isLastGroup
    isLastGroup = part === from ? length <= 3 && buf[from] !== 48 : length === 3
    areOctets &&= length < 3 || (length === 3 && (buf[part] < 50 || (buf[part] === 50 && buf[part + 1] <= 53)))
    if ((byte !== COMMA && byte !== DOT) || p + 1 >= to || !isDigit(buf[p + 1])) break
    if (byte === COMMA) commas++
    else dots++
    if (lastMark !== 0 && byte !== lastMark) changes++
    lastMark = byte
    part = p + 1
  }
  if (commas > 0 && dots > 0) {
    if (changes !== 1 || !areGroups || (lastMark === DOT ? dots : commas) > 1) counts.lists++
    else if (lastMark === DOT) counts.commaGroups++
    else counts.dotGroups++
  }
  else if (commas > 1) counts[areGroups && isLastGroup ? 'commaGroups' : 'lists']++
  else if (commas === 1) counts[areGroups && isLastGroup ? 'openCommas' : 'commaFractions']++
  else if (dots === 1 && !(areGroups && isLastGroup)) counts.pointFractions++
  else if (dots > 1 && areGroups && isLastGroup && !(dots === 3 && areOctets)) counts.dotGroups++
  return p
}

/**
 * How the log that the counts are of writes its numbers. Numbers with two marks, or one mark twice, settle it; else the
 * more frequent kind of fraction does, and a dot where there is none.
 */
export function decideDigits(counts: DigitCounts): DigitStyle {
  const { pointFractions, commaFractions, commaGroups, dotGroups, openCommas, lists } = counts
  const decimalComma = dotGroups === commaGroups ? commaFractions > pointFractions + lists : dotGroups > commaGroups
  const neverList = decimalComma || lists + commaFractions <= commaGroups + openCommas
  return { decimalComma, groups: neverList ? OPEN_STYLE.groups : OPEN_STYLE.groups & ~COMMA_GROUPS }
}
