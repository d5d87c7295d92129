import { faultOfPattern, type ReadingOptions } from '#engine'
import type { Reading } from '#shared/reading'
import type { Backends } from '../../ports/backends'
import { BadReading } from '../errors'
import { zoneRules } from './zoneRules'

/** What was said of how a log is to be read, as the engine takes it; undefined for nothing. @throws BadReading */
export function readingOptions({ memory }: Pick<Backends, 'memory'>, { time_zone: zone, date_order: dateOrder, first_line: firstLine }: Reading): ReadingOptions | undefined {
  const timeZone = zone === undefined ? undefined : zoneRules(zone, memory.zones)
  if (timeZone === null) throw new BadReading({ code: 'no_zone', args: { name: zone ?? '' } })
  const fault = firstLine === undefined ? null : faultOfPattern(firstLine)
  if (fault !== null) throw new BadReading({ code: 'bad_first_line', args: { why: fault } })
  if (timeZone === undefined && dateOrder === undefined && firstLine === undefined) return undefined
  return { ...timeZone === undefined ? {} : { timeZone }, ...dateOrder === undefined ? {} : { dateOrder }, ...firstLine === undefined ? {} : { firstLine } }
}
