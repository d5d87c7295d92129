import { isLetter, startsWith } from '../../text/scan'
import { readBuildMark, readGlog, readMnemonic, readReport, readTagged } from './codeForms'
import { readAngled, readBracketed, readKeyed, readOtherEnclosed, readWideEnclosed } from './enclosedForms'
import { NO_LEVEL, sureLevel, type SureLevel } from './sureLevel'
import { mayGoOn, readDiagnostic, readKotlin, readNpm, readPhp, readWord } from './wordForms'

/** Signs that tools print before a message, as UTF-8, and their severity. */
const GLYPHS: readonly { bytes: readonly number[], severity: number }[] = [
  { bytes: [0xE2, 0x9D, 0x8C], severity: 6 }, // ❌
  { bytes: [0xE2, 0x9C, 0x96], severity: 6 }, // ✖
  { bytes: [0xE2, 0x9C, 0x97], severity: 6 }, // ✗
  { bytes: [0xE2, 0x9C, 0x98], severity: 6 }, // ✘
  { bytes: [0xE2, 0x9A, 0xA0], severity: 5 }, // ⚠
  { bytes: [0xE2, 0x84, 0xB9], severity: 3 }, // ℹ
  { bytes: [0xE2, 0x9C, 0x85], severity: 3 }, // ✅
  { bytes: [0xE2, 0x9C, 0x94], severity: 3 }, // ✔
  { bytes: [0xE2, 0x9C, 0x93], severity: 3 }, // ✓
]

/** A sign at p with the variation selector that may follow it and a blank. */
function readGlyph(buf: Uint8Array, p: number): SureLevel {
  for (const { bytes, severity } of GLYPHS) {
    if (buf[p + 1] !== bytes[1] || buf[p + 2] !== bytes[2]) continue
    const end = buf[p + 3] === 0xEF && buf[p + 4] === 0xB8 && buf[p + 5] === 0x8F ? p + 6 : p + 3
    return buf[end] <= 32 ? sureLevel(end, severity) : NO_LEVEL
  }
  return NO_LEVEL
}

/**
 * The level that what stands at p states by its own form, without evidence from other lines; NO_LEVEL if none. A plain
 * word of a sentence is never one, nor is a letter or number without a form that only levels have. Allocates nothing,
 * looks at most at the line. The buffer must hold 64 bytes after the line's end, the first of them LF.
 */
export function readSureLevel(buf: Uint8Array, p: number): SureLevel {
  switch (buf[p]) {
    case 91: return readBracketed(buf, p)
    case 60: return readAngled(buf, p)
    case 40: case 123: case 42: case 34: return readOtherEnclosed(buf, p)
    case 37: return readMnemonic(buf, p)
    case 35: case 58: return readBuildMark(buf, p)
    case 61: return readReport(buf, p)
    case 0xE2: return readGlyph(buf, p)
    default:
  }
  const wide = readWideEnclosed(buf, p)
  if (wide !== NO_LEVEL) return wide
  return isLetter(buf[p]) ? readLettered(buf, p) : buf[p] > 32 ? readSpoken(buf, p) : NO_LEVEL
}

/**
 * Whether at p is a word in small letters and a blank, and what follows makes it no form: most messages and headers
 * begin so.
 */
function isPlainWord(buf: Uint8Array, p: number): boolean {
  let q = p
  while ((buf[q] >= 97 && buf[q] <= 122) || (q > p && isOfName(buf[q]))) q++
  const next = buf[q + 1]
  if (q < p + 2 || buf[q] !== 32 || next < 48 || next === 58) return false // `:` as in `CSC : error`, `***` of make
  const isCapital = next >= 65 && next <= 90 // `gyp ERR!`
  return !isCapital && !mayGoOn(next | 32) && !startsWith(buf, p, 'npm ')
}

/** Digits, dots and dashes, as hosts have them. */
const isOfName = (byte: number) => byte >= 45 && byte <= 57 && byte !== 47

/** What begins with a letter. */
function readLettered(buf: Uint8Array, p: number): SureLevel {
  if (isPlainWord(buf, p)) return NO_LEVEL
  if (!isLetter(buf[p + 1])) {
    const tagged = readTagged(buf, p)
    if (tagged !== NO_LEVEL) return tagged
    const glog = readGlog(buf, p)
    if (glog !== NO_LEVEL) return glog
    const kotlin = readKotlin(buf, p)
    if (kotlin !== NO_LEVEL) return kotlin
  }
  const keyed = readKeyed(buf, p)
  if (keyed !== NO_LEVEL) return keyed
  const npm = readNpm(buf, p)
  if (npm !== NO_LEVEL) return npm
  const php = readPhp(buf, p)
  return php !== NO_LEVEL ? php : readSpoken(buf, p)
}

function readSpoken(buf: Uint8Array, p: number): SureLevel {
  const word = readWord(buf, p)
  return word !== NO_LEVEL ? word : readDiagnostic(buf, p)
}
