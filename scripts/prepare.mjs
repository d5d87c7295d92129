// @ts-check
// What has to be there before anything runs; alone: `node scripts/prepare.mjs` installs and writes the types.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))
export const server = join(root, '.output/server/index.mjs')

const SOURCES = [
  'app.config.ts', 'app.vue', 'assets', 'components', 'composables', 'drizzle', 'engine', 'error.vue', 'i18n', 'layouts', 'modules', 'nuxt.config.ts',
  'package-lock.json', 'package.json', 'pages', 'public', 'samples', 'server', 'shared', 'stores',
]
const BUILT_FROM = join(root, '.output/sources.sha256')

/** Ends the process with a sentence where this Node is too old. */
export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if ((major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22) return
  console.error(`Lograro needs Node 20.19 or later, or 22.12 or later; this is ${process.versions.node}.`)
  process.exit(1)
}

/** Installs the dependencies where they are missing or older than the lock file. @returns whether they are there */
export function install() {
  const installed = join(root, 'node_modules/.package-lock.json')
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs) return true
  console.log('Installing dependencies …')
  return run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund'])
}

/** Writes `.nuxt`, from which the linter, the type checker and the tests read. @returns whether it is there */
export function prepareTypes() {
  return run('npx', ['nuxt', 'prepare'])
}

/** Builds the app where there is no build of exactly these sources. @returns whether there is one */
export function build() {
  const fingerprint = fingerprintSources()
  if (existsSync(server) && existsSync(BUILT_FROM) && readFileSync(BUILT_FROM, 'utf8') === fingerprint) return true
  console.log('Building …')
  if (!run('npx', ['nuxt', 'build'])) return false
  writeFileSync(BUILT_FROM, fingerprint)
  return true
}

/**
 * Runs a command in the project's folder, without input, and waits.
 * @param {string} command
 * @param {string[]} args
 * @param {Record<string, string>} [environment] beside the usual one
 * @returns whether it succeeded
 */
export function run(command, args, environment) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...environment } })
  if (error) console.error(error.message)
  return status === 0
}

function fingerprintSources() {
  const hash = createHash('sha256').update(process.versions.node)
  for (const file of SOURCES.flatMap(name => filesUnder(join(root, name)))) hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0')
  return hash.digest('hex')
}

/**
 * @param {string} path
 * @returns {string[]} the files under it, itself if it is one, none if it is not there
 */
function filesUnder(path) {
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path).sort().flatMap(name => filesUnder(join(path, name)))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  checkNode()
  process.exitCode = install() && prepareTypes() ? 0 : 1
}
