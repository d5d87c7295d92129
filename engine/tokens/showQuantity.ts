import * as units from './units'

/** Digits that are shown of what is not whole. Chosen: more than a place's numbers agree in. */
const DIGITS = 4
/** From here on a number of any dimension is shown with a power of ten. */
const LARGE = 1e21

/** A name, what one of it is in the base unit, and from how many of it on it is used. */
type Step = [name: string, size: number, from: number]
const prefixed = (unit: string, smallest: number, largest = 1e12): Step[] =>
  ([['n', 1e-9], ['µ', 1e-6], ['m', 1e-3], ['', 1], ['k', 1e3], ['M', 1e6], ['G', 1e9], ['T', 1e12]] as const)
    .filter(([, size]) => size >= smallest && size <= largest).map(([prefix, size]): Step => [prefix + unit, size, 1])

const TIMES: Step[] = [
  ['ns', 1e-9, 1], ['µs', 1e-6, 1], ['ms', 1e-3, 1], ['s', 1, 1], ['min', 60, 20], ['h', 3600, 2], ['d', 86_400, 3],
]
const STEPS: ReadonlyMap<number, readonly Step[]> = new Map([
  [units.SECONDS, TIMES], [units.BYTES, prefixed('B', 1)], [units.BITS, prefixed('bit', 1)],
  [units.BYTES_PER_SECOND, prefixed('B/s', 1)],
  [units.BITS_PER_SECOND, prefixed('bit/s', 1)], [units.HERTZ, prefixed('Hz', 1, 1e9)],
  [units.WATTS, prefixed('W', 1e-6, 1e9)], [units.VOLTS, prefixed('V', 1e-6, 1e6)],
  [units.AMPERES, prefixed('A', 1e-6, 1e3)], [units.WATT_HOURS, prefixed('Wh', 1e-3, 1e9)],
  [units.PASCALS, [['Pa', 1, 1], ['hPa', 100, 1], ['kPa', 1000, 1000]]],
  [units.METRES, [['µm', 1e-6, 1], ['mm', 1e-3, 1], ['m', 1, 1], ['km', 1000, 1]]],
  [units.PER_SECOND, [['/s', 1, 1]]], [units.PERCENT, [['%', 1, 1]]],
  [units.CELSIUS, [['°C', 1, 1]]], [units.FAHRENHEIT, [['°F', 1, 1]]], [units.DECIBELS, [['dB', 1, 1]]],
])
const PLAIN: readonly Step[] = [['', 1, 1]]

function stepsOf(dimension: number): readonly Step[] {
  return STEPS.get(dimension) ?? PLAIN
}

/** The name of a dimension's base unit, empty for plain numbers. */
export function unitOf(dimension: number): string {
  return stepsOf(dimension).find(step => step[1] === 1)?.[0] ?? ''
}

/** The unit in which a person writes the value. */
function stepOf(value: number, steps: readonly Step[]): Step {
  const size = Math.abs(value)
  const base = steps.find(step => step[1] === 1) ?? steps[0]
  if (size === 0) return base
  let best = steps[0]
  // what rounds up to one of the next unit is written in that
  for (const step of steps) if (Number((size / step[1]).toPrecision(DIGITS)) >= step[2]) best = step
  return best
}

/** The number with commas between thousands: whole numbers with all digits, others with four or their whole part. */
function shownNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value)
  const size = Math.abs(value)
  if (size >= LARGE || (size > 0 && size < 1e-6)) return String(Number(value.toPrecision(DIGITS)))
  const wholeDigits = String(Math.trunc(size)).length
  const text = Number.isInteger(value) ? String(size) : String(Number(size.toPrecision(Math.max(DIGITS, wholeDigits))))
  const [whole, fraction] = text.split('.')
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ',')
  return `${value < 0 ? '-' : ''}${grouped}${fraction === undefined ? '' : `.${fraction}`}`
}

function shownIn(value: number, [, size]: Step): string {
  const number = value / size
  // a size that is not whole leaves dust behind a whole number
  return shownNumber(size === 1 ? number : Number(number.toPrecision(12)))
}

function withUnit(number: string, [name]: Step): string {
  return name === '' || name.startsWith('/') ? number + name : `${number} ${name}`
}

/**
 * The value as a person writes it: `184.3 s`, `61,204,771`, `1.5 GB`. The same on any machine; exact for whole numbers
 * without a unit.
 */
export function showQuantity(value: number, dimension: number): string {
  const step = stepOf(value, stepsOf(dimension))
  return withUnit(shownIn(value, step), step)
}

/** The range from `low` to `high` ≥ `low`: `6–64 ms`, or `900 µs–48.2 s` where one end is tiny in the other's unit. */
export function showRange(low: number, high: number, dimension: number): string {
  if (low === high) return showQuantity(low, dimension)
  const steps = stepsOf(dimension)
  const step = stepOf(Math.max(Math.abs(low), Math.abs(high)), steps)
  const isLost = low !== 0 && high !== 0 && Math.min(Math.abs(low), Math.abs(high)) < step[1] / 100
  const first = isLost ? showQuantity(low, dimension) : shownIn(low, step)
  const last = isLost ? showQuantity(high, dimension) : withUnit(shownIn(high, step), step)
  if (!isLost && first === shownIn(high, step)) return last
  return low < 0 ? `${first} … ${last}` : `${first}–${last}`
}
