import { getTableColumns } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { processingJobs } from '../../../../../drizzle/schema'
import { toJob, toRow } from '../../../../../server/adapters/relational/jobRow'
import { someJob } from '../../../../contract/given'
import type { Note } from '../../../../../shared/note'

type Row = Parameters<typeof toJob>[0]

/** A row as it comes from the database. */
function rowOf(changes: Partial<Row>): Row {
  const row: object = Object.fromEntries(Object.keys(getTableColumns(processingJobs)).map(name => [name, null]))
  return { ...row, ...toRow(someJob({})), ...changes } as Row
}

it('takes sentences that earlier versions have stored for notes', () => {
  const sentence = (text: string): Note => ({ code: 'sentence', args: { text } })
  const members = [{ name: 'a', firstLine: 1, firstChunk: 0, lines: 0, framing: 0, skipped: 'left by macOS' }]
  const job = toJob(rowOf({ notes: ['The file is empty.', { code: 'blank', args: {} }], errorMessage: 'The disk is full.', members }))
  expect(job.notes).toEqual([sentence('The file is empty.'), { code: 'blank', args: {} }])
  expect(job.reason).toEqual(sentence('The disk is full.'))
  expect(job.members[0]?.skipped).toEqual(sentence('left by macOS'))
  expect(job).not.toHaveProperty('errorMessage')
})

it('gives back the notes that were stored', () => {
  const notes: Note[] = [{ code: 'lost', args: { line: 3, reason: { code: 'damaged', args: { format: 'gzip' } } } }]
  const reason: Note = { code: 'broken_off', args: {} }
  expect(toJob(rowOf({ notes, reason }))).toMatchObject({ notes, reason })
})
