import { expect, test } from 'vitest'
import { csvCell } from '../../../../server/http/resultRows'

test.each<[string | number | boolean | null, string]>([
  ['plain', 'plain'],
  ['a,b', '"a,b"'],
  ['say "hi"', '"say ""hi"""'],
  ['two\nlines', '"two\nlines"'],
  [null, ''],
  [true, 'true'],
  [-1.5, '-1.5'],
  ['-17', '-17'],
  ['+4.2e-7', '+4.2e-7'],
  ['=1+1', '\'=1+1'],
  ['-1+1', '\'-1+1'],
  ['+cmd|x', '\'+cmd|x'],
  ['@SUM(A1)', '\'@SUM(A1)'],
  ['\tx', '\'\tx'],
  ['\rx', '"\'\rx"'],
  ['=HYPERLINK("http://x","y")', '"\'=HYPERLINK(""http://x"",""y"")"'],
])('the cell of %j is %s', (value, cell) => {
  expect(csvCell(value)).toBe(cell)
})
