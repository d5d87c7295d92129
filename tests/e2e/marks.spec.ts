import { ODD_LINES, makeLog } from './logs'
import { asFile, expect, folded, rows, test, upload } from './page'

test('what is marked as normal is hidden here and in later files of that name, until it is taken back', async ({ page }) => {
  const log = makeLog(20_000, ODD_LINES)
  await upload(page, asFile('marks-2026-11-24.log', log))
  await expect(folded(page)).toBeVisible({ timeout: 30_000 })
  const fatal = rows(page).filter({ hasText: 'line 1,500' })
  await fatal.getByRole('link').click()
  await page.getByRole('button', { name: 'This is normal' }).click()
  await page.getByRole('dialog', { name: 'Mark as normal' }).getByRole('button', { name: 'in files named marks-*.log' }).click()
  await expect(fatal).toHaveCount(0)
  await expect(page.getByText('1 finding marked as normal is hidden')).toBeVisible()
  await page.getByRole('button', { name: 'Show them' }).click()
  await expect(fatal).toBeVisible()

  await upload(page, asFile('marks-2026-11-25.log', log))
  await expect(folded(page)).toBeVisible({ timeout: 30_000 })
  await expect(page.getByText('1 finding marked as normal is hidden')).toBeVisible()
  await expect(fatal).toHaveCount(0)
  await page.getByRole('button', { name: 'Marks' }).click()
  await page.getByRole('dialog', { name: 'Marked as normal' }).getByRole('listitem').filter({ hasText: 'marks-*.log' }).getByRole('button', { name: 'Undo' }).click()
  await page.keyboard.press('Escape')
  await expect(fatal).toBeVisible()

  await rows(page).filter({ hasText: 'line 4,200' }).getByRole('link').click()
  await page.keyboard.press('n')
  await expect(page.getByRole('dialog', { name: 'Mark as normal' })).toBeVisible()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

for (const { scope, isHiddenLater } of [{ scope: 'in this job', isHiddenLater: false }, { scope: 'in all jobs', isHiddenLater: true }]) {
  test(`what is normal ${scope} is ${isHiddenLater ? 'hidden' : 'shown'} in a later job of another name, and can be taken back there`, async ({ page }) => {
    const log = makeLog(20_000, ODD_LINES)
    const fatal = rows(page).filter({ hasText: 'line 1,500' })
    await upload(page, asFile('scope-one.log', log))
    await expect(folded(page)).toBeVisible({ timeout: 30_000 })
    await fatal.getByRole('link').click()
    await page.keyboard.press('n')
    await page.getByRole('dialog', { name: 'Mark as normal' }).getByRole('button', { name: scope }).click()
    await expect(fatal).toHaveCount(0)
    const first = page.url()

    await upload(page, asFile('another-name.log', log))
    await expect(folded(page)).toBeVisible({ timeout: 30_000 })
    await expect(rows(page).filter({ hasText: 'line 4,200' })).toBeVisible()
    await expect(fatal).toHaveCount(isHiddenLater ? 0 : 1)
    if (!isHiddenLater) await page.goto(first)
    await page.getByRole('button', { name: 'Marks', exact: true }).click()
    await page.getByRole('dialog', { name: 'Marked as normal' }).getByRole('listitem').filter({ hasText: scope }).getByRole('button', { name: 'Undo' }).click()
    await page.keyboard.press('Escape')
    await expect(fatal).toBeVisible()
  })
}
