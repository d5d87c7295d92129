import { failedBuild } from '../api/logs'
import { asFile, expect, test, upload } from './page'

test('a failed run: one block above all says what broke, with the lines around it, and leads to all about it', async ({ page }) => {
  await upload(page, asFile('build.log', Buffer.from(failedBuild())))
  const broke = page.getByRole('region', { name: 'What broke' })
  await expect(broke).toBeVisible({ timeout: 30_000 })
  await expect(broke.getByRole('listitem')).toHaveCount(3)
  await expect(broke.locator('[aria-current]')).toContainText('till.c:12:4: error: drawer undeclared')
  await expect(broke).toContainText('in the step $ make all')
  const timeline = page.getByRole('region', { name: 'Filters' })
  const [above, below] = [await broke.boundingBox(), await timeline.boundingBox()]
  expect((above?.y ?? Infinity) + (above?.height ?? 0)).toBeLessThanOrEqual(below?.y ?? 0)
  await broke.getByRole('link', { name: 'All about it' }).click()
  await expect(page.getByRole('complementary', { name: 'Finding in line 301' })).toBeVisible()
  await page.getByRole('button', { name: 'Español' }).click()
  await expect(page.getByRole('region', { name: 'Qué se rompió' })).toContainText('en el paso $ make all')
})
