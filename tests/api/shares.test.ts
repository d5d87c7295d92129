import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { analyse, FORM_TYPE, formEnd, formHead, OpenRequest, statusOf, until, untilEnded } from './client'
import { shopLog } from './logs'
import { startServer } from './testServer'

test('a small job that comes while a large one is worked on does not wait for its end', async () => {
  const server = await startServer({ CHUNK_SIZE: '64KiB', WORKERS: '1' })
  try {
    const large = randomUUID()
    const upload = OpenRequest.post(`${server.url}/api/v2/process?job_id=${large}`, FORM_TYPE)
    await upload.write(formHead('large.log'))
    let smallHasEnded = false
    const writing = writeUntil(upload, () => smallHasEnded)
    await until(server, large, job => job.chunks_processed > 10)
    expect(await analyse(server, shopLog(100_000, 2))).toMatchObject({ status: 'completed' })
    smallHasEnded = true
    await writing
    expect((await statusOf(server, large)).phase).toBe('learn')
    expect((await upload.end(formEnd())).status).toBe(202)
    expect(await untilEnded(server, large)).toMatchObject({ status: 'completed', error_message: null })
  }
  finally {
    await server.dispose()
  }
})

/** Sends as much of a log as the server takes: there is always more of it to be learnt. */
async function writeUntil(upload: OpenRequest, isEnough: () => boolean): Promise<void> {
  const log = shopLog(4_000_000)
  for (let at = 0; !isEnough(); at = (at + 65_536) % log.length) await upload.write(log.slice(at, at + 65_536))
}
