import { describe, expect, it, vi } from 'vitest'
import { groupCalls } from '../../../../../server/adapters/relational/groupCalls'
import { letPass } from '../../../../letPass'

/** Answers each call with itself, and remembers the groups. */
function recorder({ size = 64, pauseMs = 0, runMs = 0 } = {}) {
  const groups: number[][] = []
  const grouped = groupCalls(async (calls: number[]) => {
    groups.push(calls)
    await letPass(runMs, 'as long as the call takes')
    if (calls.includes(-1)) throw new Error('refused')
    return calls.map(call => call * 10)
  }, { size, pauseMs })
  return { groups, grouped }
}

describe('groupCalls', () => {
  it('answers each call in its place', async () => {
    const { groups, grouped } = recorder()
    expect(await Promise.all([grouped.add(1), grouped.add(2), grouped.add(3)])).toEqual([10, 20, 30])
    expect(groups).toEqual([[1, 2, 3]])
  })

  it('keeps what arrives during a group for the next', async () => {
    const { groups, grouped } = recorder({ runMs: 20 })
    const first = grouped.add(1)
    await vi.waitFor(() => expect(groups).toHaveLength(1))
    await Promise.all([first, grouped.add(2), grouped.add(3)])
    expect(groups).toEqual([[1], [2, 3]])
  })

  it('pauses after a group, unless a call is worth no waiting or the group is full', async () => {
    const { groups, grouped } = recorder({ size: 3, pauseMs: 60_000 })
    await grouped.add(1)
    const waiting = grouped.add(2)
    await letPass(20, 'the second group must not begin')
    expect(groups).toEqual([[1]])
    await Promise.all([waiting, grouped.add(3, true)])
    await Promise.all([grouped.add(4), grouped.add(5), grouped.add(6)])
    expect(groups).toEqual([[1], [2, 3], [4, 5, 6]])
  })

  it('ends the pause by itself', async () => {
    const { grouped } = recorder({ pauseMs: 10 })
    expect(await grouped.add(1)).toBe(10)
    expect(await grouped.add(2)).toBe(20)
  })

  it('takes no more than fit, the rest after them', async () => {
    const { groups, grouped } = recorder({ size: 2 })
    await Promise.all([1, 2, 3, 4, 5].map(call => grouped.add(call)))
    expect(groups).toEqual([[1, 2], [3, 4], [5]])
  })

  it('harms no call by the failure of another', async () => {
    const { grouped } = recorder()
    const answers = await Promise.allSettled([grouped.add(1), grouped.add(-1), grouped.add(3)])
    expect(answers.map(answer => answer.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await grouped.add(4)).toBe(40)
  })

  it('settles: what waits is not left to its pause', async () => {
    const { groups, grouped } = recorder({ pauseMs: 60_000 })
    await grouped.settled()
    await grouped.add(1)
    const waiting = [grouped.add(2), grouped.add(3)]
    await grouped.settled()
    expect(groups).toEqual([[1], [2, 3]])
    expect(await Promise.all(waiting)).toEqual([20, 30])
  })
})
