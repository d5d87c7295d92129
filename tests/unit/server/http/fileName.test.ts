import { expect, test } from 'vitest'
import { shownName } from '../../../../server/http/fileName'

test.each([
  ['app.log', 'app.log'],
  ['../../etc/passwd', 'passwd'],
  ['C:\\logs\\app.log', 'app.log'],
  ['a/b\\c/d.log', 'd.log'],
  ['  .log', '  .log'],
  ['ñandú "día" 日志.log', 'ñandú "día" 日志.log'],
  ['say %22hi%22 100%.log', 'say "hi" 100%.log'],
  ['a\u0000b\u001B[31m\u0085c.log', 'ab[31mc.log'],
  ['<img src=x onerror=alert(1)>.log', '<img src=x onerror=alert(1)>.log'],
  ['dir/', 'unnamed'],
  ['', 'unnamed'],
])('%j is shown as %j', (given, shown) => {
  expect(shownName(given)).toBe(shown)
})

test('300 characters stay, a million do not', () => {
  expect(shownName('日'.repeat(300))).toBe('日'.repeat(300))
  expect(shownName('x'.repeat(1e6)).length).toBe(1000)
})
