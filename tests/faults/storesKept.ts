import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCompute, type Compute } from '../../server/compute/compute'
import { deleteJob } from '../../server/jobs/ending/deleteJob'
import { addMark } from '../../server/jobs/reading/marks'
import { planRepair } from '../../server/jobs/keeping/repair'
import { takeUp } from '../../server/jobs/keeping/takeUp'
import { receiveJob } from '../../server/jobs/receiving/receiveJob'
import { runTask } from '../../server/jobs/working/runTask'
import type { Backends, RepairStores } from '../../server/ports/backends'
import type { Job } from '../../server/ports/jobStore'
import { StoresRefused } from '../../server/ports/errors'
import { WHOLE_JOB } from '../../server/ports/stepStore'
import { shopLog } from '../api/logs'
import { TEST_THREAD } from '../globalSetup/bundleThread'
import { SETTINGS, untilEnded, uploadOf, workThrough } from '../unit/server/jobs/given'

/** How a part of the stores is found by the start: as it was left, gone, there but empty, of a new instance, or of the day before. */
export const CONDITIONS = ['today', 'removed', 'emptied', 'fresh', 'yesterday'] as const
export type Condition = typeof CONDITIONS[number]

/** Stores at rest, of which copies are put together. */
export interface Installation {
  open(): Promise<Backends>
  openForRepair(): Promise<RepairStores>
  /** Bytes of the job's log that are there, in the trash or out of it. */
  bytesOf(jobId: string): Promise<number>
  drop(): Promise<void>
}

export interface Kit {
  parts: readonly string[]
  /** Empty stores. */
  make(): Promise<Installation>
  /** Stores of which each part is in the condition given. `days` are installations that nobody has open. */
  compose(days: Record<'today' | 'fresh' | 'yesterday', Installation>, conditions: Record<string, Condition>): Promise<Installation>
  /** Takes one of the tables away, or a file of theirs. */
  damage(installation: Installation): Promise<void>
  /** What stands for the same stores before there were descriptions and ids. */
  makeOld(today: Installation): Promise<Installation>
  close(): Promise<void>
}

/** @param runs how many sets of conditions are drawn, beside each part in each condition alone */
export function storesKeptSuite(openKit: () => Promise<Kit>, parts: readonly string[], runs: number): void {
  describe('a start', () => {
    let kit: Kit
    let compute: Compute
    let days: Record<'today' | 'fresh' | 'yesterday', Installation>
    /** By name: `kept` was complete yesterday, `deleted` too and was deleted today, `grown` was sealed yesterday, `latest` came today. */
    const ids: Record<string, string> = {}
    let findings: Map<string, Found>

    beforeAll(async () => {
      kit = await openKit()
      compute = openCompute(2, TEST_THREAD)
      const today = await kit.make()
      let backends = await started(today)
      ids.kept = (await workThrough(backends, compute, LOG)).id
      ids.deleted = (await workThrough(backends, compute, `${LOG}one more line\n`)).id
      ids.grown = randomUUID()
      await receiveJob(backends, uploadOf(LOG.slice(0, 40_000)), ids.grown, SETTINGS)
      await addMark(backends, { scope: 'all', value: '', template_id: 't1', template: 'a <*>' })
      await backends.close()
      const yesterday = await kit.compose({ today, fresh: today, yesterday: today }, {})
      backends = await started(today)
      await deleteJob(backends, ids.deleted)
      const endLoop = backends.queue.consume(2, (attempt, signal) => runTask(backends, compute, attempt, signal))
      await untilEnded(backends, ids.grown)
      await endLoop()
      ids.latest = (await workThrough(backends, compute, `${LOG}the latest line of all\n`)).id
      findings = await findingsOf(backends)
      await backends.close()
      const fresh = await kit.make()
      await (await started(fresh)).close()
      days = { today, fresh, yesterday }
    }, 180_000)

    afterAll(async () => {
      await Promise.all(Object.values(days ?? {}).map(day => day.drop()))
      await compute?.close()
      await kit?.close()
    })

    /** Starts on stores in these conditions. @returns whether it was refused, and why */
    async function start(conditions: Record<string, Condition>): Promise<string | null> {
      const installation = await kit.compose(days, conditions)
      try {
        const before = await bytes(installation)
        const refusal = await restart(installation)
        const after = await bytes(installation)
        for (const name of Object.keys(ids)) expect(after[name], `${name}, ${refusal ?? 'started'}`).toBeGreaterThanOrEqual(before[name] ?? 0)
        return refusal
      }
      finally {
        await installation.drop()
      }
    }

    async function restart(installation: Installation): Promise<string | null> {
      try {
        const backends = await started(installation)
        await backends.close()
        return null
      }
      catch (error) {
        if (!(error instanceof StoresRefused)) throw error
        return error.message
      }
    }

    async function bytes(installation: Installation): Promise<Record<string, number>> {
      return Object.fromEntries(await Promise.all(Object.entries(ids).map(async ([name, jobId]) => [name, await installation.bytesOf(jobId)])))
    }

    it('goes on where all is as it was left', async () => {
      expect(await start({})).toBeNull()
    })

    it.each(parts.flatMap(part => CONDITIONS.slice(1).map(condition => [part, condition] as const)))('keeps every complete log where of all parts %s is %s', async (part, condition) => {
      await start({ [part]: condition })
    }, 60_000)

    it('keeps every complete log, whatever parts are removed, emptied, or of another day', async () => {
      const conditions = fc.record(Object.fromEntries(parts.map(part => [part, fc.constantFrom(...CONDITIONS)])))
      await fc.assert(fc.asyncProperty(conditions, async picked => void await start(picked)), { numRuns: runs })
    }, 600_000)

    it('adopts stores from before there were ids, and loses nothing', async () => {
      const old = await kit.makeOld(days.today)
      const backends = await started(old)
      expect(await findingsOf(backends)).toEqual(withoutNews(findings))
      const records = await Promise.all([...findings.keys()].map(jobId => backends.records.get(jobId)))
      expect(records.map(kept => kept?.record?.status)).toEqual([...findings.keys()].map(() => 'completed'))
      await backends.close()
      expect(await restart(old)).toBeNull()
      await old.drop()
    }, 60_000)

    /** The parts that hold the tables. */
    const tables = () => parts.slice(0, 1)

    it.each(['removed', 'emptied', 'fresh', 'yesterday'] as const)('a repair brings every complete log back where the tables are %s', async (condition) => {
      const installation = await kit.compose(days, Object.fromEntries(tables().map(part => [part, condition])))
      expect(await restart(installation)).not.toBeNull()
      if (condition === 'fresh' && !await mayRenew(installation)) {
        // A database of another instance is set aside where it is a folder; elsewhere another one must be named.
        await expect(repair(installation)).rejects.toThrow('belongs to another instance')
        return await installation.drop()
      }
      await repair(installation)
      const backends = await started(installation)
      expect(await findingsOf(backends)).toEqual(findings)
      expect((await backends.marks.list()).map(mark => mark.template_id)).toEqual(['t1'])
      expect(await backends.jobs.find(ids.kept ?? '')).toMatchObject({ status: 'completed', filename: 'a.log' })
      await backends.close()
      expect(await repair(installation)).toEqual([])
      await installation.drop()
    }, 60_000)

    it('says that damaged tables can\'t be read, and that the logs are there', async () => {
      const installation = await kit.compose(days, {})
      await kit.damage(installation)
      for (let starts = 0; starts < 2; starts++) expect(await restart(installation)).toMatch(/can't be read: .+\.\nThe logs themselves are there: 3 logs \(\d+ KB\) in /)
      if (await mayRenew(installation)) {
        await repair(installation)
        expect(await restart(installation)).toBeNull()
      }
      else {
        await expect(repair(installation)).rejects.toThrow('to an empty database')
      }
      await installation.drop()
    }, 60_000)

    it('a repair notes which logs are gone', async () => {
      const installation = await kit.compose(days, Object.fromEntries(parts.slice(1).map(part => [part, 'removed'])))
      expect(await restart(installation)).toContain('there is no log in')
      await repair(installation)
      const backends = await started(installation)
      expect(await backends.jobs.find(ids.kept ?? '')).toMatchObject({ status: 'failed', reason: { code: 'lost_log', args: {} } })
      await backends.close()
      await installation.drop()
    }, 60_000)
  })
}

const LOG = shopLog(70_000)

async function started(installation: Installation): Promise<Backends> {
  const backends = await installation.open()
  try {
    await takeUp(backends, 2)
    return backends
  }
  catch (error) {
    await backends.close()
    throw error
  }
}

async function mayRenew(installation: Installation): Promise<boolean> {
  const stores = await installation.openForRepair()
  await stores.close()
  return stores.renew !== null
}

/** @returns what the plan said */
async function repair(installation: Installation): Promise<string[]> {
  const stores = await installation.openForRepair()
  try {
    const plan = await planRepair(stores, Date.now())
    if (plan.isNeeded) await plan.carryOut()
    return plan.sentences
  }
  finally {
    await stores.close()
  }
}

/** Of all completed jobs, as they are stored. */
/** As tables tell it that did not know how many lines fit. */
function withoutNews(findings: Map<string, Found>): Map<string, Found> {
  return new Map(Array.from(findings, ([jobId, found]) => [jobId, { ...found, job: { ...found.job, fittingLines: null } }]))
}

interface Found { job: Omit<Job, 'leaseUntilMs' | 'revision'>, steps: unknown[], findings: unknown[] }

async function findingsOf({ jobs, steps, results }: Backends): Promise<Map<string, Found>> {
  const found = new Map<string, Found>()
  const { jobs: all } = await jobs.list(100)
  for (const job of all.filter(({ status }) => status === 'completed').sort((a, b) => a.id < b.id ? -1 : 1)) {
    const finish = await steps.find(job.id, WHOLE_JOB, 'finish')
    const { leaseUntilMs: _, revision: __, ...kept } = job
    found.set(job.id, { job: kept, steps: await steps.after(job.id, 0, 1000), ...await results.findings(job.id, finish?.attempt ?? 0, { sort: 'line', limit: 1000 }) })
  }
  return found
}
