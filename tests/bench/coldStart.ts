import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from '../../scripts/freePort.mjs'
import { coreSeconds } from './benchServer'

export interface ColdStart {
  installSeconds: number
  seconds: number
  coreSeconds: number
}

const ROOT = join(import.meta.dirname, '../..')

/** `npm start` on a bare clone of a commit, until the page is answered; npm's cache stays as it is. */
export async function coldStart(commit: string): Promise<ColdStart> {
  const folder = mkdtempSync(join(tmpdir(), 'lograro-cold-'))
  execFileSync('git', ['clone', '--quiet', '--no-checkout', ROOT, folder])
  execFileSync('git', ['checkout', '--quiet', commit], { cwd: folder })
  const port = await freePort()
  const from = Date.now()
  const child = spawn('npm', ['start'], { cwd: folder, detached: true, stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, PORT: String(port), DATA_DIR: join(folder, '.data') } })
  let installed = from
  child.stdout.on('data', (output: Buffer) => {
    if (installed === from && output.includes('Building …')) installed = Date.now()
  })
  try {
    while (!await fetch(`http://127.0.0.1:${port}/`).then(answer => answer.ok, () => false)) {
      if (child.exitCode !== null) throw new Error(`npm start of ${commit} ended with exit code ${child.exitCode}`)
      await wait(100)
    }
    const cores = coreSeconds(child.pid ?? 0, () => 'all').get('all') ?? 0
    return { installSeconds: (installed - from) / 1000, seconds: (Date.now() - from) / 1000, coreSeconds: cores }
  }
  finally {
    if (child.exitCode === null) {
      process.kill(-(child.pid ?? 0), 'SIGTERM')
      await once(child, 'exit')
    }
    await wait(1000) // the server ends after npm
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}
