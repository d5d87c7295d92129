import { isDigit } from '../../text/scan'
import { blankAt, commaAt, digitsAt, skipBlanks } from './digits'

const TAB = 9, QUOTE = 34

/**
 * The position behind what may stand between a date and its clock: blanks, `T`, `-`, `_`, `,`, `:`, `::`, a tab,
 * `;`, `|`, ` - `, brackets or quotes that close and open again. -1 where none of these stands at q.
 */
export function gapAt(buf: Uint8Array, q: number): number {
  const byte = buf[q]
  if (byte === 32 && isDigit(buf[q + 1])) return q + 1
  switch (byte) {
    case 84: case 116: case 95: case 45: return buf[q + 1] === 32 ? q + 2 : q + 1
    case 58: return buf[q + 1] === 58 || buf[q + 1] === 32 ? q + 2 : q + 1
    case 44: case 59: case 124: case TAB: return skipBlanks(buf, q + 1)
    case 47: return digitsAt(buf, q + 1, 7) === 6 ? q + 1 : -1
    case 93: return reopened(buf, skipBlanks(buf, q + 1), 91)
    case QUOTE: return buf[q + 1] === 44 || buf[q + 1] === 59 || buf[q + 1] === TAB ? reopened(buf, q + 2, QUOTE) : -1
    default:
  }
  const comma = commaAt(buf, q)
  if (comma > 0) return skipBlanks(buf, q + comma)
  if (blankAt(buf, q) === 0) return -1
  const s = skipBlanks(buf, q)
  const isDash = buf[s] === 45 || buf[s] === 124 || buf[s] === 64 || buf[s] === 44
  return isDash && buf[s + 1] === 32 ? skipBlanks(buf, s + 1) : s
}

function reopened(buf: Uint8Array, q: number, open: number): number {
  return buf[q] === open ? q + 1 : -1
}
