import { expect, it } from 'vitest'
import { mountSuspended } from '@nuxt/test-utils/runtime'
import ReadingChoices from '../../components/ReadingChoices.vue'

it('adds what is said to the other choices, and takes back what is emptied', async () => {
  const choices = await mountSuspended(ReadingChoices, { props: { modelValue: { baseline: 'a job', time_zone: 'Europe/Berlin' } } })
  const [zone, first] = choices.findAll('input')
  expect(zone?.element.value).toBe('Europe/Berlin')
  await choices.find('select').setValue('dmy')
  await first?.setValue('^### ')
  await zone?.setValue('  ')
  expect(choices.emitted('update:modelValue')).toEqual([
    [{ baseline: 'a job', time_zone: 'Europe/Berlin', date_order: 'dmy' }],
    [{ baseline: 'a job', time_zone: 'Europe/Berlin', date_order: 'dmy', first_line: '^###' }],
    [{ baseline: 'a job', date_order: 'dmy', first_line: '^###' }],
  ])
})
