import { describe, expect, it } from 'vitest'
import { hintOfKey, levelOfKey } from '../../../../../engine/reading/levels/keys'
import { bytesOf } from '../../padded'

const hintOf = (key: string) => hintOfKey(bytesOf(key), 0, bytesOf(key).length)

describe('hintOfKey', () => {
  it.each([
    ['level', 'level'], ['Level', 'level'], ['LEVEL', 'level'], ['lvl', 'level'], ['loglevel', 'level'],
    ['log_level', 'level'], ['log-level', 'level'], ['logLevel', 'level'], ['log.level', 'level'],
    ['@level', 'level'], ['@l', 'level'], ['levelname', 'level'], ['level_name', 'level'], ['severity', 'level'],
    ['severity_text', 'level'], ['SeverityText', 'level'], ['severityText', 'level'],
    ['error_severity', 'level'], ['record.level.name', 'level'], ['event.severity', 'level'],
    ['fields.level', 'level'], ['sev', 'level'],
    ['PRIORITY', 'syslog'], ['syslog_severity_code', 'syslog'], ['log.syslog.severity.code', 'syslog'],
    ['severity_number', 'otel'], ['SeverityNumber', 'otel'], ['severityNumber', 'otel'], ['levelno', 'python'],
    ['s', 'weak'], ['l', 'weak'], ['type', 'weak'], ['messageType', 'weak'], ['priority', 'weak'], ['status', 'weak'],
    ['msg', 'none'], ['message', 'none'], ['levels', 'none'], ['level_of_water', 'none'], ['several', 'none'],
    ['a.s', 'none'], ['', 'none'], ['.', 'none'], ['x'.repeat(200), 'none'], ['constructor', 'none'],
    ['toString', 'none'],
  ])('%j', (key, hint) => {
    expect(hintOf(key)).toBe(hint)
  })

  it('says which keys may hold a level', () => {
    const is = (key: string) => levelOfKey(bytesOf(key), 0, bytesOf(key).length)
    expect([is('level'), is('s'), is('PRIORITY'), is('msg')]).toEqual([true, true, true, false])
  })
})
