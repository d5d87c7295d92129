import type { JobRecord } from '#shared/jobRecord'
import type { KeptRecord } from '../../ports/recordStore'
import type { Instance, JobState } from '../../ports/tableStore'

/** What the two sides say of a job. */
export interface Sides {
  /** Of the tables. */
  instance: Instance | null
  state: JobState | null
  kept: KeptRecord | null
  /** Whether any of the job's chunks or results are there. */
  hasBytes: boolean
  /** Whether its row is known to have been removed. */
  wasRemoved: boolean
}

/**
 * How a job's row and its bytes fit. With a row:
 * - `fits`
 * - `behind`: the bytes are not described as the row is, and it is the row that holds
 * - `spared`: a removal had begun, which did not get as far as the row
 * - `discarded`: the row names what lies in the trash
 * - `ahead`: the description tells that the upload or the job was complete, the row does not: it is older
 * - `missing`: the row tells of a log that is not there
 *
 * Without one:
 * - `resting`: in the trash
 * - `condemned`: its removal had begun
 * - `refused`: its row was removed before the upload was complete
 * - `unnamed`: a complete log whose row there was in these tables once, and is not any more
 * - `leftover`: written while the job was removed, or an upload that these tables never knew and that was not complete
 * - `unknown`: a complete log that came after all that these tables have seen: they are older
 * - `foreign`: a complete log of another instance, or there is none that these tables belong to
 * - `undescribed`: bytes of which nothing is known
 */
export type Fit = FitWithRow | FitWithoutRow
type FitWithRow = 'fits' | 'behind' | 'spared' | 'discarded' | 'ahead' | 'missing'
type FitWithoutRow = 'resting' | 'condemned' | 'refused' | 'unnamed' | 'leftover' | 'unknown' | 'foreign' | 'undescribed'

export function fitOf(sides: Sides): Fit {
  return sides.state ? withRow(sides.state, sides) : withoutRow(sides)
}

function withRow(state: JobState, { kept, hasBytes }: Sides): FitWithRow {
  const record = kept?.record ?? null
  if (record && isAhead(record, state)) return 'ahead'
  if (kept && kept.discardedAtMs !== null) return 'discarded'
  if (!hasBytes) return isToHaveBytes(state) ? 'missing' : 'fits'
  if (kept?.isCondemned) return 'spared'
  return record && record.sequence === state.sequence && record.sealed === state.sealed ? 'fits' : 'behind'
}

/** Commits that are missing in a running job's row are made again; a complete job would be taken for one that is not. */
function isAhead(record: JobRecord, state: JobState): boolean {
  return (record.sealed && !state.sealed) || (record.status === 'completed' && state.status !== 'completed' && record.sequence > state.sequence)
}

function isToHaveBytes({ status, sealed, totalChunks }: JobState): boolean {
  return status === 'completed' || (status === 'processing' && sealed && totalChunks > 0)
}

function withoutRow({ instance, kept, wasRemoved }: Sides): FitWithoutRow {
  if (kept && kept.discardedAtMs !== null) return 'resting'
  if (kept?.isCondemned) return 'condemned'
  const record = kept?.record ?? null
  if (!record) return wasRemoved ? 'leftover' : 'undescribed'
  if (!record.sealed) return wasRemoved ? 'refused' : 'leftover'
  if (!instance || record.instance_id !== instance.id) return 'foreign'
  return record.revision > instance.revision ? 'unknown' : 'unnamed'
}
