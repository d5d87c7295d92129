import { join } from 'node:path'
import { build } from 'esbuild'

/**
 * Bundles the entry file of the compute threads with the engine into `folder`/compute.mjs. Piscina stays outside: a thread
 * shares it with the pool.
 */
export async function bundleThread(root: string, folder: string): Promise<void> {
  await build({
    entryPoints: { compute: join(root, 'server', 'compute', 'thread.ts') },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: ['piscina'],
    alias: { '#engine': join(root, 'engine'), '#shared': join(root, 'shared') },
    legalComments: 'none',
    logLevel: 'warning',
  })
}
