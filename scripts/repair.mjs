// @ts-check
// npm run repair: makes the tables fit the logs that are there; shows what it would do and asks, `-- --yes` does not ask.
import { spawn } from 'node:child_process'
import { build, checkNode, install, root, server } from './prepare.mjs'

checkNode()
if (!install({ tools: false }) || !build()) process.exit(1)
const child = spawn(process.execPath, [server, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit', env: { ...process.env, NODE_ENV: 'production', ROLE: 'repair' } })
child.on('exit', code => process.exitCode = code ?? 1)
