import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { MarksPage } from '../../shared/mark'
import { ODD_LINES, makeLog } from './logs'
import { asFile, expect, folded, rows, test, upload } from './page'

async function take(page: Page, name: string): Promise<string> {
  await page.getByText('Export', { exact: true }).click()
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name, exact: true }).or(page.getByRole('button', { name, exact: true })).click()])
  return readFileSync(await download.path(), 'utf8')
}

test('exports the findings that the filters leave, in each form', async ({ page }) => {
  await upload(page, asFile('export.log', makeLog(20_000, ODD_LINES)))
  await expect(folded(page)).toBeVisible({ timeout: 30_000 })
  await page.getByRole('button', { name: /^fatal/ }).click()
  await expect(rows(page)).toHaveCount(1)
  expect((await take(page, 'Findings as CSV')).trim().split('\r\n')).toHaveLength(2)
  expect(JSON.parse(await take(page, 'Findings as NDJSON'))).toMatchObject({ line_number: 1500 })
  expect(JSON.parse(await take(page, 'Findings as JSON'))).toMatchObject([{ line_number: 1500 }])
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

test('the report speaks Spanish where the page does', async ({ page }) => {
  await upload(page, asFile('informe.log', makeLog(20_000, ODD_LINES)))
  await expect(folded(page)).toBeVisible({ timeout: 30_000 })
  await page.getByRole('button', { name: 'Español' }).click()
  await page.getByText('Exportar', { exact: true }).click()
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: /^Informe/ }).click()])
  await page.setContent(readFileSync(await download.path(), 'utf8'))
  await expect(page.getByText('20.000 líneas').first()).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Patrones más frecuentes' })).toBeVisible()
  await expect(page.getByText(/«took» es 98\.765; lo habitual es 10–4\d/)).toBeVisible()
})

test('what is marked as normal stays out of exports; marks and settings go to a file and come back', async ({ page }) => {
  await upload(page, asFile('settings.log', makeLog(20_000, ODD_LINES)))
  await expect(folded(page)).toBeVisible({ timeout: 30_000 })
  const fatal = rows(page).filter({ hasText: 'line 1,500' })
  await fatal.getByRole('link').click()
  await page.getByRole('button', { name: 'This is normal' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'in files named settings.log' }).click()
  await expect(fatal).toHaveCount(0)
  expect(await take(page, 'Findings as CSV')).not.toContain('journal stopped')
  expect(await take(page, 'Report, one HTML file')).toContain('Findings of one pattern that is marked as normal are left out')
  const file = await take(page, 'Marks and settings')
  expect(JSON.parse(file)).toMatchObject({ settings: { language: 'en' } })

  await page.getByRole('button', { name: 'Marks', exact: true }).click()
  await page.getByRole('dialog').getByRole('listitem').filter({ hasText: 'journal' }).getByRole('button', { name: 'Undo' }).click()
  await page.keyboard.press('Escape')
  await expect(fatal).toBeVisible()
  await page.getByText('Export', { exact: true }).click()
  await page.getByLabel('File with marks and settings').setInputFiles({ name: 'wrong.json', mimeType: 'application/json', buffer: Buffer.from('{"marks": 5}') })
  await expect(page.getByRole('alert').filter({ hasText: 'This is no file with marks and settings' })).toBeVisible()
  const wanted = JSON.stringify({ ...JSON.parse(file), settings: { language: 'es', color_mode: 'dark' } })
  await page.getByLabel('File with marks and settings').setInputFiles({ name: 'lograro-settings.json', mimeType: 'application/json', buffer: Buffer.from(wanted) })
  await expect(page.getByText(/^Hecho: ahora hay \d+ marcas?$/)).toBeVisible()
  await expect(page.getByText('línea 1500')).toHaveCount(0)
  await expect(page.locator('html')).toHaveClass(/dark/)

  const { marks } = MarksPage.parse(await (await page.request.get('/api/v2/marks')).json())
  for (const { mark_id: id } of marks) await page.request.delete(`/api/v2/marks/${id}`)
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
