// @ts-check
// npm start: installs, builds where needed, runs the server in the foreground and says where to open it.
import { spawn } from 'node:child_process'
import { build, checkNode, install, root, server } from './prepare.mjs'

const PARENT_CHECK_MS = 500

const { ppid } = process
checkNode()
if (!install({ tools: false }) || !build()) process.exit(1)
console.log('Starting …')

const child = spawn(process.execPath, [server], { cwd: root, stdio: ['inherit', 'pipe', 'inherit'], env: { ...process.env, NODE_ENV: 'production' } })
child.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal ? 1 : 0)
})

/** @type {NodeJS.Signals[]} */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
// A terminal sends Ctrl+C to both processes; a second one would cut the server's orderly end short.
for (const signal of signals) process.on(signal, () => signal === 'SIGINT' && process.stdin.isTTY ? undefined : child.kill(signal))

// npm passes a signal to its shell only, which ends and leaves this process behind: then the server ends too.
if (process.env.npm_lifecycle_event === 'start') setInterval(() => process.ppid !== ppid && child.kill('SIGTERM'), PARENT_CHECK_MS).unref()

let isReady = false
child.stdout.on('data', (/** @type {Buffer} */ output) => {
  process.stdout.write(output)
  const address = /Listening on (\S+)/.exec(output.toString())?.[1]
  if (isReady || address === undefined) return
  isReady = true
  console.log(`\nLograro is ready: open ${address.replace('//127.0.0.1', '//localhost')} (Ctrl+C stops it).\n`)
})
