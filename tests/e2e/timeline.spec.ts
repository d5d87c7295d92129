import type { Page } from '@playwright/test'
import { PULSES, makeLog } from './logs'
import { asFile, expect, folded, test, upload } from './page'

/** What a page's canvases are asked to draw: texts as they are, strips by what they are. */
const watchDrawing = (page: Page) => page.addInitScript(() => {
  const drawn: string[] = []
  Object.assign(window, { drawn })
  const { fillText, fillRect, strokeRect } = CanvasRenderingContext2D.prototype
  const isStrip = (height: number) => height > 0 && height <= 5 * devicePixelRatio
  Object.assign(CanvasRenderingContext2D.prototype, {
    fillText(this: CanvasRenderingContext2D, ...call: Parameters<typeof fillText>) {
      drawn.push(call[0])
      fillText.apply(this, call)
    },
    fillRect(this: CanvasRenderingContext2D, ...call: Parameters<typeof fillRect>) {
      if (isStrip(call[3])) drawn.push('burst')
      fillRect.apply(this, call)
    },
    strokeRect(this: CanvasRenderingContext2D, ...call: Parameters<typeof strokeRect>) {
      if (isStrip(call[3])) drawn.push('silence')
      strokeRect.apply(this, call)
    },
  })
})
const drawnOn = (page: Page) => page.evaluate((): string[] => Reflect.get(window, 'drawn'))

test('bursts and silences are marked on the timeline, and lead to what is told of them', async ({ page }) => {
  await watchDrawing(page)
  await upload(page, asFile('pulses.log', makeLog(20_000, PULSES)))
  await expect(folded(page)).toBeVisible({ timeout: 30_000 })
  const timeline = page.getByRole('region', { name: 'Timeline' })
  await expect(timeline.getByText('1 burst', { exact: true })).toBeVisible()
  await expect(timeline.getByText('1 silence', { exact: true })).toBeVisible()
  await expect.poll(() => drawnOn(page)).toEqual(expect.arrayContaining(['burst', 'silence']))

  await timeline.getByText('Bursts and silences').click()
  const marks = timeline.getByRole('list', { name: 'Bursts and silences' }).getByRole('link')
  await expect(marks).toHaveCount(2)
  await expect(marks.first()).toHaveText(/^Burst, Nov 24, 2026, 3:03:\d\d AM – Nov 24, 2026, 3:0[34]:\d\d AM UTC$/)
  await expect(marks.last()).toHaveText(/^Silence, Nov 24, 2026, 3:0[56]:\d\d AM – Nov 24, 2026, 3:09:\d\d AM UTC$/)
  await marks.last().press('Enter')
  const detail = page.getByRole('complementary', { name: /^Finding in line 14,\d{3}$/ })
  await expect(detail.getByText('heartbeat received').first()).toBeVisible()
  await marks.first().click()
  await expect(page.getByRole('complementary', { name: 'Finding in line 5,002' })).toContainText('tried again')

  await page.getByRole('button', { name: 'Español' }).click()
  const cronologia = page.getByRole('region', { name: 'Cronología' })
  await expect(cronologia.getByText('1 ráfaga', { exact: true })).toBeVisible()
  await expect(cronologia.getByText('1 silencio', { exact: true })).toBeVisible()
  await expect(cronologia.getByRole('list', { name: 'Ráfagas y silencios' }).getByRole('link').first()).toHaveText(/^Ráfaga, 24 nov 2026, 3:03:\d\d – .* UTC$/)
})

test('the axis over several years tells the year', async ({ page }) => {
  await watchDrawing(page)
  const days = Array.from({ length: 1500 }, (_, day) => `${new Date(Date.UTC(2023, 6, 1) + day * 86_400_000).toISOString()} INFO backup of volume ${day % 7} done\n`)
  await upload(page, asFile('years.log', Buffer.from(days.join(''))))
  await expect(page.getByText(/^1,500 lines, |Nothing stands out in 1,500 lines/).first()).toBeVisible({ timeout: 30_000 })
  await page.getByRole('link', { name: 'Compare' }).click()
  await expect(page.getByRole('img', { name: /^Lines over the log/ }).locator('canvas')).toBeVisible()
  await expect.poll(() => drawnOn(page)).toEqual(expect.arrayContaining([expect.stringContaining('2024'), expect.stringContaining('2026')]))
})
