import { expect, test as base } from '@playwright/test'
import type { Page } from '@playwright/test'

/** A page that fails its test when it breaks its content security policy, throws, or asks another host for anything. */
export const test = base.extend({
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

export const folded = (page: Page) => page.getByText(/^[\d,]+ lines?, [\d,]+ findings?$/)
export const rows = (page: Page) => page.getByRole('table', { name: 'Findings' }).getByRole('row').filter({ has: page.getByRole('link') })

/** Makes uploads slow enough to look at what happens meanwhile. */
export const throttleUpload = (page: Page, bytesPerSecond: number) => throttle(page, { uploadThroughput: bytesPerSecond })
/** The same for answers. */
export const throttleDownload = (page: Page, bytesPerSecond: number) => throttle(page, { downloadThroughput: bytesPerSecond })

async function throttle(page: Page, limits: { uploadThroughput?: number, downloadThroughput?: number }) {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  const set = (now: typeof limits) => session.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1, ...now })
  await set(limits)
  return () => set({})
}
