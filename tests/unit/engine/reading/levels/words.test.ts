import { describe, expect, it } from 'vitest'
import { LEVEL_WORDS, GRADES } from '../../../../../engine/reading/levels/wordLists'
import { isCompanionWord, isResultWord, MARK_COLON, MARK_COLUMN, MARK_ENCLOSED, MARK_NONE, severityOfMarkedWord,
  severityOfWord } from '../../../../../engine/reading/levels/words'
import { severityName } from '../../../../../engine/reading/levels/severity'
import { padded } from '../../padded'

function ofWord(word: string, isEnclosed = false): string | null {
  const { buf, end } = padded(word)
  return severityName(severityOfWord(buf, 0, end, isEnclosed))
}

const LISTED = GRADES.flatMap((grade,
  mark) => Object.entries(LEVEL_WORDS[grade]).flatMap(([severity,
  words]) => words.split(' ').map(word => ({ word, severity, grade, mark }))))

describe('words of levels', () => {
  it.each([
    ['trace', 'trace'], ['TRC', 'trace'], ['VERBOSE', 'trace'], ['Debug', 'debug'], ['DBG', 'debug'],
    ['FINE', 'debug'], ['fine', null], ['Config', null], ['LOG', 'info'], ['log', null],
    ['AVISO', 'warning'], ['aviso', null], ['SCHWERWIEGEND', 'error'], ['INFO', 'info'], ['inf', 'info'],
    ['Information', 'info'], ['informational', 'info'],
    ['NOTICE', 'notice'], ['NOTE', 'notice'], ['note', null], ['WARN', 'warning'], ['Warning', 'warning'],
    ['wrn', 'warning'], ['ERROR', 'error'], ['err', 'error'], ['SEVERE', 'error'],
    ['fail', 'error'], ['Failed', null], ['failure', null], ['CRITICAL', 'critical'], ['crit', 'critical'],
    ['alert', 'critical'], ['FATAL', 'fatal'], ['emerg', 'fatal'], ['panic', 'fatal'],
    ['DEFAULT', null], ['Fault', null], ['MIL', null], ['SYSTEM', null], ['OK', null], ['ALL', null],
    ['ОШИБКА', 'error'], ['ошибка', null], ['INFORMACIÓN', 'info'], ['información', null], ['DEBUG5', 'debug'],
    ['debug5', null], ['INFO-4', 'info'], ['INFO+8', 'info'], ['INFO6', null], ['FINE2', null],
    ['', null], ['I', null], ['in', null], ['infos', null], ['erro', null], ['errors', null], ['warnings', null],
    ['informationally', null], ['[INFO]', null], ['énfo', null], ['123', null], ['ERR!', null],
  ])('%j', (word, severity) => {
    expect(ofWord(word)).toBe(severity)
  })

  it.each([['Note', 'notice'], ['fine', 'debug'], ['fehler', 'error'], ['警告', 'warning'], ['debug1', 'debug'],
    ['default', null], ['war', null]])('%j in brackets', (word, severity) => {
    expect(ofWord(word, true)).toBe(severity)
  })

  it.each(LISTED)('$word is $severity from its grade $grade on, in any case', ({ word, severity, mark }) => {
    for (const text of [word, word.toUpperCase(), word[0].toUpperCase() + word.slice(1)]) {
      const { buf, end } = padded(text)
      for (const around of [MARK_NONE, MARK_COLON, MARK_ENCLOSED, MARK_COLUMN]) {
        const found = severityName(severityOfMarkedWord(buf, 0, end, around))
        if (around >= mark) expect(found).toBe(severity)
        else expect([null, severity]).toContain(found)
      }
    }
  })

  it('lists each word once', () => {
    const words = LISTED.map(({ word }) => word)
    expect(words.filter((word, i) => words.indexOf(word) !== i)).toEqual([])
  })

  it('knows words that report results, and those that go on with what was said', () => {
    const is = (word: string) => {
      const { buf, end } = padded(word)
      return [isResultWord(buf, 0, end), isCompanionWord(buf, 0, end)]
    }
    expect([is('fail'), is('Success'), is('error'), is('STATEMENT'), is('DÉTAIL'), is('word')])
      .toEqual([[true, false], [true, false], [false, false], [false, true], [false, true], [false, false]])
  })
})
