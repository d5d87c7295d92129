import { ODD_LINES, makeLog } from './logs'
import { asFile, expect, test, upload } from './page'

test('speaks Spanish on request, and keeps to it', async ({ page }) => {
  await upload(page, asFile('idioma.log', makeLog(20_000, ODD_LINES)))
  await expect(page.getByText(/^20,000 lines, /)).toBeVisible({ timeout: 30_000 })
  await page.getByRole('button', { name: 'Español' }).click()
  await expect(page.getByText(/^20\.000 líneas, \d+ hallazgos?$/)).toBeVisible()
  const rows = page.getByRole('table', { name: 'Hallazgos' }).getByRole('row')
  await expect(rows.filter({ hasText: 'línea 4200' })).toContainText(/98\.765; lo habitual: 10–4\d.*took es 98\.765; lo habitual es 10–4\d/)
  await expect(page.locator('html')).toHaveAttribute('lang', 'es')
  await page.reload()
  await expect(rows.filter({ hasText: 'línea 1500' })).toBeVisible()
  await rows.filter({ hasText: 'línea 1500' }).getByRole('link').click()
  await expect(page.getByRole('heading', { name: 'Por qué es rara' })).toBeVisible()
  await page.getByRole('link', { name: 'Patrones' }).click()
  await expect(page.getByText(/patrones, 20\.000 líneas/)).toBeVisible()
  await page.getByRole('button', { name: 'English' }).click()
  await expect(page.getByText(/patterns, 20,000 lines/)).toBeVisible()
})

test.describe('a browser that prefers Spanish', () => {
  test.use({ locale: 'es-MX' })
  test('is spoken to in Spanish', async ({ page }) => {
    await page.goto('/')
    await expect(page.getByRole('button', { name: 'Elegir un archivo' })).toBeVisible()
  })
})

test('shows all keys on a key', async ({ page }) => {
  await page.goto('/')
  await page.waitForLoadState('networkidle')
  await page.keyboard.press('?')
  const sheet = page.getByRole('dialog', { name: 'Keys' })
  await expect(sheet.getByText('next finding')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
})

test('keeps to the colours that were chosen', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('button', { name: 'Switch to dark colours' }).click()
  await expect(page.locator('html')).toHaveClass(/dark/)
  await page.reload()
  await expect(page.locator('html')).toHaveClass(/dark/)
  await page.getByRole('button', { name: 'Switch to light colours' }).click()
  await expect(page.locator('html')).not.toHaveClass(/dark/)
})
