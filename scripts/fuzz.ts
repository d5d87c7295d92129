// npm run fuzz -- --minutes 10 --seed 1: mutated inputs for the decoders, the chunker, headers, unpacking, the readers of forms and bodies, and uploads in parts.
import { parseArgs } from 'node:util'
import { TARGETS, tryOnce } from '../tests/fuzz/targets'

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '10' }, seed: { type: 'string' } } })
const endMs = Date.now() + Number(values.minutes) * 60_000
const firstSeed = values.seed === undefined ? Date.now() % 1_000_000_000 : Number(values.seed)

async function run(): Promise<void> {
  let seed = firstSeed
  let failures = 0
  for (; Date.now() < endMs && failures < 10; seed++) {
    for (const name of Object.keys(TARGETS)) {
      const wrong = await tryOnce(name, seed)
      if (wrong === null) continue
      failures++
      process.stdout.write(wrong + '\n')
    }
  }
  process.stdout.write(`seeds ${firstSeed} to ${seed - 1}, ${(seed - firstSeed) * Object.keys(TARGETS).length} inputs: ${failures} failures\n`)
  process.exitCode = failures > 0 ? 1 : 0
}

void run()
