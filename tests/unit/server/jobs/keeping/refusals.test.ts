import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { refusalText, sizeText, type Refusal } from '../../../../../server/jobs/keeping/refusals'

const PLACES = {
  tables: { name: 'the database folder /d/pg', setting: 'DATA_DIR' },
  documents: { name: 'the folder /d/jobs', setting: 'DATA_DIR' },
}
const ON_SERVERS = {
  tables: { name: 'the PostgreSQL database db:5432/logs', setting: 'POSTGRES_DSN' },
  documents: { name: 'the MongoDB database docs:27017', setting: 'MONGODB_URI' },
}
const LOGS = '5 logs (3.4 GB)'
const TWO = { jobs: 2, examples: ['a', 'b'] }

/** Every refusal, with what is said in each of them and in docs/troubleshooting.md. */
const SAID: Record<Refusal['why'], { refusal: Refusal, first: string, part: string }> = {
  'tables missing': { refusal: { why: 'tables missing' }, first: 'the database folder /d/pg is not there, or is empty, but there are 5 logs (3.4 GB) in the folder /d/jobs.', part: 'is not there, or is empty, but there are' },
  'tables new': { refusal: { why: 'tables new', ...TWO }, first: 'the database folder /d/pg holds no job, but there are 5 logs (3.4 GB) in the folder /d/jobs.', part: 'holds no job, but there are' },
  'tables damaged': { refusal: { why: 'tables damaged', reason: 'its files are damaged' }, first: 'the database folder /d/pg can\'t be read: its files are damaged.', part: 'can\'t be read' },
  'bytes missing': { refusal: { why: 'bytes missing', ...TWO }, first: 'the database folder /d/pg names 2 jobs (a, b), but there is no log in the folder /d/jobs.', part: 'but there is no log in' },
  'bytes older': { refusal: { why: 'bytes older', jobs: 1, examples: ['a'] }, first: 'the database folder /d/pg names 1 job (a) whose log is not in the folder /d/jobs: the logs are an older copy, or some were taken away.', part: 'whose log is not in' },
  'tables older': { refusal: { why: 'tables older', jobs: 5, examples: ['a', 'b', 'c', 'd', 'e'] }, first: 'the database folder /d/pg is older than what lies in the folder /d/jobs: it does not know that 5 jobs (a, b, c, …) there are complete.', part: 'is older than what lies in' },
  'foreign': { refusal: { why: 'foreign' }, first: 'the database folder /d/pg and the folder /d/jobs belong to two different instances.', part: 'belong to two different instances' },
  'foreign logs': { refusal: { why: 'foreign logs', ...TWO }, first: 'in the folder /d/jobs there are 2 jobs (a, b) of another instance than that of the database folder /d/pg.', part: 'of another instance than that of' },
  'undescribed': { refusal: { why: 'undescribed', ...TWO }, first: 'in the folder /d/jobs there are bytes of 2 jobs (a, b) that the database folder /d/pg does not name and that do not say what they are.', part: 'that do not say what they are' },
}

describe('a refused start', () => {
  const docs = readFileSync('docs/troubleshooting.md', 'utf8')

  it.each(Object.values(SAID))('says what was found and where: $part', ({ refusal, first, part }) => {
    const [found, toDo] = refusalText(refusal, PLACES, LOGS).split('\n')
    expect(found).toBe(first)
    expect(toDo).toContain('`npm run repair`')
    expect(docs).toContain(part)
    for (const { name } of Object.values(ON_SERVERS)) expect(refusalText(refusal, ON_SERVERS, LOGS)).toContain(name)
  })

  it('names the settings that could be wrong', () => {
    expect(refusalText({ why: 'foreign' }, ON_SERVERS, LOGS)).toContain('Set POSTGRES_DSN and MONGODB_URI to what belongs together')
    expect(refusalText({ why: 'foreign' }, PLACES, LOGS)).toContain('Set DATA_DIR to what belongs together')
    expect(refusalText({ why: 'tables damaged', reason: 'r' }, ON_SERVERS, LOGS)).toContain('with POSTGRES_DSN set to an empty database')
  })

  it('tells sizes as people do', () => {
    expect([999, 12_345, 3_400_000, 5e9, 2e12].map(sizeText)).toEqual(['1.0 KB', '12 KB', '3.4 MB', '5.0 GB', '2000 GB'])
  })
})
