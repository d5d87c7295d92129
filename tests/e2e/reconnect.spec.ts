import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import type { Socket } from 'node:net'
import { makeLog, ODD_LINES } from './logs'
import { asFile, expect, folded, rows, test, throttleUpload, untilKnown, upload } from './page'

/** A way to the server that can be cut. */
async function openWay(to: string) {
  const { hostname, port } = new URL(to)
  const sockets = new Set<Socket>()
  let isCut = false
  const server = createServer((socket) => {
    if (isCut) return socket.destroy()
    const far = connect(Number(port), hostname)
    for (const [own, other] of [[socket, far], [far, socket]] as const) {
      sockets.add(own)
      own.pipe(other)
      own.on('error', () => other.destroy()).on('close', () => {
        sockets.delete(own)
        other.destroy()
      })
    }
    return undefined
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    cut() {
      isCut = true
      for (const socket of sockets) socket.destroy()
    },
    mend() {
      isCut = false
    },
    close: () => server.close(),
  }
}

test('says that the connection is lost, comes back by itself, and misses nothing', async ({ page, browser, baseURL }) => {
  const way = await openWay(baseURL ?? '')
  const unthrottle = await throttleUpload(page)
  const jobId = await upload(page, asFile('way.log', makeLog(80_000, ODD_LINES)))
  await untilKnown(page, jobId)
  const viewer = await browser.newPage()
  await viewer.goto(`${way.url}/processing/${jobId}`)
  await expect(rows(viewer).first()).toBeVisible({ timeout: 20_000 })
  way.cut()
  await expect(viewer.getByRole('status').filter({ hasText: 'Connection lost. Reconnecting' })).toBeVisible()
  await expect(rows(viewer).first(), 'what is there stays').toBeVisible()
  way.mend()
  await expect(viewer.getByText('Connection lost')).toHaveCount(0, { timeout: 20_000 })
  await unthrottle()
  await expect(folded(viewer)).toHaveText(/^80,000 lines/, { timeout: 30_000 })
  await expect.poll(async () => await rows(viewer).count() - await rows(page).count()).toBe(0)
  await viewer.close()
  way.close()
})
