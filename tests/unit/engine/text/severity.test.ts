import { describe, expect, it } from 'vitest'
import { SEVERITIES } from '../../../../shared/anomaly'
import { severityName, severityOfLetter, severityOfWord } from '../../../../engine/text/severity'
import { padded } from '../padded'

function ofWord(word: string): string | null {
  const { buf, end } = padded(word)
  return severityName(severityOfWord(buf, 0, end))
}

describe('severityOfWord', () => {
  it.each([
    ['trace', 'trace'], ['TRC', 'trace'], ['VERBOSE', 'trace'], ['Debug', 'debug'], ['DBG', 'debug'], ['FINE', 'debug'], ['fine', null], ['Config', null], ['LOG', 'info'], ['log', null], ['AVISO', 'warning'], ['SCHWERWIEGEND', 'error'], ['INFO', 'info'], ['inf', 'info'], ['Information', 'info'], ['informational', 'info'],
    ['NOTICE', 'notice'], ['NOTE', 'notice'], ['note', null], ['WARN', 'warning'], ['Warning', 'warning'], ['wrn', 'warning'], ['ERROR', 'error'], ['err', 'error'], ['SEVERE', 'error'], ['fail', 'error'], ['Failed', null], ['failure', null], ['all', null],
    ['CRITICAL', 'critical'], ['crit', 'critical'], ['alert', 'critical'], ['FATAL', 'fatal'], ['emerg', 'fatal'], ['emergency', 'fatal'], ['panic', 'fatal'],
    ['', null], ['I', null], ['in', null], ['infos', null], ['erro', null], ['errors', null], ['warnings', null], ['informationally', null], ['[INFO]', null], ['énfo', null], ['123', null],
  ])('%j', (word, severity) => {
    expect(ofWord(word)).toBe(severity)
  })
})

describe('severityOfWord in brackets', () => {
  it('knows the words that mean something else too', () => {
    const { buf, end } = padded('Note')
    expect(severityName(severityOfWord(buf, 0, end, true))).toBe('notice')
  })
})

describe('severityOfLetter', () => {
  it('knows the letters of logcat and glog only', () => {
    const known = Array.from({ length: 256 }, (_, byte) => [String.fromCharCode(byte), severityName(severityOfLetter(byte))] as const).filter(([, name]) => name !== null)
    const lower = { c: 'critical', d: 'debug', e: 'error', f: 'fatal', i: 'info', n: 'notice', t: 'trace', v: 'trace', w: 'warning' }
    const upper = Object.entries(lower).map(([letter, name]) => [letter.toUpperCase(), name])
    expect(Object.fromEntries(known)).toEqual({ ...lower, ...Object.fromEntries(upper) })
  })
})

describe('severityName', () => {
  it('numbers the severities of the contract from 1', () => {
    expect(SEVERITIES.map((_, i) => severityName(i + 1))).toEqual([...SEVERITIES])
    expect(severityName(0)).toBeNull()
  })
})
