import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { ODD_LINES, makeLog } from './logs'
import { asFile, expect, folded, rows, test, upload } from './page'

async function take(page: Page, name: string): Promise<string> {
  await page.getByText('Export', { exact: true }).click()
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).click()])
  return readFileSync(await download.path(), 'utf8')
}

test('exports the findings that the filters leave, in each form', async ({ page }) => {
  await upload(page, asFile('export.log', makeLog(20_000, ODD_LINES)))
  await expect(folded(page)).toBeVisible({ timeout: 30_000 })
  await page.getByRole('button', { name: /^fatal/ }).click()
  await expect(rows(page)).toHaveCount(1)
  expect((await take(page, 'Findings as CSV')).trim().split('\r\n')).toHaveLength(2)
  expect(JSON.parse(await take(page, 'Findings as NDJSON'))).toMatchObject({ line_number: 1500 })
  expect(JSON.parse(await take(page, 'Findings as JSON'))).toMatchObject({ total: 1 })
  expect(JSON.parse(await take(page, 'Marks as JSON'))).toHaveProperty('marks')
})

test('the report is one file that works offline and runs nothing', async ({ page, context }) => {
  await upload(page, asFile('report.log', makeLog(20_000, ODD_LINES)))
  await expect(folded(page)).toBeVisible({ timeout: 30_000 })
  const html = await take(page, 'Report, one HTML file')
  await context.setOffline(true)
  await page.setContent(html)
  await expect(page.getByRole('heading', { name: 'report.log' })).toBeVisible()
  await expect(page.getByText('<b>sda1</b>').first()).toBeVisible()
  expect(await page.evaluate(() => 'hasRun' in window)).toBe(false)
})

test('tells who asks for it when a job is done', async ({ page, context }) => {
  await context.grantPermissions(['notifications'])
  await page.addInitScript(() => {
    const told: string[] = []
    Object.assign(window, { told })
    function Told(_: string, { body }: { body: string }) {
      told.push(body)
    }
    Object.defineProperty(window, 'Notification', { value: Object.assign(Told, { requestPermission: () => Promise.resolve('granted') }) })
  })
  const session = await context.newCDPSession(page)
  await session.send('Network.enable')
  const limit = (uploadThroughput: number) => session.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput })
  await limit(1_000_000)
  await upload(page, asFile('told.log', makeLog(60_000, ODD_LINES)))
  await page.getByRole('button', { name: 'Tell me when done' }).click()
  await expect(page.getByText('A notification will come when it is done')).toBeVisible()
  await limit(-1)
  await expect(folded(page)).toBeVisible({ timeout: 30_000 })
  await expect.poll(() => page.evaluate(() => Reflect.get(window, 'told'))).toEqual([expect.stringMatching(/^told\.log: \d+ findings?$/)])
})
