import { cp, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { defineNuxtModule } from '@nuxt/kit'
import { makeDatabaseAside } from './database'
import { bundleThread } from './thread'

/**
 * Bundles the compute thread for development and beside the built server; copies the migrations there, and a database made
 * with them, so that the first start is as quick and small as the second.
 */
export default defineNuxtModule({
  meta: { name: 'bundle' },
  setup(_, nuxt) {
    const root = nuxt.options.rootDir
    const toBuildFolder = () => bundleThread(root, join(nuxt.options.buildDir, 'workers'))
    if (nuxt.options.dev) {
      nuxt.hook('build:before', toBuildFolder)
      nuxt.hook('builder:watch', async (_event, path) => {
        if (/(?:^|\/)(?:engine|compute|shared)\//.test(path)) await toBuildFolder()
      })
      return
    }
    const migrations = join(root, 'drizzle', 'migrations')
    const database = join(nuxt.options.buildDir, 'database')
    let making = Promise.allSettled([Promise.resolve()])
    nuxt.hook('build:before', () => {
      making = Promise.allSettled([makeDatabaseAside(root, database, migrations)])
    })
    nuxt.hook('nitro:init', (nitro) => {
      nitro.hooks.hook('compiled', async () => {
        const beside = (name: string) => join(nitro.options.output.serverDir, name)
        await bundleThread(root, beside('workers'))
        await cp(migrations, beside('migrations'), { recursive: true })
        const [made] = await making
        if (made.status === 'rejected') throw made.reason
        await rename(database, beside('database'))
      })
    })
  },
})
