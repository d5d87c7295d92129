import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'esbuild'

/** Makes the prepared database in a process of its own: it takes seconds of one core, while the build uses the other. */
export async function makeDatabaseAside(root: string, folder: string, migrationsFolder: string): Promise<void> {
  const program = join(folder, '..', 'makeDatabase.mjs')
  await build({
    stdin: {
      contents: `import { makeDatabase } from './makeDatabase'\nawait makeDatabase(process.argv[2], process.argv[3])`,
      resolveDir: join(root, 'server', 'adapters', 'relational'),
    },
    outfile: program,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'warning',
  })
  await promisify(execFile)(process.execPath, [program, folder, migrationsFolder])
}
