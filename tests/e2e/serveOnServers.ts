// The built server on databases of its own on the servers that TEST_MONGODB_URI, TEST_POSTGRES_DSN and TEST_REDIS_URL name.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { freshDatabases } from '../servers'

const { drop, ...addresses } = await freshDatabases()
const server = spawn(process.execPath, [join(import.meta.dirname, '../../.output/server/index.mjs')], { stdio: 'inherit', env: { ...process.env, ...addresses } })
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => server.kill('SIGTERM'))
await once(server, 'exit')
await drop()
