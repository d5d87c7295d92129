import { ODD_LINES, makeBabble, makeLog } from './logs'
import { asFile, expect, folded, test, upload } from './page'

test('lists every pattern, rarest first on request, with what stands in its places', async ({ page }) => {
  await upload(page, asFile('patterns.log', makeLog(20_000, ODD_LINES)))
  await expect(folded(page)).toBeVisible({ timeout: 30_000 })
  await page.getByRole('link', { name: 'Patterns' }).click()
  const patterns = page.getByRole('region', { name: 'Patterns' }).getByRole('listitem')
  await expect(page.getByRole('status').filter({ hasText: /patterns?, 20,000 lines/ })).toBeVisible()
  await expect(patterns.first()).toContainText('19,999 lines')
  await patterns.first().getByRole('button').click()
  await expect(patterns.first().getByRole('term').filter({ hasText: 'took' })).toBeVisible()
  await page.getByRole('combobox', { name: 'Order' }).selectOption('rarest first')
  await expect(patterns.first()).toContainText('1 line')
  await expect(patterns.first()).toContainText('journal stopped')
  await patterns.first().getByRole('button').click()
  await patterns.first().getByRole('link', { name: 'Findings of this pattern' }).click()
  await expect(page).toHaveURL(/template=/)
  await expect(page.getByRole('status').filter({ hasText: /^1 of \d+ shown$/ })).toBeVisible()
  await page.goBack()
  await page.getByRole('searchbox', { name: 'Search patterns' }).fill('no such words')
  await expect(page.getByText('No pattern has these words')).toBeVisible()
  await page.getByRole('searchbox', { name: 'Search patterns' }).fill('journal')
  await expect(patterns).toHaveCount(1)
  await patterns.first().getByRole('link', { name: '1,500' }).first().click()
  await expect(page.getByRole('group', { name: 'Lines of the log' }).locator('[aria-current]')).toContainText('1,500')
})

const countIn = (text: string) => Number(/^[\d.,]+/.exec(text)?.[0].replace(/[.,]/g, ''))

test('says honestly where there is no stable pattern, and the counts add up to the lines all the same', async ({ page }) => {
  await upload(page, asFile('babble.log', Buffer.concat([makeBabble(6000), makeLog(2000)])))
  await expect(page.getByText(/^8,000 lines, |Nothing stands out in 8,000 lines/).first()).toBeVisible({ timeout: 30_000 })
  await page.getByRole('link', { name: 'Patterns' }).click()
  const patterns = page.getByRole('region', { name: /^(Patterns|Patrones)$/ }).getByRole('listitem')
  await expect(page.getByRole('status').filter({ hasText: /^\d+ patterns, 8,000 lines$/ })).toBeVisible()
  await expect(patterns.getByText('No stable pattern: these lines were grouped by their shape only.').first()).toBeVisible()
  await expect(patterns.filter({ hasText: 'GET' }).first()).not.toContainText('No stable pattern')
  const counts = await patterns.getByText(/^[\d,]+ lines?$/).allTextContents()
  expect(counts.reduce((sum, text) => sum + countIn(text), 0)).toBe(8000)

  await page.getByRole('button', { name: 'Español' }).click()
  await expect(patterns.getByText('Sin patrón estable: estas líneas se agruparon solo por su forma.').first()).toBeVisible()
})
