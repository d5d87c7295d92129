// @ts-check
// npm start: installs, builds where needed, runs the server in the foreground and says where to open it.
import { spawn } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import { build, checkNode, install, root, server } from './prepare.mjs'

const POLL_MS = 100
const PARENT_CHECK_MS = 500

const { ppid } = process
checkNode()
if (!install() || !build()) process.exit(1)

const { PORT = '3000', HOST = '127.0.0.1' } = process.env
const child = spawn(process.execPath, [server], { cwd: root, stdio: 'inherit', env: { ...process.env, NODE_ENV: 'production', PORT, HOST } })

/** @type {NodeJS.Signals[]} */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
// A terminal sends Ctrl+C to both processes; a second one would cut the server's orderly end short.
for (const signal of signals) process.on(signal, () => signal === 'SIGINT' && process.stdin.isTTY ? undefined : child.kill(signal))

// npm passes a signal to its shell only, which ends and leaves this process behind: then the server ends too.
if (process.env.npm_lifecycle_event === 'start') setInterval(() => process.ppid !== ppid && child.kill('SIGTERM'), PARENT_CHECK_MS).unref()

let hasEnded = false
child.on('exit', (code, signal) => {
  hasEnded = true
  process.exitCode = code ?? (signal ? 1 : 0)
})

const address = `http://${['127.0.0.1', '0.0.0.0', '::', '::1'].includes(HOST) ? 'localhost' : HOST}:${PORT}`
if (await answers()) console.log(`\nLograro is ready: open ${address} (Ctrl+C stops it).\n`)

/** Waits until the server answers; false where it ended before. */
async function answers() {
  for (;;) {
    if (hasEnded) return false
    const { ok } = await fetch(address + '/api/health/live').catch(() => ({ ok: false }))
    if (ok) return true
    await wait(POLL_MS)
  }
}
