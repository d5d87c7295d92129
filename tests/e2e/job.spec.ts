import { ODD_LINES, makeLog } from './logs'
import { asFile, expect, folded, rows, test, throttleUpload, upload } from './page'

test('shows findings while the file is still uploading, then the settled ones', async ({ page }) => {
  const unthrottle = await throttleUpload(page, 1_000_000)
  await upload(page, asFile('shop.log', makeLog(80_000, ODD_LINES)))
  await expect(page.getByRole('heading', { name: 'shop.log' })).toBeVisible()
  await expect(rows(page).first()).toBeVisible({ timeout: 15_000 })
  const sent = Number(await page.getByRole('progressbar', { name: 'Upload' }).getAttribute('aria-valuenow'))
  expect(sent).toBeLessThan(100)
  await expect(page.getByText(/^Dotted: provisional/)).toBeVisible()
  await unthrottle()
  await expect(folded(page)).toHaveText(/^80,000 lines/, { timeout: 30_000 })
  await expect(page.getByText(/provisional findings? (has|have) been replaced/)).toBeVisible()
  await expect(page.getByRole('progressbar')).toHaveCount(0)
  await expect(rows(page).filter({ hasText: 'line 1,500' })).toBeVisible()
})

test('shows what a line is odd for, its neighbours, and nothing of it as markup', async ({ page }) => {
  await upload(page, asFile('markup.log', makeLog(20_000, ODD_LINES)))
  await expect(folded(page)).toBeVisible({ timeout: 30_000 })
  await rows(page).filter({ hasText: 'line 1,500' }).getByRole('link').click()
  await expect(page).toHaveURL(/line=1500/)
  const detail = page.getByRole('complementary', { name: 'Finding in line 1,500' })
  await expect(detail.getByText('<b>sda1</b>').first()).toBeVisible()
  await expect(detail.getByRole('list', { name: 'Lines around it' }).getByRole('listitem')).toHaveCount(11)
  await expect(detail.getByText('1,505')).toBeVisible()
  expect(await page.evaluate(() => 'hasRun' in window)).toBe(false)

  await page.reload()
  await expect(page.getByRole('complementary', { name: 'Finding in line 1,500' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('complementary')).toHaveCount(0)
})

test('sorts by line, and the address keeps it', async ({ page }) => {
  await upload(page, asFile('sort.log', makeLog(20_000, ODD_LINES)))
  await expect(folded(page)).toBeVisible({ timeout: 30_000 })
  await page.getByRole('columnheader', { name: 'Line' }).getByRole('button').click()
  await expect(page).toHaveURL(/sort=line/)
  await page.reload()
  await expect(page.getByRole('columnheader', { name: 'Line' })).toHaveAttribute('aria-sort', 'ascending')
})

test('a reload and a second tab pick up where the job is', async ({ page, context }) => {
  const jobId = await upload(page, asFile('again.log', makeLog(30_000, ODD_LINES)))
  await expect(rows(page).first()).toBeVisible({ timeout: 15_000 })
  const second = await context.newPage()
  await second.goto(`/processing/${jobId}`)
  await expect(folded(second)).toHaveText(/^30,000 lines/, { timeout: 30_000 })
  await expect(folded(page)).toHaveText(/^30,000 lines/)
  const settled = await folded(page).textContent()
  await page.reload()
  await expect(folded(page)).toHaveText(settled ?? '')
  await expect(rows(page).first()).toBeVisible()
  await second.close()
})

test('a second tab follows a job while the first one uploads it', async ({ page, context }) => {
  const unthrottle = await throttleUpload(page, 1_500_000)
  const jobId = await upload(page, asFile('two.log', makeLog(80_000, ODD_LINES)))
  const second = await context.newPage()
  await second.goto(`/processing/${jobId}`)
  await expect(rows(second).first()).toBeVisible({ timeout: 20_000 })
  await expect(second.getByRole('progressbar', { name: 'Processing' })).toBeVisible()
  await unthrottle()
  await expect(folded(second)).toHaveText(/^80,000 lines/, { timeout: 30_000 })
  await second.close()
})

test('cancels during the upload and says what it kept', async ({ page }) => {
  await throttleUpload(page, 500_000)
  await upload(page, asFile('cancel.log', makeLog(80_000, ODD_LINES)))
  await expect(page.getByRole('progressbar', { name: 'Processing' })).toBeVisible()
  await page.waitForTimeout(1500)
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByText('Cancelled', { exact: true })).toBeVisible({ timeout: 10_000 })
  await expect(page.getByText(/kept/i).first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'Cancel' })).toHaveCount(0)
  await page.reload()
  await expect(page.getByText('Cancelled', { exact: true })).toBeVisible()
})

test('says why a picture is not taken', async ({ page }) => {
  const png = Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), Buffer.alloc(4096)])
  await upload(page, asFile('picture.png', png, 'image/png'))
  const alert = page.getByRole('alert')
  await expect(alert).toContainText('This file was not taken')
  await expect(alert).toContainText(/text/)
  await alert.getByRole('link', { name: 'Choose a file' }).click()
  await expect(page).toHaveURL(/\/$/)
  await expect(page.getByText('picture.png')).toHaveCount(0)
})

test('says that an empty file is empty', async ({ page }) => {
  await upload(page, asFile('empty.log', Buffer.alloc(0)))
  await expect(page.getByText('The file is empty')).toBeVisible({ timeout: 15_000 })
})

test('has a plain page for a job and for an address that do not exist', async ({ page }) => {
  await page.goto('/processing/0198b2f0-0000-7000-8000-000000000000')
  await expect(page.getByRole('heading', { name: 'There is no such job' })).toBeVisible()
  await page.getByRole('link', { name: 'To the start page' }).click()
  await expect(page.getByRole('button', { name: 'Choose a file' })).toBeVisible()
  const answer = await page.goto('/nothing-here')
  expect(answer?.status()).toBe(404)
  await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible()
})
