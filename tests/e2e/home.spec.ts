import { makeLog, ODD_LINES } from './logs'
import { asFile, expect, folded, rows, test, upload } from './page'

/** And some more. */
const FIVE_SECONDS_MS = 5500

test('tries the sample log with one click', async ({ page }) => {
  await page.goto('/')
  await page.waitForLoadState('networkidle')
  await page.getByRole('button', { name: 'Try the sample log' }).click()
  await expect(page.getByRole('heading', { name: 'shop-sample.log' })).toBeVisible()
  await expect(folded(page)).toBeVisible({ timeout: 30_000 })
  await expect(rows(page).first()).toBeVisible()
})

test('tells who is new here what to try, and no one else', async ({ page }) => {
  let jobs = '[]'
  await page.route('**/api/v2/jobs*', route => jobs === '' ? route.continue() : route.fulfill({ contentType: 'application/json', body: `{"jobs": ${jobs}, "next_cursor": null}` }))
  await page.goto('/')
  await expect(page.getByText(/^Any text log of any size.* New here\? The sample is the log of a small web shop/)).toBeVisible()
  await page.getByRole('button', { name: 'Español' }).click()
  await expect(page.getByText(/¿Primera vez\? La muestra es el registro de una pequeña tienda web/)).toBeVisible()
  await page.getByRole('button', { name: 'English' }).click()
  await expect(page.getByText(/New here\? The sample is the log of a small web shop/)).toBeVisible()
  jobs = ''
  await upload(page, asFile('known.log', makeLog(300)))
  await page.getByRole('link', { name: 'Lograro' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: 'known.log' }).first()).toBeVisible()
  await expect(page.getByText('New here?')).toHaveCount(0)
})

test('reads a log as the person says', async ({ page }) => {
  await page.goto('/')
  await page.waitForLoadState('networkidle')
  await page.getByText('Say how the log is to be read').click()
  await page.getByLabel('Order of dates').selectOption('dmy')
  await page.getByLabel('Zone of times without one').fill('Asia/Tokyo')
  await page.getByLabel('First line of an event').fill('^### ')
  const entries = Array.from({ length: 40 }, (_, i) => `### 03/04/2025 10:00:${String(i).padStart(2, '0')} opened\n03/04/2025 11:00:00 as before\n`).join('')
  await page.getByLabel('Log file').setInputFiles(asFile('said.log', Buffer.from(entries)))
  await expect(page.getByRole('heading', { name: 'said.log' })).toBeVisible()
  await expect(page.getByText(/day first · 100 % of lines fit/)).toBeVisible()
  await expect(page.getByText('Apr 3, 2025, 1:00:00 AM – 1:00:39 AM UTC')).toBeVisible()
})

test('lists earlier jobs and opens one', async ({ page }) => {
  await upload(page, asFile('listed.log', makeLog(2000, ODD_LINES)))
  await expect(folded(page)).toBeVisible({ timeout: 30_000 })
  await page.getByRole('link', { name: 'Lograro' }).click()
  const row = page.getByRole('listitem').filter({ hasText: 'listed.log' })
  await expect(row).toContainText('2,000 lines')
  await expect(row).toContainText('done')
  await expect(row.getByRole('img', { name: 'Where in the file its odd lines are' })).toBeVisible()
  await row.getByRole('link').click()
  await expect(folded(page)).toHaveText(/^2,000 lines/)
})

test('deletes a job, unless it is brought back within five seconds', async ({ page }) => {
  await page.clock.install()
  const jobId = await upload(page, asFile('unwanted.log', makeLog(2000)))
  await expect(folded(page)).toBeVisible({ timeout: 30_000 })
  await page.getByRole('link', { name: 'Lograro' }).click()
  await page.getByRole('button', { name: 'Delete unwanted.log' }).click()
  await expect(page.getByText('Deleted unwanted.log')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.clock.fastForward(FIVE_SECONDS_MS)
  await page.waitForLoadState('networkidle')
  expect((await page.request.get(`/api/v2/status/${jobId}`)).status()).toBe(200)

  await page.getByRole('button', { name: 'Delete unwanted.log' }).click()
  await expect(page.getByText('Deleted unwanted.log')).toBeVisible()
  await page.clock.fastForward(FIVE_SECONDS_MS)
  await expect(page.getByText('Deleted unwanted.log')).toHaveCount(0)
  await expect.poll(async () => (await page.request.get(`/api/v2/status/${jobId}`)).status()).toBe(404)
})

test('takes a file that is dropped anywhere on the page', async ({ page }) => {
  await page.goto('/')
  await page.waitForLoadState('networkidle')
  const transfer = await page.evaluateHandle((text) => {
    const data = new DataTransfer()
    data.items.add(new File([text], 'dropped.log', { type: 'text/plain' }))
    return data
  }, makeLog(500).toString())
  await page.dispatchEvent('header', 'dragenter', { dataTransfer: transfer })
  await expect(page.getByRole('heading', { name: 'Let go to start.' })).toBeVisible()
  await page.dispatchEvent('header', 'drop', { dataTransfer: transfer })
  await expect(page.getByRole('heading', { name: 'dropped.log' })).toBeVisible()
})

test('takes several files, each as a job, and names those that are none', async ({ page }) => {
  await page.goto('/')
  await page.waitForLoadState('networkidle')
  const picture = { name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A]) }
  await page.getByLabel('Log file').setInputFiles([asFile('first.log', makeLog(300)), picture, asFile('second.log', makeLog(400))])
  await expect(page.getByText('3 files are being sent')).toBeVisible()
  await expect(page.getByText('logo.png was not taken: The file is a PNG picture, not a text log.')).toBeVisible({ timeout: 30_000 })
  await expect(page.getByRole('listitem').filter({ hasText: 'first.log' }).first()).toContainText('300 lines', { timeout: 30_000 })
  await expect(page.getByRole('listitem').filter({ hasText: 'second.log' }).first()).toContainText('400 lines', { timeout: 30_000 })
})
