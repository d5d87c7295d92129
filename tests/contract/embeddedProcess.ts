// Works on the data folder given until it is killed, and tells each thing that was acknowledged, a line each.
import { argv, stdout } from 'node:process'
import { randomUUID } from 'node:crypto'
import { openBackends } from '../../server/backends'
import { learnt, learnTask, newJob, received } from './given'

const { jobs, steps, chunks, results } = await openBackends({ dataDir: argv[2] })
stdout.write('{"open":true}\n')
const jobId = randomUUID()
await jobs.open(newJob({ id: jobId }))
for (let number = 0; argv[3] === 'work'; number++) {
  const data = new Uint8Array(64 * 1024).fill(number)
  await chunks.put(jobId, { number, firstLine: number * 10 + 1, lines: 10, byteOffset: number * data.length, sizeBytes: data.length }, data)
  await jobs.receive(jobId, received(1))
  const [begun] = await steps.begin([learnTask(jobId, number)])
  await results.put({ jobId, kind: 'summary', chunkNumber: number, attempt: begun.attempt }, data)
  const { job } = await steps.commit(learnt(jobId, number, begun.attempt))
  stdout.write(`${JSON.stringify({ jobId, number, sequence: job?.sequence })}\n`)
}
setInterval(() => undefined, 1000)
