import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { z } from 'zod'

const KIB = 1024
const MIB = 1024 * KIB
const GIB = 1024 * MIB
const HOUR_MS = 60 * 60 * 1000

/** What the environment says, checked and with its defaults. */
export interface Settings {
  port: number
  host: string
  /** Absolute. */
  dataDir: string
  /** What this process does: answers requests, works on tasks, or both; or it repairs the tables and ends. */
  role: 'all' | 'web' | 'worker' | 'repair'
  /** Null: everything is kept in the data folder. */
  servers: Servers | null
  workers: number
  chunkSizeBytes: number
  maxLineBytes: number
  /** Names that a `Host` header may say, without a port, in lower case; null where a token protects whatever the name. */
  allowedHosts: string[] | null
  /** Wanted of every request to the API; null: none. */
  apiToken: string | null
  maxUploadsPerClient: number
  maxStreamsPerClient: number
  /** Null: no limit. */
  maxUploadBytes: number | null
  /** Of a packed file, unpacked. */
  maxExpandedBytes: number
  minFreeBytes: number
  retentionDays: number
  /** How long a resumable upload that has stopped is kept. */
  resumeMs: number
}

/** Addresses as the drivers take them; they may hold passwords. */
export interface Servers {
  mongodbUri: string
  postgresDsn: string
  redisUrl: string
}

/** Settings that do not let the server start. `problems` has a line for each: the variable's name and what is allowed. */
export class SettingsError extends Error {
  override name = 'SettingsError'
  constructor(readonly problems: string[]) {
    super(problems.join('\n'))
  }
}

/** Reads the settings from the environment. An empty variable counts as not set. @throws SettingsError */
export function readSettings(env: Record<string, string | undefined>): Settings {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''))
  // Nitro listens where its own names say, if they are set.
  const named = { ...set, PORT: set.NITRO_PORT ?? set.PORT, HOST: set.NITRO_HOST ?? set.HOST }
  const parsed = Environment.safeParse(named)
  const problems = [...missingServers(set), ...missingToken(set, parsed.data), ...(parsed.success ? [] : parsed.error.issues.map(problemOf))]
  if (!parsed.success || problems.length > 0) throw new SettingsError(problems)
  const { data } = parsed
  return {
    port: data.PORT,
    host: data.HOST,
    dataDir: resolve(data.DATA_DIR),
    role: data.ROLE,
    servers: serversOf(data),
    workers: data.WORKERS,
    chunkSizeBytes: data.CHUNK_SIZE,
    maxLineBytes: data.MAX_LINE_BYTES,
    allowedHosts: data.ALLOWED_HOSTS ?? hostsOf(data),
    apiToken: data.API_TOKEN ?? null,
    maxUploadsPerClient: data.MAX_UPLOADS_PER_CLIENT,
    maxStreamsPerClient: data.MAX_STREAMS_PER_CLIENT,
    maxUploadBytes: data.MAX_UPLOAD_BYTES ?? null,
    maxExpandedBytes: data.MAX_EXPANDED_BYTES,
    minFreeBytes: data.MIN_FREE_BYTES,
    retentionDays: data.RETENTION_DAYS,
    resumeMs: data.RESUME_HOURS * HOUR_MS,
  }
}

const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]']
const LOOPBACK = /^(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1|\[::1\])$/i
const HOST_NAME = /^(?:[a-z0-9.-]+|\[[0-9a-f:]+\])$/
const UNITS: Record<string, number> = { '': 1, 'B': 1, 'K': KIB, 'M': MIB, 'G': GIB, 'KIB': KIB, 'MIB': MIB, 'GIB': GIB, 'KB': 1e3, 'MB': 1e6, 'GB': 1e9 }

const Environment = z.object({
  PORT: whole('a port, 0 to 65535', 0, 65_535).default(3000),
  HOST: z.string().trim().regex(/^[a-z0-9.:[\]_-]+$/i, 'must be an address or a name of this machine').default('127.0.0.1'),
  DATA_DIR: z.string().default('.data'),
  MONGODB_URI: address(/^mongodb(?:\+srv)?:$/, 'mongodb://user:password@host:27017').optional(),
  POSTGRES_DSN: address(/^postgres(?:ql)?:$/, 'postgres://user:password@host:5432/database').optional(),
  REDIS_URL: address(/^rediss?:$/, 'redis://:password@host:6379/0').optional(),
  ROLE: z.enum(['all', 'web', 'worker', 'repair'], { error: 'must be all, web, worker or repair' }).default('all'),
  WORKERS: whole('a number of threads, 1 to 64', 1, 64).default(Math.min(4, availableParallelism())),
  CHUNK_SIZE: size(64 * KIB, 4 * MIB).default(MIB),
  MAX_LINE_BYTES: size(KIB, 4 * MIB).default(MIB),
  ALLOWED_HOSTS: z.string().transform(names => names.split(',').map(name => name.trim().toLowerCase()).filter(name => name !== ''))
    .refine(names => names.length > 0 && names.every(name => HOST_NAME.test(name)), 'must be names without ports, separated by commas').optional(),
  MAX_UPLOAD_BYTES: size(1, Number.MAX_SAFE_INTEGER).optional(),
  MAX_EXPANDED_BYTES: size(1, Number.MAX_SAFE_INTEGER).default(200 * GIB),
  MIN_FREE_BYTES: size(0, Number.MAX_SAFE_INTEGER).default(2 * GIB),
  RETENTION_DAYS: whole('a number of days, 1 to 36500', 1, 36_500).default(30),
  RESUME_HOURS: whole('a number of hours, 1 to 8760', 1, 8760).default(24),
  API_TOKEN: z.string().trim().regex(/^\S{16,200}$/, 'must have 16 to 200 characters, none of them a space').optional(),
  OPEN_WITHOUT_TOKEN: z.literal('yes', { error: 'must be yes, or not set' }).optional(),
  MAX_UPLOADS_PER_CLIENT: whole('a number, 1 to 100000', 1, 100_000).default(256),
  MAX_STREAMS_PER_CLIENT: whole('a number, 1 to 100000', 1, 100_000).default(1024),
})

const SERVERS = ['MONGODB_URI', 'POSTGRES_DSN', 'REDIS_URL']

function serversOf({ MONGODB_URI, POSTGRES_DSN, REDIS_URL }: z.infer<typeof Environment>): Servers | null {
  return MONGODB_URI && POSTGRES_DSN && REDIS_URL ? { mongodbUri: MONGODB_URI, postgresDsn: POSTGRES_DSN, redisUrl: REDIS_URL } : null
}

/** Whoever reaches the server can read every log in it. */
function missingToken(set: Record<string, string | undefined>, data: z.infer<typeof Environment> | undefined): string[] {
  if (!data || LOOPBACK.test(data.HOST) || data.API_TOKEN !== undefined || data.OPEN_WITHOUT_TOKEN !== undefined || set.API_TOKEN !== undefined) return []
  return [`API_TOKEN: must be set when HOST is ${data.HOST}, which other machines can reach; or set OPEN_WITHOUT_TOKEN=yes to leave it open to all of them`]
}

function hostsOf({ HOST, API_TOKEN }: z.infer<typeof Environment>): string[] | null {
  if (!LOOPBACK.test(HOST) && API_TOKEN !== undefined) return null
  return [...new Set([...LOOPBACK_NAMES, HOST.toLowerCase()])]
}

function missingServers(set: Record<string, string | undefined>): string[] {
  const given = SERVERS.filter(name => set[name] !== undefined)
  const missing = SERVERS.filter(name => set[name] === undefined)
  if (given.length > 0 && missing.length > 0) return [`${missing.join(', ')}: must be set too when ${given.join(' and ')} is; or leave out all three`]
  if (given.length === 0 && (set.ROLE === 'web' || set.ROLE === 'worker')) return [`${SERVERS.join(', ')}: must be set when ROLE is ${set.ROLE}: other processes share the work over them`]
  return []
}

// The problem does not repeat the value: it may hold a password.
function address(protocol: RegExp, example: string) {
  return z.string().trim().refine(text => URL.canParse(text.replace(/,[^/]*/, '')) && protocol.test(new URL(text.replace(/,[^/]*/, '')).protocol), `must be an address such as ${example}`)
}

function problemOf({ path, message }: { path: PropertyKey[], message: string }): string {
  return `${path.join('.')}: ${message}`
}

function whole(what: string, least: number, most: number) {
  const error = `must be ${what}`
  return z.string().trim().regex(/^\d{1,15}$/, error).transform(Number).refine(number => number >= least && number <= most, error)
}

/** Bytes, as a number or with a unit: 1048576, 1MiB, 1M, 1MB. */
function size(leastBytes: number, mostBytes: number) {
  const most = mostBytes < Number.MAX_SAFE_INTEGER ? `, at most ${mostBytes}` : ''
  const error = `must be bytes, such as 1048576 or 1MiB, at least ${leastBytes}${most}`
  return z.string().trim().transform(toBytes).refine(bytes => bytes >= leastBytes && bytes <= mostBytes, error)
}

function toBytes(text: string): number {
  const [, digits, unit] = /^(\d{1,15}) ?([a-z]*)$/i.exec(text) ?? []
  return digits === undefined ? Number.NaN : Number(digits) * (UNITS[unit.toUpperCase()] ?? Number.NaN)
}
