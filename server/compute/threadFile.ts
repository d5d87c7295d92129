import { existsSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'

const NAME = join('workers', 'compute.mjs')

/**
 * Where the bundled thread is: beside the running server's entry file, or in Nuxt's build folder (dev and tests). Nitro
 * rewrites `import.meta.url`, so that it cannot be asked. @throws Error where it has not been bundled.
 */
export function findThreadFile(entry = process.argv[1] ?? '', root = process.cwd()): string {
  const beside = existsSync(entry) ? dirname(realpathSync(entry)) : root
  const found = [join(beside, NAME), join(root, '.nuxt', NAME)].find(path => existsSync(path))
  if (!found) throw new Error('The compute thread has not been bundled: run the build first.')
  return found
}
