import { expect, it } from 'vitest'
import { worded } from '../../../../server/jobs/worded'
import { AnomalyResult } from '../../../../shared/anomaly'
import { finding } from '../../../contract/given'

it('says of a finding what is odd, in a few words and in a sentence, and names its chunk', () => {
  const { explanation: _, reason: __, chunk_id: ___, ...bare } = finding(7, 0.9)
  expect(worded(bare, 'job', 3)).toEqual({
    ...bare, explanation: 'This pattern was seen once in 100 events.', reason: 'seen once in 100', chunk_id: 'job:3',
  })
})

it('reads what an earlier version has stored, which has no reason', () => {
  const { reason: _, ...earlier } = finding(7, 0.9)
  expect(AnomalyResult.parse(earlier)).toEqual({ ...earlier, reason: '' })
})
