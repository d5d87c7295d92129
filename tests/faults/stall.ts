// A way to PostgreSQL that lets everything through until a job's row has been locked, and then nothing more, like a frozen machine's.
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/**
 * A connection's first such transaction passes: it prepares its statements. Of a later one the `begin` and the lock pass.
 * @returns the address to use; `begun` resolves when nothing passes any more, `end` breaks the connections.
 */
export async function openStall(dsn: string): Promise<{ address: string, begun: Promise<void>, end(): void }> {
  const target = new URL(dsn)
  const sockets = new Set<Socket>()
  let begin: () => void = () => undefined
  const begun = new Promise<void>(resolve => begin = resolve)
  let isStalled = false
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname)
    let isPrepared = false
    let hasBegun = false
    for (const [from, to] of [[client, upstream], [upstream, client]] as const) {
      sockets.add(from)
      from.on('data', (data) => {
        if (isStalled) return
        to.write(data)
        if (from !== client) return
        if (hasBegun) {
          isStalled = true
          begin()
        }
        hasBegun = isPrepared && data.includes('begin')
        isPrepared ||= data.includes('for no key update')
      }).on('error', () => to.destroy()).on('close', () => {
        if (!isStalled) to.destroy()
      })
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = new URL(dsn)
  const own = server.address()
  address.port = String(own !== null && typeof own === 'object' ? own.port : 0)
  return {
    address: address.href,
    begun,
    end() {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}
