import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe } from 'vitest'
import { openPglite } from '../../server/adapters/relational/openPglite'
import type { EmbeddedRelational } from '../../server/adapters/relational/openPglite'
import { placeTables } from '../globalSetup/prepareDatabase'
import { jobStoreContract } from './jobStore'
import { markStoreContract } from './markStore'
import { stepStoreContract } from './stepStore'
import { tableStoreContract } from './tableStore'

describe('PGlite', () => {
  let folder: string
  let stores: EmbeddedRelational
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lograro-'))
    placeTables(folder)
    stores = await openPglite(join(folder, 'pg'))
  })
  afterAll(async () => {
    await stores.close()
    await rm(folder, { recursive: true })
  })

  jobStoreContract(async () => stores)
  markStoreContract(async () => stores.marks)
  stepStoreContract(async () => stores)
  tableStoreContract(async () => stores)
})
