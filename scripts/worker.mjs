// @ts-check
// npm run worker: the built server as a worker, on PORT or 3001; needs MONGODB_URI, POSTGRES_DSN and REDIS_URL.
import { existsSync } from 'node:fs'
import { server } from './prepare.mjs'

if (!existsSync(server)) {
  console.error('There is no build: run `npm run build` first.')
  process.exit(1)
}
process.env.ROLE = 'worker'
process.env.PORT ??= '3001'
process.env.NODE_ENV ??= 'production'
process.argv[1] = server // beside it lie the threads and the migrations
await import(server)
