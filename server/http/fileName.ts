/** Code points of a name that are kept; chosen, above what file systems allow. */
const NAME_MAX = 1000

/**
 * A file's name as it was given, for showing: the last part of a path, without control characters. It is never used as a
 * path. Browsers write a quote in it as %22 (WHATWG, multipart form data).
 */
export function shownName(given: string): string {
  const lastPart = given.split(/[/\\]/).at(-1) ?? ''
  const name = Array.from(lastPart.replaceAll('%22', '"').replace(/\p{Cc}/gu, '')).slice(0, NAME_MAX).join('')
  return name || 'unnamed'
}
