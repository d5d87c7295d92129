/** Endings of packed files, which say nothing on the order. */
const PACKED = /\.(?:gz|tgz|zst|zstd|bz2|xz|lz4|zip)$/i
/** A number from 1 on (`app.log.3`), as logrotate counts up; or a day and perhaps a time (`app-2025-03-10.log`, `app.log-20250310`). */
const NUMBER = /\.(\d{1,5})(?=$|\.[a-z]+$)/i
const DAY = /[-_.](\d{4})-?(\d{2})-?(\d{2})(?:[-_T.]?(\d{2})-?(\d{2})?-?(\d{2})?)?(?=$|[-_.])/

interface Place { base: string, day: string, number: number }

/**
 * Rotated files from the oldest to the newest: `app.log.2.gz`, `app.log.1`, `app.log`. The file without a number or day is
 * the newest; files of another base come after, in the order in which they were given.
 */
export function rotationOrder(names: readonly string[]): number[] {
  const places = names.map(placeOf)
  const bases = [...new Set(places.map(({ base }) => base))]
  return names.map((_, i) => i).sort((a, b) => {
    const [one, other] = [places[a], places[b]]
    if (!one || !other) return a - b
    return bases.indexOf(one.base) - bases.indexOf(other.base) || (one.day < other.day ? -1 : one.day > other.day ? 1 : 0) || other.number - one.number || a - b
  })
}

function placeOf(name: string): Place {
  let base = name.replace(PACKED, '')
  const day = DAY.exec(base)
  if (day) base = base.replace(day[0], '')
  const number = NUMBER.exec(base)
  if (number) base = base.replace(number[0], '')
  return { base, day: day ? day.slice(1).map(part => part ?? '00').join('') : number ? '' : '~', number: Number(number?.[1] ?? 0) }
}
