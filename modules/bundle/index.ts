import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { defineNuxtModule } from '@nuxt/kit'
import { bundleThread } from './thread'

/** Bundles the compute thread for development and beside the built server, and copies the migrations there. */
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
    nuxt.hook('nitro:init', (nitro) => {
      nitro.hooks.hook('compiled', async () => {
        await bundleThread(root, join(nitro.options.output.serverDir, 'workers'))
        await cp(join(root, 'drizzle', 'migrations'), join(nitro.options.output.serverDir, 'migrations'), { recursive: true })
      })
    })
  },
})
