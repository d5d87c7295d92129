import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { LinesPage } from '../../shared/results'
import { letPass } from '../letPass'
import { analyse, FORM_TYPE, formEnd, formHead, OpenRequest, send, untilEnded } from '../api/client'
import { manyFindings, shopLog } from '../api/logs'
import { residentMb, startServer, type TestServer } from '../api/testServer'

const MIB = 1024 * 1024

test('I7 one line of 300 MB, without a line end: one line, shown cut, and memory is bounded', async () => {
  const server = await restarted()
  try {
    const peak = watchPeak(server)
    const jobId = randomUUID()
    const post = OpenRequest.post(`${server.url}/api/v2/process?job_id=${jobId}`, FORM_TYPE)
    await post.write(formHead('long.log'))
    await post.write('2025-03-10 09:00:00 INFO blob: ')
    const piece = Buffer.alloc(MIB, 'payload-of-words=1 ')
    for (let i = 0; i < 300; i++) await post.write(piece)
    expect((await post.end(formEnd())).status).toBe(202)
    const job = await untilEnded(server, jobId)
    expect(job).toMatchObject({ status: 'completed', lines: 1 })
    const lines = LinesPage.parse(JSON.parse((await send(`${server.url}/api/v2/results/${jobId}/lines?around=1`, 'GET', {})).body)).lines
    expect(lines.length).toBe(1)
    expect(Buffer.byteLength(lines[0]?.text ?? '')).toBeLessThan(9000)
    expect(peak()).toBeLessThan(700)
  }
  finally {
    await server.dispose()
  }
}, 180_000)

test('I7 memory does not grow with the file', async () => {
  const log = Buffer.from(shopLog(8 * MIB))
  const peaks: number[] = []
  for (const times of [6, 30]) {
    const server = await restarted()
    try {
      const peak = watchPeak(server)
      const jobId = randomUUID()
      const post = OpenRequest.post(`${server.url}/api/v2/process?job_id=${jobId}`, FORM_TYPE)
      await post.write(formHead('big.log'))
      for (let i = 0; i < times; i++) await post.write(log)
      expect((await post.end(formEnd())).status).toBe(202)
      expect((await untilEnded(server, jobId)).status).toBe('completed')
      peaks.push(peak())
    }
    finally {
      await server.dispose()
    }
  }
  expect(peaks[1]).toBeLessThan(700)
  expect((peaks[1] ?? 0) - (peaks[0] ?? 0)).toBeLessThan(150)
}, 180_000)

test('I7 a listener that reads nothing costs no memory', async () => {
  const one = await startServer({ CHUNK_SIZE: '64KiB' })
  try {
    const job = await analyse(one, manyFindings(700, 6000))
    expect(job.anomalies_found).toBeGreaterThan(400) // above 2 MB a listener
    const before = residentMb(one.pid)
    const sockets = Array.from({ length: 60 }, () => {
      const socket = connect(one.port, '127.0.0.1', () => socket.write(`GET /api/v2/results/${job.job_id}/stream HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`))
      return socket.pause()
    })
    const listeners = async () => /^lograro_listeners (\d+)$/m.exec((await send(`${one.url}/api/health/metrics`, 'GET', {})).body)?.[1]
    await expect.poll(listeners, { timeout: 20_000 }).toBe('60')
    await letPass(2000, 'what is held for listeners that read nothing would grow now')
    expect(residentMb(one.pid) - before).toBeLessThan(150)
    for (const socket of sockets) socket.destroy()
  }
  finally {
    await one.dispose()
  }
})

/** The first start of a data folder makes the tables, which takes memory of its own; one small job warms the second up. */
async function restarted(): Promise<TestServer> {
  const first = await startServer()
  await first.end()
  const server = await startServer({}, first.dataDir)
  await analyse(server, 'warm up\n')
  return server
}

function watchPeak(server: TestServer): () => number {
  let peak = 0
  let isOver = false
  void (async () => {
    while (!isOver) {
      peak = Math.max(peak, residentMb(server.pid))
      await letPass(50, 'the pause between two measurements')
    }
  })()
  return () => {
    isOver = true
    return peak
  }
}
