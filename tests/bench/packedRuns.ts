import { execFile, execFileSync, execSync } from 'node:child_process'
import { existsSync, renameSync, statSync } from 'node:fs'
import { cpus } from 'node:os'
import { promisify } from 'node:util'
import type { BenchFile } from './files'
import type { UnpackRun } from './unpackOnce'

/** How a file is packed, and unpacked, by the tool of each format. `$IN` and `$OUT` are paths. */
interface Format { name: string, pack: string, unpack: string }

/** Of a log; each is packed by itself, so that a large log has several members, streams or frames. */
const PART = '250MB'
/** Unpacking alone is measured on so much of what comes out: the slow formats take minutes for 2 GB. */
const MEASURED_BYTES = 250e6

export const FORMATS: readonly Format[] = [
  { name: 'gz', pack: inParts('gzip -6 -c'), unpack: 'gzip -dc "$IN"' },
  { name: 'zst', pack: inParts('zstd -q -3 -c'), unpack: 'zstd -q -dc "$IN"' },
  { name: 'bz2', pack: inParts('bzip2 -9 -c'), unpack: 'bzip2 -dc "$IN"' },
  { name: 'xz', pack: inParts('xz -0 -T1 -c'), unpack: 'xz -dc "$IN"' },
  { name: 'lz4', pack: inParts('lz4 -q -c'), unpack: 'lz4 -q -dc "$IN"' },
  { name: 'zip', pack: 'zip -q -j - "$IN" > "$OUT" || python3 -m zipfile -c "$OUT" "$IN"', unpack: 'unzip -p "$IN"' },
  { name: 'tar', pack: 'tar -C "$(dirname "$IN")" -cf "$OUT" "$(basename "$IN")"', unpack: 'tar -xOf "$IN"' },
  { name: 'tar.gz', pack: 'tar -C "$(dirname "$IN")" -czf "$OUT" "$(basename "$IN")"', unpack: 'tar -xzOf "$IN"' },
]

/** The file packed in each format, each made once, as many at a time as there are cores; null where the tool is not installed. */
export async function packedAs(file: BenchFile): Promise<Map<Format, BenchFile | null>> {
  const waiting = [...FORMATS]
  const made = new Map<Format, BenchFile | null>()
  await Promise.all(cpus().map(async () => {
    for (let format = waiting.shift(); format; format = waiting.shift()) made.set(format, await packOnce(file, format))
  }))
  return made
}

/** Megabytes of log a second that the format's own tool gives to `wc -l`, the file being in the page cache; null where it is not installed. */
export function toolSpeed(file: BenchFile, plainBytes: number, unpack = 'cat "$IN"'): number | null {
  execFileSync('wc', ['-c', file.path])
  const started = performance.now()
  const lines = execSync(`${unpack} | head -c ${MEASURED_BYTES} | wc -l`, { shell: '/bin/bash', env: { ...process.env, IN: file.path }, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  return Number(lines) > 0 ? Math.min(MEASURED_BYTES, plainBytes) / 1000 / (performance.now() - started) : null
}

/** Megabytes of log a second that our own unpacking gives, on one thread. */
export function unpackSpeed(program: string, file: BenchFile): number {
  const run: UnpackRun = JSON.parse(execFileSync(process.execPath, [program, file.path, String(MEASURED_BYTES)], { encoding: 'utf8' }))
  return run.bytes / 1e6 / run.seconds
}

async function packOnce(file: BenchFile, { name, pack }: Format): Promise<BenchFile | null> {
  const path = `${file.path}.${name}`
  if (!existsSync(path) && !await hasRun(pack, file.path, path)) return null
  return { name: `${file.name}.${name}`, path, sizeBytes: statSync(path).size }
}

async function hasRun(command: string, input: string, output: string): Promise<boolean> {
  const draft = output + '.part'
  try {
    await promisify(execFile)('/bin/bash', ['-c', `set -o pipefail; ${command}`], { env: { ...process.env, IN: input, OUT: draft } })
  }
  catch (error) {
    process.stderr.write(`not packed: ${error instanceof Error ? error.message : String(error)}\n`)
    return false
  }
  renameSync(draft, output)
  return true
}

function inParts(tool: string): string {
  return `split -b ${PART} --filter '${tool}' "$IN" > "$OUT"`
}
