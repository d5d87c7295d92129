import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { openBackends, openForRepair } from '../../server/backends'
import { storesKeptSuite, type Condition, type Installation, type Kit } from './storesKept'
import { isLong } from '../stores'
import { TO_OLD_TABLES } from './oldTables'

interface Folder extends Installation { dataDir: string }

/** The tables first. `descriptions` are the records in all jobs' folders. */
const PARTS = ['pg', 'jobs', 'instance.json', 'marks.json', 'trash', 'uploads', 'descriptions'] as const

async function openKit(): Promise<Kit> {
  const root = mkdtempSync(join(tmpdir(), 'lograro-kept-'))
  const newFolder = (): Folder => folderAt(mkdtempSync(join(root, 'data-')))
  const dataDirs = new Map<Installation, string>()
  const known = (folder: Folder) => {
    dataDirs.set(folder, folder.dataDir)
    return folder
  }
  return {
    parts: PARTS,
    make: async () => known(newFolder()),
    async compose(days, conditions) {
      const { dataDir, ...made } = newFolder()
      const from = (condition: Condition) => dataDirs.get(condition === 'fresh' || condition === 'yesterday' ? days[condition] : days.today) ?? ''
      for (const part of PARTS.slice(0, -1)) {
        const condition = conditions[part] ?? 'today'
        const source = join(from(condition), part)
        if (condition === 'removed' || !existsSync(source)) continue
        if (condition !== 'emptied') cpSync(source, join(dataDir, part), { recursive: true })
        else if (part.endsWith('.json')) writeFileSync(join(dataDir, part), '')
        else mkdirSync(join(dataDir, part))
      }
      describeAs(dataDir, conditions.descriptions ?? 'today', from('yesterday'))
      return known({ dataDir, ...made })
    },
    async damage(installation) {
      truncateSync(join(dataDirs.get(installation) ?? '', 'pg', 'global', 'pg_control'), 100)
    },
    async makeOld(today) {
      const old = newFolder()
      cpSync(dataDirs.get(today) ?? '', old.dataDir, { recursive: true })
      for (const name of ['instance.json', 'marks.json']) rmSync(join(old.dataDir, name), { force: true })
      for (const jobId of readdirSync(join(old.dataDir, 'jobs'))) {
        rmSync(join(old.dataDir, 'jobs', jobId, 'job.json'), { force: true })
        rmSync(join(old.dataDir, 'jobs', jobId, 'results', 'steps'), { recursive: true, force: true })
      }
      const tables = await PGlite.create({ dataDir: join(old.dataDir, 'pg') })
      await tables.exec(TO_OLD_TABLES)
      await tables.close()
      return known(old)
    },
    close: async () => rmSync(root, { recursive: true, force: true }),
  }
}

function describeAs(dataDir: string, condition: Condition, yesterday: string): void {
  const jobs = join(dataDir, 'jobs')
  if (condition === 'today' || !existsSync(jobs)) return
  for (const jobId of readdirSync(jobs)) {
    const path = join(jobs, jobId, 'job.json')
    const earlier = join(yesterday, 'jobs', jobId, 'job.json')
    if (!existsSync(path)) continue
    if (condition === 'emptied') truncateSync(path, 0)
    else if (condition === 'yesterday' && existsSync(earlier)) cpSync(earlier, path)
    else rmSync(path)
  }
}

function folderAt(dataDir: string): Folder {
  return {
    dataDir,
    open: () => openBackends({ dataDir }),
    openForRepair: () => openForRepair({ dataDir, servers: null }),
    async bytesOf(jobId) {
      const days = existsSync(join(dataDir, 'trash')) ? readdirSync(join(dataDir, 'trash')) : []
      const places = [join(dataDir, 'jobs', jobId), ...days.map(day => join(dataDir, 'trash', day, jobId))]
      return places.reduce((sum, place) => sum + sizeOf(join(place, 'chunks', 'text')) + sizeOf(join(place, 'results', 'documents')), 0)
    },
    drop: async () => rmSync(dataDir, { recursive: true, force: true }),
  }
}

function sizeOf(path: string): number {
  return existsSync(path) ? statSync(path).size : 0
}

storesKeptSuite(openKit, PARTS, isLong ? 60 : 10)
