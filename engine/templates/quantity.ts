import { decimalOf } from '../tokens/numbers'
import { showQuantity, unitOf } from '../tokens/showQuantity'
import { NUMBER, SECONDS } from '../tokens/units'
import { MS_A_SECOND } from '../tokens/wordQuantity'

/** What a place's numbers measure: a bit for each dimension that was seen. Numbers without a unit may stand among those with one. */
export function dimensionOf(dimensions: number): number {
  const measured = dimensions & ~(1 << NUMBER)
  return measured !== 0 && (measured & (measured - 1)) === 0 ? 31 - Math.clz32(measured) : NUMBER
}

/** A stored number in the base unit of its dimension. */
function baseValue(stored: number, dimension: number): number {
  return stored / (dimension === SECONDS ? 1000 * MS_A_SECOND : 1000)
}

/** How the stored numbers of a place are told: in the base unit of what they measure, and as a person writes them. */
export function measureOf(dimension: number): { unit: string, value: (stored: number) => number, shown: (stored: number) => string } {
  return { unit: unitOf(dimension), value: stored => baseValue(stored, dimension), shown: stored => showQuantity(baseValue(stored, dimension), dimension) }
}

/** The detail of a signal about a number outside the usual range of its place, from stored numbers. */
export function rangeDetail(stored: { value: number, low: number, median: number, high: number }, dimension: number) {
  const { unit, value, shown } = measureOf(dimension)
  return {
    value: value(stored.value), low: value(stored.low), median: value(stored.median), high: value(stored.high), unit,
    shown: { value: shown(stored.value), low: shown(stored.low), median: shown(stored.median), high: shown(stored.high) },
  }
}

/** The detail of a signal about a level that another one is usual beside, from stored numbers. */
export function levelDetail(stored: { value: number, usual: number }, dimension: number) {
  const { unit, value, shown } = measureOf(dimension)
  return { value: value(stored.value), usual: value(stored.usual), unit, shown: { value: shown(stored.value), usual: shown(stored.usual) } }
}

/** A stored number as a person writes it; without a unit as a plain decimal, so that it can be found in the log. */
export function shownQuantity(stored: number, dimension: number): string {
  return dimension === NUMBER ? decimalOf(stored) : showQuantity(baseValue(stored, dimension), dimension)
}
