import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { freePort } from '../../scripts/freePort.mjs'
import { jobIdsOf, postFile, problemIn } from './client'
import { newDataDir, peakMb, startRefused, startServer } from './testServer'

async function refused(dataDir: string, reason: RegExp) {
  const { code, stderr } = await startRefused({ PORT: String(await freePort()), DATA_DIR: dataDir })
  expect(code).toBe(1)
  expect(stderr).toMatch(reason)
  expect(stderr).not.toMatch(/ {4}at /)
}

test('a second process on the same data folder is refused; the first start takes no more memory than a later one', async () => {
  const first = await startServer()
  await refused(first.dataDir, /in use by process/)
  const firstMb = peakMb(first.pid)
  await first.end()
  const second = await startServer({}, first.dataDir)
  // Making the folder, instead of taking the one that comes with the build, takes 500 MB more.
  expect(firstMb).toBeLessThan(peakMb(second.pid) + 150)
  await second.dispose()
})

test('a data folder that can not be written is refused', async () => {
  const folder = newDataDir()
  writeFileSync(join(folder, 'file'), '')
  await refused(join(folder, 'file', 'below'), /can't be written/)
  rmSync(folder, { recursive: true })
})

// The substitute for MongoDB does not tell how much room is left.
test('I9 a full disk: 507 with the reason, no half job', async () => {
  const full = await startServer({ MIN_FREE_BYTES: '900000GiB' })
  try {
    const problem = problemIn(await postFile(full, 'a.log', 'x\n'))
    expect(problem.status).toBe(507)
    expect(problem.detail).toMatch(/free/)
    expect(await jobIdsOf(full)).toEqual([])
  }
  finally {
    await full.dispose()
  }
})
