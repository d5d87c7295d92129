// Rubbish against the shop log on one thread, bundled and called by run.ts with: SHOP_LOG
import { readFileSync } from 'node:fs'
import { buildModel, createIntake, decide, learn, mergeSummaries, OpenModel, scoreChunk, SessionCensus } from '../../engine/index'
import { Random } from '../fuzz/random'
import { RUBBISH } from './rubbish'

const SIZE_BYTES = 4 * 2 ** 20
const CHUNK_SIZE = 2 ** 20

/** How many times as long as the shop log each kind takes, in processor time. */
export type RubbishRun = { name: string, times: number }[]

const shop = readFileSync(process.argv[2]).subarray(0, SIZE_BYTES)
cost(shop) // warms up
const usual = Math.min(cost(shop), cost(shop))
const run: RubbishRun = Object.entries(RUBBISH).map(([name, make]) => ({ name, times: cost(new TextEncoder().encode(make(SIZE_BYTES, new Random(1)))) / usual }))
process.stdout.write(JSON.stringify(run) + '\n')

/** Seconds of processor time from bytes to decisions. */
function cost(data: Uint8Array): number {
  const started = process.cpuUsage()
  const intake = createIntake({ maxLineBytes: 2 ** 20, referenceTimeMs: 0 }, CHUNK_SIZE)
  const cuts = [...intake.push(data), ...intake.end()]
  const census = new SessionCensus()
  const { framing } = intake
  if (!framing) throw new Error('there is no text')
  const learnt = cuts.map(cut => ({ place: cut.place, ...learn(cut.data, cut.place, framing, census) }))
  const model = buildModel(mergeSummaries(learnt.map(({ summary }) => summary)))
  const opened = new OpenModel(model)
  decide(model, learnt.map(({ place, columns }) => ({ place, candidates: scoreChunk(columns, opened) })))
  const { user, system } = process.cpuUsage(started)
  return (user + system) / 1e6
}
