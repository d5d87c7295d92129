import type { Page } from '@playwright/test'
import { expect, folded, rows, test } from './page'

/** Presses Tab until the focus is on what is meant. */
async function tabTo(page: Page, role: Parameters<Page['getByRole']>[0], name: string | RegExp) {
  const wanted = page.getByRole(role, { name }).first()
  for (let i = 0; i < 60; i++) {
    if (await wanted.evaluate(element => element === document.activeElement).catch(() => false)) {
      const outline = await wanted.evaluate(element => getComputedStyle(element).outlineStyle + getComputedStyle(element, '::after').outlineStyle + getComputedStyle(element).boxShadow)
      expect(outline, 'the focus is seen').not.toBe('nonenonenone')
      return
    }
    await page.keyboard.press('Tab')
  }
  throw new Error(`${role} ${String(name)} is not reached`)
}

test('a person with only a keyboard goes from the start to a finding, its surroundings, every view and back', async ({ page }) => {
  await page.goto('/')
  await page.waitForLoadState('networkidle')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused()
  await page.keyboard.press('Enter')
  await tabTo(page, 'button', 'Try the sample log')
  await page.keyboard.press('Enter')
  await expect(folded(page)).toBeVisible({ timeout: 30_000 })

  await page.keyboard.press('j')
  const detail = page.getByRole('complementary', { name: /^Finding in line/ })
  await expect(detail).toBeVisible()
  await page.keyboard.press('c')
  await expect(detail.getByRole('list', { name: 'Lines around it' }).getByRole('listitem')).toHaveCount(111)
  await page.keyboard.press('n')
  await expect(page.getByRole('dialog', { name: 'Mark as normal' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(detail).toHaveCount(0)

  await tabTo(page, 'button', /^critical/)
  await page.keyboard.press('Space')
  await expect(rows(page)).toHaveCount(2)
  await tabTo(page, 'button', 'Clear filters')
  await page.keyboard.press('Enter')

  await page.keyboard.press('2')
  const pattern = page.getByRole('region', { name: 'Patterns' }).getByRole('listitem').first()
  await expect(pattern).toBeVisible()
  await tabTo(page, 'button', /GET/)
  await page.keyboard.press('Enter')
  await expect(pattern.getByRole('link', { name: 'Findings of this pattern' })).toBeVisible()

  await page.keyboard.press('3')
  const lines = page.getByRole('group', { name: 'Lines of the log' })
  await expect(lines.getByRole('listitem').first()).toBeVisible()
  await page.keyboard.press('j')
  await expect(lines.locator('[aria-current]')).toBeVisible()
  await page.keyboard.press('4')
  await tabTo(page, 'button', 'Compare')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: /^New values: / })).toBeVisible()
  await page.keyboard.press('1')
  await expect(rows(page).first()).toBeVisible()
})
