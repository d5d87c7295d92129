// @ts-check
// What has to be there before anything runs; alone: `node scripts/prepare.mjs` installs and writes the types.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))
export const server = join(root, '.output/server/index.mjs')

export const SOURCES = [
  'app.config.ts', 'app.vue', 'assets', 'components', 'composables', 'drizzle', 'engine', 'error.vue', 'i18n', 'layouts', 'modules', 'nuxt.config.ts',
  'package-lock.json', 'package.json', 'pages', 'public', 'samples', 'server', 'shared', 'stores', 'unpack', 'wording',
]
/** With Node's own 16 MB the collector takes a sixth of the build (measured). */
const YOUNG_HEAP_MB = 64
const BUILT_FROM = join(root, '.output/sources.sha256')

/** Ends the process with a sentence where this Node is too old. */
export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if ((major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22) return
  console.error(`Lograro needs Node 20.19 or later, or 22.12 or later; this is ${process.versions.node}.`)
  process.exit(1)
}

/**
 * Installs the dependencies where they are missing or older than the lock file.
 * @param {{ tools?: boolean }} [what] without `tools` only what building and running need; what is there already stays
 * @returns whether they are there
 */
export function install({ tools = true } = {}) {
  const installed = join(root, 'node_modules/.package-lock.json')
  const hasTools = Object.keys(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).devDependencies).every(name => existsSync(join(root, 'node_modules', name)))
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs && (hasTools || !tools)) return true
  const options = [tools || hasTools ? '--include=dev' : '--omit=dev', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error']
  console.log('Installing dependencies …')
  return installAside(options) || run('npm', ['ci', ...options])
}

/**
 * Installs in a folder aside, with a lock file that says where each package lies, and moves the whole in place. Ours leaves
 * the addresses out; npm then reads what the registry says of every package, which takes longer than all the rest (measured).
 * @param {string[]} options
 * @returns whether it succeeded; a registry may lay out its packages in a way of its own
 */
function installAside(options) {
  const registry = spawnSync('npm', ['config', 'get', 'registry'], { cwd: root, encoding: 'utf8' }).stdout?.trim().replace(/\/$/, '')
  if (!registry?.startsWith('http')) return false
  const folder = join(root, '.cache/install')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const name of ['package.json', '.npmrc']) copyFileSync(join(root, name), join(folder, name))
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  for (const [path, entry] of Object.entries(lock.packages)) {
    const name = entry.name ?? path.split('node_modules/').at(-1)
    if (entry.integrity) entry.resolved ??= `${registry}/${name}/-/${name.split('/').at(-1)}-${entry.version}.tgz`
  }
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock))
  const isDone = run('npm', ['ci', '--prefix', folder, ...options], {}, folder)
  if (isDone) {
    rmSync(join(root, 'node_modules'), { recursive: true, force: true })
    renameSync(join(folder, 'node_modules'), join(root, 'node_modules'))
  }
  rmSync(folder, { recursive: true, force: true })
  return isDone
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
  if (!run(process.execPath, [`--max-semi-space-size=${YOUNG_HEAP_MB}`, 'node_modules/nuxt/bin/nuxt.mjs', 'build'])) return false
  writeFileSync(BUILT_FROM, fingerprint)
  return true
}

/**
 * Runs a command without input, and waits.
 * @param {string} command
 * @param {string[]} args
 * @param {Record<string, string>} [environment] beside the usual one
 * @param {string} [folder] the project's, unless another is given
 * @returns whether it succeeded
 */
export function run(command, args, environment, folder = root) {
  const { status, error } = spawnSync(command, args, { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...environment } })
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
