import { describe, expect, it, vi } from 'vitest'
import { openInProcessQueue } from '../../server/adapters/queue/inProcessQueue'
import { openInProcessStatuses } from '../../server/adapters/wakeups/inProcessStatuses'
import { openInProcessWakeUps } from '../../server/adapters/wakeups/inProcessWakeUps'
import { statusCacheContract } from './statusCache'
import { wakeUpsContract } from './wakeUps'
import { workQueueContract } from './workQueue'

describe('in this process', () => {
  workQueueContract(async () => openInProcessQueue())
  wakeUpsContract(async () => openInProcessWakeUps())
  statusCacheContract(async () => openInProcessStatuses())

  it('calls a listener once for all notices of a turn of the event loop', async () => {
    const wakeUps = openInProcessWakeUps()
    const wake = vi.fn()
    await wakeUps.listen('a', wake)
    for (let notice = 0; notice < 10; notice++) await wakeUps.notify('a')
    expect(wake).not.toHaveBeenCalled()
    await new Promise(resolve => setImmediate(resolve))
    expect(wake).toHaveBeenCalledTimes(1)
  })
})
