import { once } from 'node:events'
import { createServer } from 'node:net'

export class AddressRefused extends Error {}

/** Listens there for a moment: Nitro would go on without. @throws AddressRefused if it is taken or not ours. */
export async function requireAddress(host: string, port: number): Promise<void> {
  const trial = createServer().listen(port, host)
  try {
    await once(trial, 'listening')
  }
  catch (cause) {
    throw new AddressRefused(`it can't listen on ${host}, port ${port} (${cause instanceof Error ? cause.message : String(cause)}). Choose another one with PORT.`, { cause })
  }
  trial.close()
  await once(trial, 'close')
}
