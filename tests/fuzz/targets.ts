import { createIntake, lineDescriber, NotText } from '../../engine'
import { caseInputs } from './caseInputs'
import { formReader } from './forms'
import { sentInParts } from './parts'
import { packedAnyhow, unpackedFiles } from './packings'
import { bodyReader } from './bodies'
import { cutAnyhow, mutate, Random } from './random'

/** What a run of a target found; null where all was as it should be. */
export type Target = (random: Random) => Promise<string | null>

/** Of a packed file; each is awaited. */
const PIECES_MAX = 3000
const LINES = [
  '2025-03-10 09:00:00,123 [main] ERROR com.example.Pool - lease 17 lost\n\tat com.example.Pool.take(Pool.java:99)\n',
  'Mar 10 09:00:01 host sshd[812]: Failed password for root from 203.0.113.9 port 22\n', '{"ts":"2025-03-10T09:00:00Z","level":"warn","msg":"näher"}\n',
  'ts=2025-03-10T09:00:00Z level=info msg="a b" took=5ms\r\n', '\u001B[31mE0310 09:00:00.000000 12 a.go:9] broken\u001B[0m\n', 'fetch 10%\rfetch 55%\rfetch done\n', '\n', '1741597200123 INFO tick\n',
  '<34>1 2025-03-10T09:00:00.1Z host app 1 ID [x@1 a="b"] text\n', '203.0.113.7 - - [10/Mar/2025:09:00:00 +0000] "GET / HTTP/1.1" 200 5\n', 'x'.repeat(3000) + '\n', '接続を開始\n',
]
const CASES = caseInputs()
const SETTINGS = { maxLineBytes: 4096, referenceTimeMs: Date.UTC(2025, 2, 11) }

/** Lines of many kinds, or an input of tests/cases; mostly with something changed. */
function someLog(random: Random): Buffer {
  const bytes = random.below(4) === 0 ? random.of(CASES) : madeUp(random)
  return random.below(3) === 0 ? bytes : mutate(random, bytes)
}

function madeUp(random: Random): Buffer {
  const once = Array.from({ length: random.below(400) }, () => random.of(LINES)).join('')
  const text = once.repeat(random.below(12) === 0 ? 20 : 1) // now and then beyond what the intake looks at first
  return Buffer.from(text, random.of(['utf8', 'utf8', 'utf8', 'utf16le', 'latin1']))
}

function taken(pieces: readonly Uint8Array[]): { places: string, text: string, encoding: string | null, lines: number } | string {
  const intake = createIntake(SETTINGS, 8192)
  try {
    const cuts = [...pieces.flatMap(piece => intake.push(piece)), ...intake.end()]
    const describeLine = intake.framing && lineDescriber(intake.framing)
    for (const { data } of cuts.slice(0, 3)) {
      for (const line of Buffer.from(data).toString('latin1').split('\n').slice(0, 20)) describeLine?.(Buffer.from(line, 'latin1'))
    }
    return { places: JSON.stringify(cuts.map(({ place }) => place)), text: Buffer.concat(cuts.map(({ data }) => data)).toString('latin1'), encoding: intake.encoding, lines: intake.lines }
  }
  catch (error) {
    if (error instanceof NotText) return error.message
    throw error
  }
}

/** Decoding, headers and cutting: the same chunks however the bytes come, and no byte lost. */
const intake: Target = async (random) => {
  const bytes = someLog(random)
  const whole = taken([bytes])
  const pieces = taken(cutAnyhow(random, bytes))
  if (JSON.stringify(whole) !== JSON.stringify(pieces)) return 'other pieces gave other chunks'
  if (typeof whole === 'string') return null
  const lineFeeds = whole.text.split('\n').length - 1
  return whole.lines === lineFeeds + (whole.text === '' || whole.text.endsWith('\n') ? 0 : 1) ? null : `${whole.lines} lines counted`
}

/** Unpacking what was changed: however the bytes come, the same files and the same end, and not more than the limit. */
const unpacking: Target = async (random) => {
  const { bytes, isWhole, log } = packedAnyhow(random, () => someLog(random))
  const limit = 4_000_000 + 2 * log.length // a zip holds it twice
  const whole = await unpackedFiles([bytes], limit)
  const pieces = await unpackedFiles(cutAnyhow(random, bytes, PIECES_MAX), limit)
  if (whole.sizeBytes > limit + bytes.length) return `${whole.sizeBytes} bytes came out`
  if (isWhole && (whole.end !== null || !whole.files.some(file => file.equals(log)))) return `what was packed did not come out: ${whole.end ?? 'other bytes'}`
  return whole.told === pieces.told ? null : `other pieces gave other files: ${whole.told} and ${pieces.told}`
}

/** Forms that were changed: files, or a refusal of ours; never a form that is waited for in vain. */
const forms: Target = random => formReader(random, () => someLog(random))

/** A body that is the file itself, with checksums that are right or not, and a connection that breaks or not. */
const bodies: Target = random => bodyReader(random, someLog(random))

/** A file in several requests, some of them broken or damaged, with restarts: read as it was sent. */
const parts: Target = async (random) => {
  const bytes = someLog(random)
  return (await sentInParts(random, bytes)).equals(bytes) ? null : 'other bytes were read than sent'
}

export const TARGETS: Record<string, Target> = { intake, unpacking, forms, bodies, parts }

/** Runs a target with one seed. @returns what is wrong, with the seed that shows it again, or null */
export async function tryOnce(name: string, seed: number): Promise<string | null> {
  try {
    const wrong = await TARGETS[name]?.(new Random(seed))
    return wrong ? `${name}, seed ${seed}: ${wrong}` : null
  }
  catch (error) {
    return `${name}, seed ${seed}: ${error instanceof Error ? error.stack : String(error)}`
  }
}
