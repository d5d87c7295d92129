import { expect, test as base } from '@playwright/test'
import type { Page } from '@playwright/test'
import { StatusResult } from '../../shared/job'
import { startServer } from '../api/testServer'
import type { Stores } from '../stores'

export interface OnStores {
  stores: Stores
  /** Address of the built server, one for each worker of the runner; E2E_URL names one that runs already. */
  serverUrl: string
}

/** A page that fails its test when it breaks its content security policy, throws, or asks another host for anything. */
export const test = base.extend<object, OnStores>({
  stores: ['embedded', { option: true, scope: 'worker' }],
  serverUrl: [async ({ stores }, use) => {
    const { E2E_URL } = process.env
    if (E2E_URL) return await use(E2E_URL)
    const server = await startServer({}, undefined, { stores })
    await use(server.url)
    await server.dispose()
  }, { scope: 'worker', timeout: 120_000 }],
  baseURL: ({ serverUrl }, use) => use(serverUrl),
  page: async ({ page, baseURL }, use) => {
    const wrongs: string[] = []
    const { origin } = new URL(baseURL ?? '')
    page.on('pageerror', error => wrongs.push(`threw: ${error.message}`))
    page.on('console', message => /Content Security Policy/i.test(message.text()) && wrongs.push(message.text()))
    page.on('request', request => /^https?:/.test(request.url()) && new URL(request.url()).origin !== origin && wrongs.push(`asked ${request.url()}`))
    await use(page)
    expect(wrongs).toEqual([])
  },
})
export { expect }

interface LogFile { name: string, mimeType: string, buffer: Buffer }
export const asFile = (name: string, buffer: Buffer, mimeType = 'text/plain'): LogFile => ({ name, mimeType, buffer })

/** Picks a file, made up or on disk, on the start page and waits for its job's page. */
export async function upload(page: Page, file: LogFile | string): Promise<string> {
  await page.goto('/')
  await page.waitForLoadState('networkidle') // the page must be alive before a file is picked
  await page.getByLabel('Log file').setInputFiles(file)
  await page.waitForURL(/\/processing\/[0-9a-f-]{36}/)
  return page.url().match(/[0-9a-f-]{36}/)?.[0] ?? ''
}

/** Waits until the server knows the job: it does from the first byte on, and another tab can follow it only then. */
export async function untilKnown(page: Page, jobId: string): Promise<void> {
  await expect.poll(async () => (await page.request.get(`/api/v2/status/${jobId}`)).status(), { timeout: 10_000 }).toBe(200)
}

/** Waits until something of the job has been worked on. */
export async function untilLearnt(page: Page, jobId: string): Promise<void> {
  await expect.poll(async () => {
    const answer = await page.request.get(`/api/v2/status/${jobId}`)
    return answer.ok() ? StatusResult.parse(await answer.json()).chunks_processed : 0
  }, { timeout: 20_000 }).toBeGreaterThan(0)
}

export const folded = (page: Page) => page.getByText(/^[\d,]+ lines?, [\d,]+ findings?$/)
export const rows = (page: Page) => page.getByRole('table', { name: 'Findings' }).getByRole('row').filter({ has: page.getByRole('link') })

/** At this the first chunk is there after four seconds, and a log of 80,000 lines after twenty: time enough on a busy machine too. */
const SLOW_BYTES_PER_SECOND = 300_000

/** Makes uploads slow enough to look at what happens meanwhile, until the returned function is called. */
export const throttleUpload = (page: Page, bytesPerSecond = SLOW_BYTES_PER_SECOND) => throttle(page, { uploadThroughput: bytesPerSecond })
/** The same for answers. */
export const throttleDownload = (page: Page, bytesPerSecond: number) => throttle(page, { downloadThroughput: bytesPerSecond })

async function throttle(page: Page, limits: { uploadThroughput?: number, downloadThroughput?: number }) {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  const set = (now: typeof limits) => session.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1, ...now })
  await set(limits)
  return () => set({})
}
