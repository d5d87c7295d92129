import { textOfBytes } from '../summary/slots'
import { PARAMETER, partsOf } from '../templates/tokens'
import { isLetter } from '../text/scan'
import { BYTE_CLASS, SPACE } from '../tokens/words'

/**
 * What a line is to a run: a part of the output; nothing; the start of a step or a command; the end of one with its
 * verdict; a count of failures; a summary of them; something that went well.
 */
export const SAID = 0, BLANK = 1, STEP = 2, ENDING = 3, COUNT = 4, SUMMARY = 5, PASSED = 6

/** How a line says trouble, from what it is made of; NO_FORM where it says none. */
export const NO_FORM = 0, LOCATED = 1, HEADLINE = 2, ERROR = 3, CRASH = 4, COMPARED = 5, SYSTEM = 6, WORDS = 7, WARNING = 8, CHANGED = 9, FRAME = 10

export interface Form {
  role: number
  form: number
  /**
   * How much the form speaks for trouble, in nats: 4 hardly stands anywhere else, 2 is a word of trouble, below 1 goes
   * with trouble only.
   */
  nats: number
}

/* Below, ◊ is a masked parameter; text is in lower case, one character a byte: \xe2\x9c\x97 is a cross. */

const STEPS = /^(?:##\[(?:end)?(?:group|section)\]|travis_(?:fold|time):|section_(?:start|end):|\[pipeline\]|> task |\+{1,4} |\$ |step ◊|=== (?:run|pause|cont)\b|make(?:\[◊\])?: (?:entering|leaving) )/
const PASSES = /^(?:ok\b|pass(?:ed)?\b|skip(?:ped)?\b|\xe2\x9c[\x93\x94]|\xe2\x88\x9a|\[ *ok *\])|\bxfail\b|(?:\.\.\.|: ?) ?(?:ok|passed)$|(?<!◊ )\bpassed\b[ ◊%[\]]*$/
const ENDINGS = /\bexited(?: with)?(?: an?)?(?: code| status)?:? *◊|\breturned (?:code|status)?:? *◊|\b(?:exit|return) (?:code|status)\b[^◊]{0,12}◊|\bnon-zero\b|\*\*\* .*\b(?:error ◊|stop\.)|\bbuild fail(?:ed|ure)\b|\bfinished: (?:failure|aborted)/
const FAILINGS = '(?:failed|failing|failures?|errors?|violations?|problems?|offen[cs]es?|issues?)'
const COUNTS = new RegExp(`◊(?: \\w+){0,3} ${FAILINGS}\\b|\\b(?:failed|failing|failures?|errors?|violations?|problems?)(?: tests?)?[:=] *◊|^\\W*(?:fail(?:ed|ing|ures?)?|errors?) *◊$`)
const SUMMARIES = /\b(?:tests?|suites?|jobs?|tasks?|steps?|compilation|checks?)\b(?: \w+)? (?:failed|unsuccessful|fail(?:ure|ures)\b)|\bfailed tests?\b|\bfailing tests?\b|\bdue to (?:◊|the) previous\b|\bsee above\b|\bcould not compile\b/
/** Longer lines quote what they say. Chosen. */
const SUMMARY_MAX = 200

/** No trouble, though it has words of it: none of it, or a program's own text. */
const HARMLESS = /\b(?:no|without(?: any)?|zero) (?:error|fail|problem)|^(?:echo|printf) /
/** What is meant to fail: the name of a test. */
const EXPECTED = /\bshould\b.{0,24}\b(?:fail|error|throw|raise|reject|abort|crash)/
const WARNED = /^\[? ?warn(?:ing)?\b/
/** As written: headlines in capital letters, and marks of parts joined by hyphens. */
const SHOUTED = /^(?:FAIL|FAILED|FAILURE)\b|\b(?:FAIL|FAILED|FAILURE)$|(?:^|\s)(?:[A-Z]+-)+(?:FAIL|ERROR|CRASH|TIMEOUT)/

/** A word that is not part of a longer name. */
const alone = (words: string) => new RegExp(`(?<![\\w\\-./@])(?:${words})(?![\\w\\-/@]|\\.\\w)`)

/** The first that fits says the form. */
const FORMS: readonly (readonly [form: number, nats: number, pattern: RegExp])[] = [
  [HEADLINE, 4, /^not ok\b/],
  [HEADLINE, 3, /^(?:\xe2\x9c[\x96-\x98]|\xc3\x97|\xe2\x9d\x8c|\xe2\xa8\xaf)|^--- fail\b|\[ *(?:fail|failed|failure|error) *\]|<<< *(?:failure|error)/],
  [COMPARED, 4, /^e [^ ]/],
  [LOCATED, 4, /(?:◊|\.\w+)(?:[(:]◊\)?)?(?::|:? ) *(?:fatal |syntax |internal )?error\b/],
  [ERROR, 4, /^(?:fatal|error|err!|critical|panic|emerg)(?:$|[:! [\]])|(?:^|[\]:] ?)\[?(?:fatal|error|err!|critical|panic|emerg|fail(?:ed|ure)?)(?:$|[:\]])/],
  [CRASH, 4, /\bassert(?:ion)?s?(?:error| fail)|\bassertion\b.*\bfailed\b|\bpanic(?:ked at|:)|\bsegmentation fault|\bcore dumped|^traceback|\b(?:stack|call) ?trace(?:back)?:|\b(?:unhandled|uncaught)\b|\bexception in thread|\baccess violation|\bbus error|\bterminate called|\bfatal error|^bug:/],
  [LOCATED, 4, /\b(?:undefined|unresolved) (?:reference|symbol|external)|\bmultiple definition|\bno rule to make/],
  [CRASH, 4, /(?:^|[:>\]] )[\w.$]*[a-z](?:error|exception)(?::|$)/],
  [SYSTEM, 3, /\bno space left|\bout of memory|\bcannot allocate|\bcommand not found|\bcould(?: not|n't) (?:resolve|find|connect|read|open)|\btimed[ -]?out\b|\btime-?out (?:of|after|exceeded|expired|reached|error|wait|while)|^time-?out\b(?! *[=:])|^killed\b|\bpermission denied|\bconnection (?:refused|reset)|\bno such file|\bsignal ◊/],
  [COMPARED, 3, /^(?:expected|actual|got|received|want)(?: value)? *[:=<([]|\bexpected\b.*\b(?:got|but|actual|to (?:be|equal|have|eq))\b|\bnot equal\b/],
  [WORDS, 2, alone('errors?|fail(?:s|ed|ures?|ing)?|fatal|exceptions?|cannot|can\'t|could not|couldn\'t|unable|not found|invalid|undefined|denied|refused|abort(?:ed|ing)?|crash(?:ed)?|mismatch|violation|unexpected|illegal|conflicts?|rejected|corrupt(?:ed)?|not (?:defined|exist|match|allowed|supported|permitted)|does(?: not|n\'t)|unknown|unrecognized|missing|killed|terminated|err')],
  [LOCATED, 2, /^[\w./\\@+-]+\.\w+(?::|: |\()◊[):]?|^◊: warning\b/],
  [WARNING, 1, alone('warn(?:ing)?s?|deprecated|bad|wrong|never')],
  [CHANGED, 0.5, /^(?:[+-]|@@) ?\S/],
  [FRAME, 0.5, /^at \S+[ (.]|^from \S+:|^#◊/],
]

/** Signature text, one character a byte but for parameters, as the patterns here read it. */
export function patternText(text: Uint8Array): string {
  return textOfBytes(partsOf(text).phrase).replaceAll(PARAMETER, '◊').trim()
}

/** What a line of this signature text is to a run, and how it says trouble. A function of the text alone. */
export function formOf(text: Uint8Array): Form {
  const written = patternText(text)
  const said = written.toLowerCase()
  const role = roleOf(said)
  if (role !== SAID) return { role, form: NO_FORM, nats: role === SUMMARY ? 1.5 : role === ENDING || role === COUNT ? 1 : 0 }
  if (HARMLESS.test(said)) return { role, form: NO_FORM, nats: 0 }
  if (EXPECTED.test(said)) return { role, form: WORDS, nats: 0.3 }
  if (WARNED.test(said)) return { role, form: WARNING, nats: 1 }
  if (SHOUTED.test(written)) return { role, form: HEADLINE, nats: 3 }
  for (const [form, nats, pattern] of FORMS) if (pattern.test(said)) return { role, form, nats }
  return { role, form: NO_FORM, nats: 0 }
}

function roleOf(said: string): number {
  if (said === '') return BLANK
  if (STEPS.test(said)) return STEP
  if (ENDINGS.test(said)) return ENDING
  if (PASSES.test(said)) return PASSED
  if (said.length > SUMMARY_MAX) return SAID
  return COUNTS.test(said) ? COUNT : SUMMARIES.test(said) ? SUMMARY : SAID
}

/** How words begin without which a line has no other role than SAID or PASSED, unless it begins with a mark. */
const STARTS = ['exi', 'ret', 'non', 'err', 'fai', 'fin', 'vio', 'pro', 'off', 'iss', 'uns', 'pre', 'abo', 'com', 'ste', 'mak', 'tra', 'sec', 'sto', 'tas', 'run', 'pau', 'con']
const STARTS_TABLE = new Uint8Array(1 << 15)
const letterAt = (text: Uint8Array | string, i: number) => (typeof text === 'string' ? text.charCodeAt(i) : text[i]) & 31
for (const start of STARTS) STARTS_TABLE[letterAt(start, 0) << 10 | letterAt(start, 1) << 5 | letterAt(start, 2)] = 1
const HASH = 35, DOLLAR = 36, PLUS = 43, OPEN = 91

/**
 * The role of a signature text as far as learning needs it: SAID also for what passed. O(bytes), patterns only where a
 * word may fit one.
 */
export function learntRole(text: Uint8Array): number {
  if (text.length === 0) return BLANK
  const first = text[0]
  let isOpen = first === HASH || first === DOLLAR || first === PLUS || first === OPEN
  for (let p = 0; p + 2 < text.length && !isOpen; p++) {
    if (p > 0 && isLetter(text[p - 1])) continue
    isOpen = STARTS_TABLE[(text[p] & 31) << 10 | (text[p + 1] & 31) << 5 | text[p + 2] & 31] === 1
  }
  if (!isOpen) return BYTE_CLASS[first] === SPACE && patternText(text) === '' ? BLANK : SAID
  const role = roleOf(patternText(text).toLowerCase())
  return role === PASSED ? SAID : role
}

const WORDS_OF_FAILURE = /\bnon-zero\b|\*\*\* .*\bstop\.|\bbuild fail|\bfinished: (?:failure|aborted)/
const CODE = /\b(?:exit(?:ed)?|return(?:ed)?|code|status|error)\b[^0-9]{0,20}?(-?\d+)\b/
const COUNTED = new RegExp(`(\\d+)(?: [a-z]+){0,3} ${FAILINGS}\\b|\\b(?:failed|failing|failures?|errors?|violations?|problems?)(?: tests?)?[:=] *(\\d+)|^\\W*(?:fail(?:ed|ing|ures?)?|errors?) +(\\d+)$`, 'g')

/**
 * Whether a line with this role says that something failed: its code or one of its counts is not 0.
 * @param line as it was written.
 */
export function saysFailure(line: string, role: number): boolean {
  const said = line.toLowerCase()
  if (role === SUMMARY) return true
  if (role === ENDING) return WORDS_OF_FAILURE.test(said) || Number(CODE.exec(said)?.[1] ?? 0) !== 0
  for (const [, ...counts] of said.matchAll(COUNTED)) if (Number(counts.find(count => count !== undefined)) > 0) return true
  return false
}
