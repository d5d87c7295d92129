// @ts-check
// How each server for tests is found, installed where that is missing, and launched.
import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from './freePort.mjs'

/**
 * A server that was launched before or can be now. `launch` starts it on what it had stored, `stop` ends it politely, `kill` at once.
 * @typedef {{ variable: string, address: string, launch: () => Promise<void>, stop: () => Promise<void>, kill: () => Promise<void> }} Service
 */

const SECANTUS = 'secantusdb==0.7.0b3' // speaks MongoDB's protocol; pinned, since it is young
const CACHE = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'lograro')
const START_MS = 60_000
const isRoot = process.getuid?.() === 0

/**
 * PostgreSQL with durability off: these servers hold nothing that is to survive the machine.
 * @param {string} folder
 * @returns {Promise<Service>}
 */
export async function postgres(folder) {
  const bin = findPostgres() ?? (debian('postgresql-15') && findPostgres())
  const [port, password] = [await freePort(), randomBytes(12).toString('hex')]
  const address = `postgres://lograro:${password}@127.0.0.1:${port}/postgres`
  if (!bin) return engine('POSTGRES_DSN', address, port, ['--env', 'POSTGRES_USER=lograro', '--env', `POSTGRES_PASSWORD=${password}`], 'postgres:15', 5432)
  const data = join(folder, 'postgres')
  mkdirSync(data)
  const passwordFile = join(data, '..', 'postgres.password')
  writeFileSync(passwordFile, password)
  // It refuses to run as root.
  const identity = isRoot ? identityOf('postgres') : null
  if (identity) for (const path of [folder, data, passwordFile]) chownSync(path, identity.uid, identity.gid)
  const made = spawnSync(join(bin, 'initdb'), ['-D', data, '-U', 'lograro', '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--no-sync', '-E', 'UTF8', '--no-locale'], { ...identity, cwd: data, encoding: 'utf8' })
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`)
  return program('POSTGRES_DSN', address, port, [join(bin, 'postgres'), '-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'fsync=off', '-c', 'full_page_writes=off', '-c', 'max_connections=200'], {
    ...identity,
    cwd: data,
    stopSignal: 'SIGINT', // does not wait for clients
    isReady: () => spawnSync(join(bin, 'pg_isready'), ['-q', '-h', '127.0.0.1', '-p', String(port)]).status === 0,
  })
}

/**
 * Redis without persistence: restarted, it is empty.
 * @param {string} folder
 * @returns {Promise<Service>}
 */
export async function redis(folder) {
  const path = onPath('redis-server') ?? (debian('redis-server') ? onPath('redis-server') : null)
  const [port, password] = [await freePort(), randomBytes(12).toString('hex')]
  const address = `redis://:${password}@127.0.0.1:${port}/0`
  if (!path) return engine('REDIS_URL', address, port, [], 'redis:7', 6379, ['redis-server', '--requirepass', password])
  return program('REDIS_URL', address, port, [path, '--port', String(port), '--bind', '127.0.0.1', '--requirepass', password, '--save', '', '--appendonly', 'no', '--dir', folder], {})
}

/**
 * MongoDB, or the package that speaks its protocol.
 * @param {string} folder
 * @returns {Promise<Service>}
 */
export async function mongo(folder) {
  const data = join(folder, 'mongo')
  mkdirSync(data)
  const port = await freePort()
  const address = `mongodb://127.0.0.1:${port}/?directConnection=true`
  const mongod = onPath('mongod')
  if (mongod) return program('MONGODB_URI', address, port, [mongod, '--port', String(port), '--bind_ip', '127.0.0.1', '--dbpath', data, '--quiet'], {})
  const secantus = installSecantus()
  if (!secantus) return engine('MONGODB_URI', address, port, [], 'mongo:7', 27017)
  return program('MONGODB_URI', address, port, [secantus, '--host', '127.0.0.1', '--port', String(port), '--storage-path', data, '--log-level', 'ERROR'], {})
}

/**
 * @param {string} variable
 * @param {string} address
 * @param {number} port
 * @param {string[]} command
 * @param {{ uid?: number, gid?: number, cwd?: string, stopSignal?: NodeJS.Signals, isReady?: () => boolean }} options
 * @returns {Service}
 */
function program(variable, address, port, [file, ...args], { stopSignal = 'SIGTERM', isReady = () => true, ...options }) {
  /** @type {import('node:child_process').ChildProcess | null} */
  let child = null
  let output = ''
  const end = async (/** @type {NodeJS.Signals} */ signal) => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const exit = once(child, 'exit')
    child.kill(signal)
    const timer = setTimeout(() => child?.kill('SIGKILL'), 10_000)
    await exit
    clearTimeout(timer)
  }
  return {
    variable,
    address,
    async launch() {
      child = spawn(file, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
      for (const stream of [child.stdout, child.stderr]) stream?.on('data', text => output = `${output}${text}`.slice(-4000))
      await until(async () => {
        if (child?.exitCode !== null) throw new Error(`${file} ended: ${output}`)
        return await answers(port) && isReady()
      })
    },
    stop: () => end(stopSignal),
    kill: () => end('SIGKILL'),
  }
}

/**
 * The same in a container, where the program can't be had but an engine runs.
 * @param {string} variable
 * @param {string} address
 * @param {number} port
 * @param {string[]} options
 * @param {string} image
 * @param {number} inside
 * @param {string[]} [command]
 * @returns {Service}
 */
function engine(variable, address, port, options, image, inside, command = []) {
  if (spawnSync('docker', ['info'], { stdio: 'ignore' }).status !== 0) {
    throw new Error(`there is no program for ${variable}, it can't be installed here, and no container engine runs: set TEST_${variable} to a server's address`)
  }
  const name = `lograro-test-${port}`
  const docker = (/** @type {string[]} */ ...args) => {
    const { status, stderr } = spawnSync('docker', args, { encoding: 'utf8' })
    if (status !== 0) throw new Error(`docker ${args[0]}: ${stderr}`)
  }
  let isMade = false
  return {
    variable,
    address,
    async launch() {
      if (isMade) docker('start', name)
      else docker('run', '--detach', '--name', name, '--publish', `127.0.0.1:${port}:${inside}`, ...options, image, ...command)
      isMade = true
      await until(() => answers(port))
    },
    async stop() { docker('stop', name) },
    async kill() { docker('kill', name) },
  }
}

/** Installs the package into an environment of its own, once a machine. @returns the program, or null where there is no Python */
function installSecantus() {
  const home = join(CACHE, SECANTUS.replaceAll('=', '-'))
  const path = join(home, 'bin', 'secantusd-py')
  const stamp = join(home, 'complete')
  if (existsSync(stamp)) return path
  console.error(`Installing ${SECANTUS} …`)
  rmSync(home, { recursive: true, force: true })
  mkdirSync(CACHE, { recursive: true })
  const isThere = quietly('python3', ['-m', 'venv', home])
    && quietly(join(home, 'bin', 'pip'), ['install', '--no-input', '--disable-pip-version-check', '--quiet', SECANTUS])
  if (!isThere) return null
  writeFileSync(stamp, '')
  return path
}

function findPostgres() {
  const folders = ['/usr/lib/postgresql', '/opt/homebrew/opt/postgresql@15/bin', '/usr/local/opt/postgresql@15/bin']
  const versions = existsSync(folders[0]) ? readdirSync(folders[0]).sort((a, b) => Number(a) - Number(b)).map(version => join(folders[0], version, 'bin')) : []
  return [...versions, ...folders.slice(1), ...(process.env.PATH ?? '').split(delimiter)].find(folder => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres'))) ?? null
}

/** @param {string} name */
function onPath(name) {
  return (process.env.PATH ?? '').split(delimiter).map(folder => join(folder, name)).find(path => existsSync(path)) ?? null
}

/**
 * Installs a package of Debian's where that is allowed.
 * @param {string} name
 */
function debian(name) {
  if (!isRoot || !existsSync('/etc/debian_version')) return false
  console.error(`Installing ${name} …`)
  return quietly('apt-get', ['update']) && quietly('apt-get', ['install', '-y', '--no-install-recommends', name])
}

/**
 * @param {string} file
 * @param {string[]} args
 */
function quietly(file, args) {
  const { status, stderr } = spawnSync(file, args, { encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
  if (status !== 0) console.error(stderr)
  return status === 0
}

/** @param {string} name */
function identityOf(name) {
  const fields = readFileSync('/etc/passwd', 'utf8').split('\n').map(line => line.split(':')).find(([user]) => user === name)
  return fields ? { uid: Number(fields[2]), gid: Number(fields[3]) } : null
}

/**
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function answers(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.on('connect', () => {
      socket.destroy()
      resolve(true)
    }).on('error', () => resolve(false))
  })
}

/** @param {() => Promise<boolean>} holds */
async function until(holds) {
  const end = Date.now() + START_MS
  while (!await holds()) {
    if (Date.now() > end) throw new Error('a server did not answer in time')
    await wait(50)
  }
}
