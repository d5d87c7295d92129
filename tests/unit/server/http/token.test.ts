import { describe, expect, test } from 'vitest'
import { accessCookie, accessPage, hasAccess, pathAfter } from '../../../../server/http/token'

const TOKEN = 'a-token-of-sixteen'
const cookie = accessCookie(TOKEN, false).split(';')[0]

describe('who has access', () => {
  test.each([
    ['the token', { authorization: `Bearer ${TOKEN}` }, true],
    ['the scheme in other letters', { authorization: `bearer ${TOKEN}` }, true],
    ['another token', { authorization: 'Bearer another-of-sixteen' }, false],
    ['a longer token', { authorization: `Bearer ${TOKEN}x` }, false],
    ['another scheme', { authorization: `Basic ${TOKEN}` }, false],
    ['nothing', {}, false],
    ['the cookie', { cookie: `theme=dark; ${cookie}; x=y` }, true],
    ['the token as a cookie', { cookie: `lograro_access=${TOKEN}` }, false],
    ['the cookie of another token', { cookie: accessCookie('another-of-sixteen', false).split(';')[0] }, false],
  ])('%s', (_, headers, may) => {
    expect(hasAccess(headers, TOKEN)).toBe(may)
  })
})

test('the cookie is for this site only, out of reach of scripts, and does not tell the token', () => {
  expect(accessCookie(TOKEN, false)).toMatch(/; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Strict$/)
  expect(accessCookie(TOKEN, true)).toMatch(/; Secure$/)
  expect(accessCookie(TOKEN, true)).not.toContain(TOKEN)
})

test.each([['/jobs/1?x=2', '/jobs/1?x=2'], ['//evil.example', '/'], ['/\\evil.example', '/'], ['https://evil.example', '/'], ['/a"><script>', '/'], [null, '/']])(
  'after %s it goes on at %s', (asked, path) => {
    expect(pathAfter(asked)).toBe(path)
    expect(accessPage(pathAfter(asked), true)).not.toContain('evil')
  })
