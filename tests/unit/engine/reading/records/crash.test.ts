import { describe, expect, it } from 'vitest'
import { crashSeverity } from '../../../../../engine/reading/records/crash'
import { severityName } from '../../../../../engine/reading/levels/severity'
import { padded } from '../../padded'

const severityOf = (line: string) => severityName(crashSeverity(padded(line).buf, 0))

describe('crashSeverity', () => {
  it.each([
    ['Killed', 'fatal'], ['Killed\r', 'fatal'], ['Killed: 9', 'fatal'], ['Aborted (core dumped)', 'fatal'], ['Segmentation fault', 'fatal'],
    ['Segmentation fault (core dumped)', 'fatal'], ['Segmentation fault: 11', 'fatal'], ['Bus error', 'fatal'], ['Terminated', 'error'],
    ['Out of memory.', 'fatal'], ['Traceback (most recent call last):', 'fatal'], ['Exception in thread "main" java.lang.Error', 'fatal'],
    ['Uncaught TypeError: x is not a function', 'fatal'], ['Unhandled exception. System.Exception', 'fatal'],
    ['terminate called after throwing an instance of', 'fatal'], ['*** stack smashing detected ***: terminated', 'fatal'],
    ['thread \'main\' panicked at src/main.rs:2:5:', 'fatal'], ['thread \'a b\' panicked at \'boom\', src/lib.rs', 'fatal'],
  ])('of %j', (line, severity) => {
    expect(severityOf(line)).toBe(severity)
  })

  it.each(['Killed by the keeper', 'Aborted 3 jobs', 'Terminated the session', 'thread \'main\' started', 'thread main panicked', 'killed', 'Kill', '', 'Out of memory pages: none', 'A Traceback'])('is none of %j', (line) => {
    expect(severityOf(line)).toBeNull()
  })
})
