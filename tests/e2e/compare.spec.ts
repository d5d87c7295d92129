import type { Page } from '@playwright/test'
import { makeLog, ODD_LINES } from './logs'
import { asFile, expect, folded, test, upload } from './page'

/** Half a log of requests with a heartbeat, then one in which it is gone and something new comes. */
const CHANGED = Object.fromEntries(Array.from({ length: 400 }, (_, i) => [i * 50 + 1, i < 200 ? 'INFO [pump] heartbeat received from the pump' : 'WARN [db] connection pool exhausted, request queued']))
const list = (page: Page, name: RegExp) => page.getByRole('region', { name })

async function uploadAgainst(page: Page, known: string, name: string, log: Buffer) {
  await page.goto('/')
  await page.waitForLoadState('networkidle')
  const picker = page.getByRole('combobox', { name: 'Compare with a known-good log:' })
  const option = await picker.getByRole('option', { name: known }).first().getAttribute('value')
  await picker.selectOption(option)
  await page.getByLabel('Log file').setInputFiles(asFile(name, log))
  await page.waitForURL(/\/processing\//)
  await expect(folded(page)).toBeVisible({ timeout: 30_000 })
}

test('compares an upload with a known-good job that is picked on the start page', async ({ page }) => {
  await upload(page, asFile('good.log', makeLog(20_000, Object.fromEntries(Array.from({ length: 400 }, (_, i) => [i * 50 + 1, 'INFO [pump] heartbeat received from the pump'])))))
  await expect(page.getByText(/^20,000 lines, |Nothing stands out/).first()).toBeVisible({ timeout: 30_000 })
  await uploadAgainst(page, 'good.log', 'bad.log', makeLog(20_000, ODD_LINES))
  await expect(page.getByText(/^Compared with good\.log \(20,000 events\)/)).toBeVisible()
  await page.getByText('1 kind of line is missing here').click()
  await expect(page.getByRole('list', { name: 'Kinds of lines that are missing here' })).toContainText('heartbeat received')

  await page.getByRole('link', { name: 'Compare' }).click()
  await expect(page).toHaveURL(/view=compare/)
  await expect(list(page, /^New: 1$/)).toContainText('journal stopped')
  await list(page, /^New: 1$/).getByRole('link', { name: 'line 1,500' }).click()
  await expect(page.getByRole('complementary', { name: 'Finding in line 1,500' })).toBeVisible()
})

test('compares two parts of one log, by time, and the address keeps them', async ({ page }) => {
  await upload(page, asFile('parts.log', makeLog(20_000, CHANGED)))
  await expect(folded(page)).toBeVisible({ timeout: 30_000 })
  await page.keyboard.press('4')
  await expect(page.getByText('This log was not given a known-good log')).toBeVisible()
  await page.getByLabel('Usual part, from').fill('2026-11-24T03:00:00')
  await page.getByLabel('Usual part, to').fill('2026-11-24T03:06:40')
  await page.getByLabel('Part to compare, from').fill('2026-11-24T03:06:40')
  await page.getByLabel('Part to compare, to').fill('2026-11-24T03:13:20')
  await page.getByRole('button', { name: 'Compare' }).click()
  await expect(page.getByText('10,000 lines against 10,000 lines of the usual part.')).toBeVisible()
  await expect(list(page, /^New: 1$/)).toContainText('connection pool exhausted')
  await expect(list(page, /^New: 1$/)).toContainText('0 → 200')
  await expect(list(page, /^Gone: 1$/)).toContainText('heartbeat received')
  await expect(list(page, /^More or less often: 0$/)).toContainText('none')
  await page.reload()
  await expect(list(page, /^Gone: 1$/)).toContainText('200 → 0')
  await page.getByRole('button', { name: 'Español' }).click()
  await expect(list(page, /^Ausente: 1$/)).toContainText('heartbeat received')
  await page.getByRole('button', { name: 'English' }).click()
  await list(page, /^New: 1$/).getByRole('link', { name: 'line 10,001' }).click()
  await expect(page.getByRole('group', { name: 'Lines of the log' }).locator('[aria-current]')).toContainText('connection pool exhausted')
})

test('takes a part that is dragged over, and says when one is the wrong way round', async ({ page }) => {
  await upload(page, asFile('dragged.log', makeLog(20_000, CHANGED)))
  await expect(folded(page)).toBeVisible({ timeout: 30_000 })
  await page.getByRole('link', { name: 'Compare' }).click()
  await page.getByRole('radio', { name: 'Dragging sets the Usual part' }).check()
  const chart = page.getByRole('img', { name: /^Lines over the log/ })
  await expect(chart.locator('canvas')).toBeVisible()
  const from = page.getByLabel('Usual part, from')
  await expect(from).toHaveValue('2026-11-24T03:00')
  const box = await chart.boundingBox()
  if (!box) throw new Error('the chart has a place')
  await page.mouse.move(box.x + box.width * 0.3, box.y + 40)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.5, box.y + 40, { steps: 5 })
  await page.mouse.up()
  await expect(from).not.toHaveValue('2026-11-24T03:00')
  await from.fill('2026-11-24T04:00:00')
  await page.getByRole('button', { name: 'Compare' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'Each part must begin before it ends.' })).toBeVisible()
})
