import type { Places } from '../../ports/backends'
import type { FoundDocuments } from './survey'

/** Why a start is refused, in words: what was found, where, and what to do. docs/troubleshooting.md has a part for each. */
export type Refusal =
  | { why: 'tables new' | 'bytes missing' | 'foreign logs' | 'tables older' | 'bytes older' | 'undescribed', jobs: number, examples: string[] }
  | { why: 'tables missing' | 'foreign' }
  | { why: 'tables damaged', reason: string }

const REPAIR = '`npm run repair`'
const EXAMPLES = 3

/** @param logs what is known of all logs that are there, complete or not */
export function refusalText(refusal: Refusal, places: Places, logs: string): string {
  const { tables, documents } = places
  switch (refusal.why) {
    case 'tables missing':
      return lines(
        `${tables.name} is not there, or is empty, but there are ${logs} in ${documents.name}.`,
        `The logs are untouched. Put the database back that belongs to them, or set ${documents.setting} to another place for a new instance, or run ${REPAIR}: it makes the database anew from the logs.`,
      )
    case 'tables new':
      return lines(
        `${tables.name} holds no job, but there are ${logs} in ${documents.name}.`,
        `The logs are untouched. Set ${tables.setting} to the database that belongs to them, or put that back from a copy, or run ${REPAIR}: it makes the tables anew from the logs.`,
      )
    case 'tables damaged':
      return lines(
        `${tables.name} can't be read: ${refusal.reason}.`,
        `The logs themselves are there: ${logs} in ${documents.name}; nothing was changed. Put the database back from a copy, or run ${REPAIR}: ${tables.setting === documents.setting ? 'it sets the damaged one aside and makes' : `with ${tables.setting} set to an empty database it makes`} the tables anew from the logs.`,
      )
    case 'bytes missing':
      return lines(
        `${tables.name} names ${count(refusal)}, but there is no log in ${documents.name}.`,
        `Set ${documents.setting} to the place where the logs are, or put them back from a copy. If they are lost, ${REPAIR} notes that in the tables.`,
      )
    case 'bytes older':
      return lines(
        `${tables.name} names ${count(refusal)} whose log is not in ${documents.name}: the logs are an older copy, or some were taken away.`,
        `Put the logs back that belong to the database. If they are lost, ${REPAIR} notes that in the tables.`,
      )
    case 'tables older':
      return lines(
        `${tables.name} is older than what lies in ${documents.name}: it does not know that ${count(refusal)} there ${refusal.jobs === 1 ? 'is' : 'are'} complete.`,
        `The logs are untouched. Put the newer database back, or run ${REPAIR}: it adds to the tables what the logs say of themselves.`,
      )
    case 'foreign':
      return lines(
        `${tables.name} and ${documents.name} belong to two different instances.`,
        `Nothing was changed. Set ${[...new Set([tables.setting, documents.setting])].join(' and ')} to what belongs together; ${REPAIR} says what it could do with the logs.`,
      )
    case 'foreign logs':
      return lines(
        `in ${documents.name} there are ${count(refusal)} of another instance than that of ${tables.name}.`,
        `The logs are untouched. Take them away if they came there by mistake, or run ${REPAIR}: it adds them to the tables.`,
      )
    case 'undescribed':
      return lines(
        `in ${documents.name} there are bytes of ${count(refusal)} that ${tables.name} does not name and that do not say what they are.`,
        `They are untouched. Put the database back that names them, or run ${REPAIR}: it puts them into the trash, where they stay for a week.`,
      )
  }
}

/** What there is, for people: how many logs, and their size where they tell it. */
export function logsText({ kept, withBytes }: FoundDocuments): string {
  const bytes = [...kept.values()].reduce((sum, { record }) => sum + (record?.stored_bytes ?? 0), 0)
  return `${withBytes.size} ${withBytes.size === 1 ? 'log' : 'logs'}${bytes > 0 ? ` (${sizeText(bytes)})` : ''}`
}

export function sizeText(bytes: number): string {
  const [unit, divisor] = bytes >= 1e9 ? ['GB', 1e9] as const : bytes >= 1e6 ? ['MB', 1e6] as const : ['KB', 1e3] as const
  return `${(bytes / divisor).toFixed(bytes / divisor < 10 ? 1 : 0)} ${unit}`
}

function count({ jobs, examples }: { jobs: number, examples: string[] }): string {
  const named = examples.slice(0, EXAMPLES).join(', ')
  return `${jobs} ${jobs === 1 ? 'job' : 'jobs'} (${named}${jobs > EXAMPLES ? ', …' : ''})`
}

function lines(...sentences: string[]): string {
  return sentences.join('\n')
}
