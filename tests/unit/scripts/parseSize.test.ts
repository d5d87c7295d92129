import { expect, it } from 'vitest'
import { parseSize } from '../../../scripts/parseSize'

it.each([
  ['50MB', 50_000_000], ['1GiB', 1_073_741_824], ['1.5kb', 1500], ['1000', 1000], ['0', 0],
])('reads %s', (text, bytes) => expect(parseSize(text)).toBe(bytes))

it.each(['', 'MB', '-1', '5 MB', '5XB', '1e3'])('refuses "%s"', text => expect(parseSize(text)).toBeNull())
