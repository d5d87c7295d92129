import { expect, test } from 'vitest'
import { freePort } from '../../scripts/freePort.mjs'
import { analyse, settledResults } from './client'
import { shopLog } from './logs'
import { loseTables, newDataDir, onServers, runRepair, startRefused, startServer, storedWith, type TestServer } from './testServer'

const ENV = { CHUNK_SIZE: '64KiB', WORKERS: '2' }
const LOG = shopLog(400_000, 3)

test('tables that are gone: a start is refused and touches nothing, a repair brings the same answers back', async () => {
  const dataDir = newDataDir()
  let server: TestServer = await startServer(ENV, dataDir)
  try {
    const jobIds = [await analyse(server, LOG), await analyse(server, `${LOG}and one line more\n`)].map(job => job.job_id)
    const answers = async () => Promise.all(jobIds.map(async jobId => [
      await settledResults(server, jobId),
      await text(server, `status/${jobId}`),
      await text(server, `results/${jobId}?format=ndjson`),
      await text(server, `results/${jobId}/timeline`),
      await text(server, `results/${jobId}/stream`),
    ]))
    const before = await answers()
    expect(await server.end()).toBe(0)
    const stored = await storedWith(dataDir, 'and one line more')
    await loseTables(dataDir)

    for (let starts = 0; starts < 2; starts++) {
      const { code, stderr } = await startRefused({ ...ENV, PORT: String(await freePort()), DATA_DIR: dataDir })
      expect(code).toBe(1)
      expect(stderr).toMatch(onServers ? /holds no job, but there are 2 logs \(80\d KB\) in the MongoDB database/ : /is not there, or is empty, but there are 2 logs \(80\d KB\) in the folder/)
      expect(stderr).toContain('npm run repair')
      expect(stderr).not.toMatch(/:[^:@/]+@/)
    }
    expect(await storedWith(dataDir, 'and one line more')).toEqual(stored)

    const asked = await runRepair(dataDir)
    expect(asked).toMatchObject({ code: 1, output: expect.stringContaining('Nothing was changed.') })
    for (const jobId of jobIds) expect(asked.output).toContain(jobId)
    expect((await startRefused({ ...ENV, PORT: String(await freePort()), DATA_DIR: dataDir })).code).toBe(1)

    expect(await runRepair(dataDir, '--yes')).toMatchObject({ code: 0, output: expect.stringContaining('Repaired.') })
    server = await startServer(ENV, dataDir)
    expect(await answers()).toEqual(before)
    await server.end()
    expect(await runRepair(dataDir, '--yes')).toMatchObject({ code: 0, output: expect.stringContaining('nothing to repair') })
  }
  finally {
    await server.dispose()
  }
})

test('a log whose upload was complete is worked on anew where its tables are lost before it is done', async () => {
  const dataDir = newDataDir()
  let server: TestServer = await startServer(ENV, dataDir)
  try {
    const undisturbed = await settledResults(server, (await analyse(server, LOG)).job_id)
    await server.end()
    server = await startServer({ ...ENV, WORKERS: '1' }, dataDir)
    const form = new FormData()
    form.append('file', new Blob([LOG]), 'again.log')
    const answer = await fetch(`${server.url}/api/v2/process`, { method: 'POST', body: form })
    expect(answer.status).toBe(202)
    await server.kill()
    await loseTables(dataDir)
    expect((await runRepair(dataDir, '--yes')).code).toBe(0)
    server = await startServer(ENV, dataDir)
    const jobId = String(JSON.parse(await answer.text()).job_id)
    await expect.poll(async () => JSON.parse(await text(server, `status/${jobId}`)).status, { timeout: 60_000 }).toBe('completed')
    expect(await settledResults(server, jobId)).toEqual(undisturbed)
  }
  finally {
    await server.dispose()
  }
})

async function text({ url }: TestServer, path: string): Promise<string> {
  return await (await fetch(`${url}/api/v2/${path}`)).text()
}
