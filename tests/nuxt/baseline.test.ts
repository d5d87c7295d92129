import { mountSuspended } from '@nuxt/test-utils/runtime'
import { afterEach, expect, it, vi } from 'vitest'
import BaselinePicker from '../../components/BaselinePicker.vue'
import BaselineSummary from '../../components/BaselineSummary.vue'
import { useHistoryStore } from '../../stores/historyStore'
import { fakeServer } from './fakeServer'
import { JOB_ID, OTHER_ID, makeStatus } from './makeFinding'
import { settle } from './page'

afterEach(() => vi.unstubAllGlobals())

async function listed(...jobs: ReturnType<typeof makeStatus>[]) {
  fakeServer({ 'GET /api/v2/jobs': { body: { jobs, next_cursor: null } } })
  await useHistoryStore().watchJobs()
  useHistoryStore().stopWatching()
}

it('offers completed jobs only, and none at first', async () => {
  await listed(makeStatus(), makeStatus({ job_id: OTHER_ID, status: 'completed', filename: 'good.log' }))
  const picker = await mountSuspended(BaselinePicker, { props: { modelValue: {} } })
  expect(picker.findAll('option').map(option => option.text().split(',')[0])).toEqual(['none', 'good.log'])
  await picker.find('select').setValue(OTHER_ID)
  expect(picker.emitted('update:modelValue')).toEqual([[{ baseline: OTHER_ID }]])
})

it('is not there without a completed job', async () => {
  await listed(makeStatus())
  const picker = await mountSuspended(BaselinePicker, { props: { modelValue: {} } })
  expect(picker.find('select').exists()).toBe(false)
})

it('says with what the log was compared, and what is missing', async () => {
  fakeServer({ [`GET /api/v2/results/${JOB_ID}/comparison`]: { body: { comparison: { baseline: { job_id: OTHER_ID, filename: 'good.log' }, baselines: [{ job_id: OTHER_ID, filename: 'good.log' }], baseline_events: 5000, known_share: 0.98, gone: [{ template: 'beat of <*>', count: 412, first_line: 5 }], gone_total: 3 } } } })
  const summary = await mountSuspended(BaselineSummary, { props: { jobId: JOB_ID } })
  await settle()
  expect(summary.text()).toContain('Compared with good.log (5,000 events). 98% of this log’s lines')
  expect(summary.find('summary').text()).toBe('3 patterns are missing here')
  expect(summary.text()).toContain('beat of <*>')
  expect(summary.text()).toContain('and 2 more')
})

it('says of several logs which they are, and in how many of them is what is missing', async () => {
  const baselines = ['a.log', 'b.log', 'c.log', 'd.log', 'e.log'].map(filename => ({ job_id: OTHER_ID, filename }))
  fakeServer({ [`GET /api/v2/results/${JOB_ID}/comparison`]: { body: { comparison: { baseline: baselines[0], baselines, baseline_events: 5000, known_share: 0.98, gone: [{ template: 'beat of <*>', count: 412, first_line: 5, runs: { with: 3, of: 5 } }], gone_total: 1 } } } })
  const summary = await mountSuspended(BaselineSummary, { props: { jobId: JOB_ID } })
  await settle()
  expect(summary.text()).toContain('Compared with a.log, b.log, c.log and 2 more (5,000 events).')
  expect(summary.text()).toContain('in 3 of 5 good logs')
})
