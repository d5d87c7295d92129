import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { bundleThread } from '../../modules/bundle/thread'

/** Where tests find the compute thread: not beside the one of a build, which may be under way. */
export const TEST_THREAD = fileURLToPath(new URL('../../.nuxt/test-workers/compute.mjs', import.meta.url))

export default async function setup(): Promise<void> {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  await bundleThread(root, join(TEST_THREAD, '..'))
}
