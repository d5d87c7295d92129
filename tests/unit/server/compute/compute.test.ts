import { afterAll, beforeAll, expect, test } from 'vitest'
import { createIntake, learn, mergeSummaries, buildModel, scoreChunk, decide, OpenModel } from '../../../../engine'
import { openCompute, type Compute } from '../../../../server/compute/compute'
import { ComputeClosed, ComputeFailed, ThreadCrashed } from '../../../../server/compute/errors'
import { shopLog } from '../../../api/logs'
import { TEST_THREAD } from '../../../globalSetup/bundleThread'
import { letPass } from '../../../letPass'

let compute: Compute
beforeAll(() => {
  compute = openCompute(2, TEST_THREAD)
})
afterAll(() => compute.close())

const intake = createIntake({ maxLineBytes: 1 << 20, referenceTimeMs: 0 }, 64 * 1024)
const cuts = [...intake.push(Buffer.from(shopLog(1_000_000))), ...intake.end()]
const framing = intake.framing

test('the threads give what the engine gives', async () => {
  if (!framing) throw new Error('no framing')
  const here = cuts.map(({ data, place }) => learn(data, place, framing))
  const there = await Promise.all(cuts.map(({ data, place }) => compute.learn('job', new Uint8Array(data), place, framing)))
  for (const [i, learnt] of there.entries()) {
    expect(Buffer.from(learnt.summary).equals(here[i]?.summary ?? new Uint8Array())).toBe(true)
    expect(Buffer.from(learnt.columns).equals(here[i]?.columns ?? new Uint8Array())).toBe(true)
    expect(JSON.parse(new TextDecoder().decode(learnt.provisional))).toHaveLength(learnt.findingsCount)
  }
  const model = buildModel(mergeSummaries(here.map(({ summary }) => summary)))
  const built = await compute.buildModel(await compute.merge(there.map(({ summary }) => summary)))
  expect(Buffer.from(built.model).equals(model)).toBe(true)
  const shared = await compute.share('job/model', async () => model)
  expect(shared.buffer).toBeInstanceOf(SharedArrayBuffer)
  const opened = new OpenModel(model)
  const candidates = await compute.score(here.map(({ columns }) => columns.slice()), shared)
  expect(candidates.map(each => Buffer.from(each).toString('hex'))).toEqual(here.map(({ columns }) => Buffer.from(scoreChunk(columns, opened)).toString('hex')))
  const rows = cuts.map(({ place }, i) => ({ place, candidates: candidates[i] ?? new Uint8Array() }))
  async function* batches() {
    for (const row of rows) {
      await letPass(1, 'a store takes its time')
      yield [row]
    }
  }
  const wanted = decide(model, rows)
  const decided = await compute.decide(shared, batches())
  expect(decided.findings).toEqual(wanted.findings)
  expect(Buffer.from(decided.decisions).equals(wanted.decisions)).toBe(true)
})

test('what a store throws while candidates are read ends the decision', async () => {
  async function* failing() {
    yield []
    throw new RangeError('the store is away')
  }
  const shared = await compute.share('empty', async () => buildModel(mergeSummaries([])))
  await expect(compute.decide(shared, failing())).rejects.toThrow('the store is away')
  async function* none() {}
  expect((await compute.decide(shared, none())).findings).toEqual([])
})

test('what the engine throws is told from the death of a thread, which the pool survives', async () => {
  await expect(compute.merge([new Uint8Array([1, 2, 3])])).rejects.toThrow(ComputeFailed)
  const dying = openCompute(1, new URL('dyingThread.mjs', import.meta.url).pathname)
  await expect(dying.merge([new Uint8Array(1)])).rejects.toThrow(ThreadCrashed)
  expect(await dying.merge([new Uint8Array(2)])).toEqual(new Uint8Array([7]))
  const closing = expect(dying.merge([new Uint8Array(3)])).rejects.toThrow(ComputeClosed)
  await dying.close()
  await closing
})

test('at most two tasks a thread may load their bytes', async () => {
  const leaves = await Promise.all(Array.from({ length: 4 }, () => compute.admit()))
  let isIn = false
  const fifth = compute.admit().then((leave) => {
    isIn = true
    return leave
  })
  await letPass(20, 'the fifth must not come in')
  expect(isIn).toBe(false)
  leaves[0]?.()
  leaves[0]?.()
  ;(await fifth)()
  for (const leave of leaves) leave()
})
