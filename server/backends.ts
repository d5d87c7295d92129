import { access, constants, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { emptyTrash } from './adapters/documents/files'
import { openFolderChunks } from './adapters/documents/folderChunks'
import { DataFolderRefused, lockFolder } from './adapters/documents/folderLock'
import { openFolderResults } from './adapters/documents/folderResults'
import { openInProcessQueue } from './adapters/queue/inProcessQueue'
import { openPglite } from './adapters/relational/openPglite'
import { openInProcessWakeUps } from './adapters/wakeups/inProcessWakeUps'
import type { Backends } from './ports/backends'
import type { Settings } from './settings'

/**
 * Opens every store on the data folder and holds the folder until `close`.
 * @throws DataFolderRefused if it can't be written or another process holds it.
 */
export async function openBackends({ dataDir }: Pick<Settings, 'dataDir'>): Promise<Backends> {
  await prepareFolder(dataDir)
  const unlock = lockFolder(dataDir)
  try {
    await emptyTrash(dataDir)
    const { jobs, steps, close } = await openPglite(join(dataDir, 'pg'))
    return {
      jobs,
      steps,
      chunks: openFolderChunks(dataDir),
      results: openFolderResults(dataDir),
      queue: openInProcessQueue(),
      wakeUps: openInProcessWakeUps(),
      async close() {
        await close()
        unlock()
      },
    }
  }
  catch (error) {
    unlock()
    throw error
  }
}

async function prepareFolder(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true })
    await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK)
  }
  catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new DataFolderRefused(`the data folder ${dataDir} can't be written: ${reason}; set DATA_DIR to another folder`, { cause: error })
  }
}
