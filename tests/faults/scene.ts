// What every file of faults begins with, and uploads that are under way.
import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { startServices } from '../../scripts/services.mjs'
import { analyse, FORM_TYPE, formEnd, formHead, OpenRequest, postFile } from '../api/client'
import { shopLog } from '../api/logs'
import { embeddedResults, openFleet, type Fleet, type Services, type Settled } from './fleet'

/** Some twenty chunks: enough that some are learnt, some in work and some wait at each fault. */
export const LOG = shopLog(2_000_000)
/** More chunks than may wait. */
export const LONG_LOG = shopLog(9_000_000)

/** Services that a file has for itself, what an embedded server makes of the log, and for each test a fleet of its own. */
export function setScene(): { readonly services: Services, readonly wanted: Settled, readonly fleet: Fleet } {
  let services: Services
  let wanted: Settled
  let fleet: Fleet
  beforeAll(async () => {
    services = await startServices()
    wanted = await embeddedResults(server => analyse(server, LOG))
    expect(wanted.findings.length).toBeGreaterThan(0)
  }, 300_000)
  afterAll(() => services.end())
  beforeEach(async () => {
    fleet = await openFleet(services)
  }, 120_000)
  afterEach(() => fleet.end(), 120_000)
  return {
    get services() { return services },
    get wanted() { return wanted },
    get fleet() { return fleet },
  }
}

export async function post(server: { url: string }, log = LOG): Promise<string> {
  const jobId = randomUUID()
  expect((await postFile(server, 'app.log', log, `?job_id=${jobId}`)).status).toBe(202)
  return jobId
}

/** An upload of which the first part is sent, and the rest when it is told to go on. */
export async function openPost(server: { url: string }, { log = LOG, sizeBytes = 1_200_000 } = {}) {
  const jobId = randomUUID()
  const upload = OpenRequest.post(`${server.url}/api/v2/process?job_id=${jobId}`, FORM_TYPE)
  await upload.write(formHead('app.log'))
  await upload.write(log.slice(0, sizeBytes))
  return {
    jobId,
    async goOn() {
      await upload.write(log.slice(sizeBytes))
      return await upload.end(formEnd())
    },
  }
}
