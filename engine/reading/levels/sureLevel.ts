/**
 * A level that a spelling states by itself, in one number: where the spelling ends, its severity, and whether it holds
 * nothing else, as `[core:error]` or `main.c:12:5: error:` do. NO_LEVEL where there is none.
 */
export type SureLevel = number

export const NO_LEVEL: SureLevel = -1

/** @param isAll whether what was read is the level alone, so that a message may begin behind it. */
export function sureLevel(end: number, severity: number, isAll = true): SureLevel {
  return end * 32 + (isAll ? 16 : 0) + severity
}

/** The position behind the spelling, what closes it included; blanks behind it are not. */
export function endOfSure(level: SureLevel): number {
  return Math.floor(level / 32)
}

export function severityOfSure(level: SureLevel): number {
  return level & 15
}

/**
 * Whether the spelling holds the level alone; else what stands before it (a file, a thread, a code) is left to be
 * judged.
 */
export function isLevelAlone(level: SureLevel): boolean {
  return (level & 16) !== 0
}

/** The same level where more than it was read. */
export function withOthers(level: SureLevel): SureLevel {
  return isLevelAlone(level) ? level - 16 : level
}
