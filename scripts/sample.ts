// npm run sample -- --kind shop --size 50MB --seed 1 --out FILE --truth FILE [--no-incidents | --every-kind]
import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { SAMPLE_KINDS, generateSample } from '../samples/index'
import type { SampleOptions } from '../samples/index'
import { parseSize } from './parseSize'

const USAGE = `usage: npm run sample -- --kind ${SAMPLE_KINDS.join('|')} --size 50MB --seed 1 --out FILE [--truth FILE] [--no-incidents | --every-kind]`

class BadArguments extends Error {}

try {
  const { options, out, truth } = readArguments()
  const known = writeLog(options, out)
  if (truth !== undefined) writeFileSync(truth, JSON.stringify(known, null, 2) + '\n')
  process.stdout.write(`${out}: ${known.lines} lines, ${known.incidents.length} incidents\n`)
}
catch (error) {
  process.stderr.write((error instanceof Error ? error.message : String(error)) + '\n')
  process.exitCode = error instanceof BadArguments ? 2 : 1
}

function readArguments() {
  const values = parse()
  const kind = SAMPLE_KINDS.find(name => name === values.kind)
  if (!kind) throw new BadArguments(`--kind is one of ${SAMPLE_KINDS.join(', ')}, not "${values.kind}".`)
  const sizeBytes = parseSize(values.size)
  if (sizeBytes === null) throw new BadArguments(`--size is a number of bytes such as 50MB or 1GiB, not "${values.size}".`)
  const seed = Number(values.seed)
  if (!/^\d+$/.test(values.seed) || !Number.isSafeInteger(seed)) throw new BadArguments(`--seed is a whole number, not "${values.seed}".`)
  if (values.out === undefined) throw new BadArguments('--out FILE is missing: where to write the log.\n' + USAGE)
  const options: SampleOptions = { kind, sizeBytes, seed, incidents: !values['no-incidents'], everyKind: values['every-kind'] }
  return { options, out: values.out, truth: values.truth }
}

function parse() {
  try {
    return parseArgs({
      options: {
        'kind': { type: 'string', default: 'shop' },
        'size': { type: 'string', default: '50MB' },
        'seed': { type: 'string', default: '1' },
        'out': { type: 'string' },
        'truth': { type: 'string' },
        'no-incidents': { type: 'boolean', default: false },
        'every-kind': { type: 'boolean', default: false },
      },
    }).values
  }
  catch (error) {
    throw new BadArguments((error instanceof Error ? error.message : String(error)) + '\n' + USAGE)
  }
}

function writeLog(options: SampleOptions, path: string) {
  const file = openSync(path, 'w')
  try {
    const blocks = generateSample(options)
    for (;;) {
      const step = blocks.next()
      if (step.done) return step.value
      const bytes = Buffer.from(step.value, 'latin1')
      for (let from = 0; from < bytes.length;) from += writeSync(file, bytes, from)
    }
  }
  finally {
    closeSync(file)
  }
}
