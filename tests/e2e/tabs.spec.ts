import { makeLog, ODD_LINES } from './logs'
import { asFile, expect, folded, rows, test, throttleUpload, untilKnown, upload } from './page'

test('more tabs than a browser has connections all stay live', async ({ page, context }) => {
  test.setTimeout(120_000)
  const unthrottle = await throttleUpload(page)
  const jobId = await upload(page, asFile('tabs.log', makeLog(80_000, ODD_LINES)))
  await expect(page.getByRole('progressbar', { name: 'Processing' })).toBeVisible()
  await untilKnown(page, jobId)
  const tabs = []
  for (let i = 0; i < 8; i++) {
    const tab = await context.newPage()
    tabs.push(tab)
    await tab.goto(`/processing/${jobId}`)
    await expect(tab.getByRole('progressbar', { name: 'Processing' })).toBeVisible()
  }
  for (const tab of tabs) {
    await expect(rows(tab).first()).toBeVisible({ timeout: 30_000 })
    await expect(tab.getByText('Reconnecting')).toHaveCount(0)
  }
  await unthrottle()
  for (const tab of [page, ...tabs]) await expect(folded(tab)).toHaveText(/^80,000 lines/, { timeout: 40_000 })
  for (const tab of tabs) await expect(rows(tab).filter({ hasText: 'line 1,500' })).toBeVisible({ timeout: 20_000 })
})
