import { describe, expect, it } from 'vitest'
import { detectFraming } from '../../../../../engine/reading/layout/detectFraming'
import { HeaderReader } from '../../../../../engine/reading/layout/header'
import { roleName, sourceColumns, SOURCES_MAX } from '../../../../../engine/reading/layout/sources'
import { SETTINGS } from '../../logs'
import { bytesOf, padded } from '../../padded'

/** The sources of a line, in a file made of lines like these, by what they are called. */
function sourcesOf(line: string, ...lines: string[]): Record<string, string> {
  const framing = detectFraming(bytesOf(Array.from({ length: 10 }, () => lines.join('\n')).join('\n')), SETTINGS)
  const header = new HeaderReader(framing)
  header.read(padded(line).buf, 0)
  const { sources } = header
  return Object.fromEntries(sources.columns.roles.flatMap((role, i) => sources.to[i] < 0 ? [] : [[roleName(role), line.slice(sources.from[i], sources.to[i])]]))
}

describe('the header of a line says who wrote it', () => {
  const syslog = ['Mar 10 12:00:00 web1 sshd[12]: it failed', 'Mar 10 12:00:01 web2 cron(pam_unix)[13]: it worked']
  const service = ['2026-03-10 12:00:00 INFO [main] till.Desk: it failed', '2026-03-10 12:00:00 WARN [exec-2] till.Door: it worked']

  it.each([
    ['host and program of syslog', 'Mar 10 12:00:00 web3 sshd[99]: it failed', syslog, { host: 'web3', program: 'sshd' }],
    ['a program with a name in round brackets', 'Mar 10 12:00:00 web3 su(pam_unix)[99]: it failed', syslog, { host: 'web3', program: 'su(pam_unix)' }],
    ['those of RFC 5424', '<34>1 2026-03-10T12:00:00Z web1 app - login it failed', ['<34>1 2026-03-10T12:00:00Z web1 app 12 login it failed'], { 'host': 'web1', 'program': 'app', 'process': '-', 'message id': 'login' }],
    ['thread and logger behind a level', '2026-03-10 12:00:00 INFO [exec-7] till.Box: it failed', service, { thread: 'exec-7', logger: 'till.Box' }],
    ['a name of several words before a separator', '2026-03-10 12:00:00 INFO third till - it failed', ['2026-03-10 12:00:00 INFO till - it failed', '2026-03-10 12:00:00 INFO till two - it worked'], { source: 'third till' }],
    ['what stands before the time', 'web7 2026-03-10 12:00:00 it failed', ['web1 2026-03-10 12:00:00 it failed', 'web2 2026-03-10 12:00:01 it worked'], { source: 'web7' }],
    ['two columns of one kind', '2026-03-10 12:00:00 left right INFO it failed', ['2026-03-10 12:00:00 a b INFO it failed', '2026-03-10 12:00:00 a b WARN it worked'], { 'source': 'left', 'source 2': 'right' }],
  ])('%s', (_, line, lines, sources) => expect(sourcesOf(line, ...lines)).toEqual(sources))

  it('but numbers, which say which one, and a line without that header do not', () => {
    expect(sourcesOf('2026-03-10 12:00:00 INFO [4711] till.Box: it failed', ...service)).toEqual({ logger: 'till.Box' })
    expect(sourcesOf('no header at all', ...service)).toEqual({})
    expect(sourcesOf('web7 is no time of day', 'web1 2026-03-10 12:00:00 it failed', 'web2 2026-03-10 12:00:01 it worked')).toEqual({})
  })

  it('in so many columns', () => {
    const columns = sourceColumns({ timeToken: 5, levelBefore: 1, columns: ['word', 'word', 'level', 'word', 'word', 'word', 'tag'] })
    expect(columns.before).toEqual([0, -1, 1, 2, 3])
    expect(columns.behind).toEqual([4, 5, -1, 6, 7, -1, -1])
    expect(new Set(columns.roles.map(roleName)).size).toBe(SOURCES_MAX)
  })
})
