import { expect, test } from 'vitest'
import { rotationOrder } from '../../../../../server/jobs/receiving/rotationOrder'

test.each([
  [['app.log', 'app.log.1', 'app.log.10.gz', 'app.log.2.gz'], ['app.log.10.gz', 'app.log.2.gz', 'app.log.1', 'app.log']],
  [['app.log', 'app.log-20250311.gz', 'app.log-20250310.gz'], ['app.log-20250310.gz', 'app.log-20250311.gz', 'app.log']],
  [['app-2025-03-11.log', 'app-2025-03-10.log', 'app-2025-03-10.1.log'], ['app-2025-03-10.1.log', 'app-2025-03-10.log', 'app-2025-03-11.log']],
  [['app.2.log', 'app.log', 'app.1.log'], ['app.2.log', 'app.1.log', 'app.log']],
  [['b.log', 'a.log.1', 'a.log', 'b.log.1'], ['b.log.1', 'b.log', 'a.log.1', 'a.log']],
  [['day2.log', 'day1.log'], ['day2.log', 'day1.log']],
  [[], []],
])('%j', (names, ordered) => {
  expect(rotationOrder(names).map(index => names[index])).toEqual(ordered)
})
