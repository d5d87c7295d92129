import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { analyse, postFile, statusOf, until, untilEnded } from './client'
import { shopLog } from './logs'
import { onServers, startServer } from './testServer'

/** So that it is not learnt before the small one has ended; the substitute for MongoDB is slow. */
const LARGE_BYTES = onServers ? 6_000_000 : 12_000_000

test('a small job that comes while a large one is worked on does not wait for its end', async () => {
  const server = await startServer({ CHUNK_SIZE: '64KiB', WORKERS: '1' })
  try {
    const large = randomUUID()
    const posting = postFile(server, 'large.log', shopLog(LARGE_BYTES), `?job_id=${large}`)
    await until(server, large, job => job.chunks_processed > 10)
    expect(await analyse(server, shopLog(100_000, 2))).toMatchObject({ status: 'completed' })
    expect((await statusOf(server, large)).phase).toBe('learn')
    expect((await posting).status).toBe(202)
    expect(await untilEnded(server, large)).toMatchObject({ status: 'completed', error_message: null })
  }
  finally {
    await server.dispose()
  }
})
