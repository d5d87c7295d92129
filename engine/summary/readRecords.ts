import type { GroupReader } from './summary'
import type { LevelledRecord } from '../templates/members'
import { GROUPS } from '../templates/signature'

/** Key of a signature whose group could not be kept apart at all. */
export function groupKey(group: number): number {
  return -1 - group
}

/** All records of encoded groups, and how coarse each group is. */
export function readRecords(reader: GroupReader): { records: LevelledRecord[], levels: Uint8Array } {
  const levels = new Uint8Array(GROUPS)
  const records: LevelledRecord[] = []
  for (let number = 0; number < GROUPS; number++) {
    const group = reader.open(number)
    if (!group) continue
    levels[number] = group.level
    for (let n = group.records; n > 0; n--) {
      const record = reader.next()
      records.push({ record, level: group.level, key: group.level === 3 ? groupKey(number) : record.key })
    }
    reader.close()
  }
  return { records, levels }
}
