import { mountSuspended } from '@nuxt/test-utils/runtime'
import { afterEach, expect, it, vi } from 'vitest'
import JobTimeline from '../../components/JobTimeline.vue'
import { fakeServer } from './fakeServer'
import { JOB_ID, makeStatus } from './makeFinding'
import { settle } from './page'

afterEach(() => vi.unstubAllGlobals())

it('holds its place while it loads, and gives it back where there is nothing to draw', async () => {
  fakeServer({ [`GET /api/v2/results/${JOB_ID}/timeline`]: { status: 503, body: {} } })
  const job = makeStatus({ status: 'completed', phase: 'done', progress: 1, lines: 5000 })
  const timeline = await mountSuspended(JobTimeline, { props: { job: makeStatus(), findings: [], filter: {}, addressOf: () => '' } })
  expect(timeline.find('.h-36').exists()).toBe(false)
  await timeline.setProps({ job })
  expect(timeline.find('.h-36').exists()).toBe(true)
  await settle()
  expect(timeline.find('.h-36').exists()).toBe(false)
})
