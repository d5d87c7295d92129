/** The version of framings that this engine makes; one of another was made by rules that are gone. */
export const FRAMING_VERSION = 10

export function isCurrent({ version }: { version: number }): boolean {
  return version === FRAMING_VERSION
}
