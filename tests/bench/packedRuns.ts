import { execFileSync, execSync } from 'node:child_process'
import { existsSync, renameSync, statSync } from 'node:fs'
import type { BenchFile } from './files'
import type { UnpackRun } from './unpackOnce'

/** How a file is packed, and unpacked, by the tool of each format. `$IN` and `$OUT` are paths. */
interface Format { name: string, pack: string, unpack: string }

export const FORMATS: readonly Format[] = [
  { name: 'gz', pack: 'gzip -6 -c "$IN" > "$OUT"', unpack: 'gzip -dc "$IN"' },
  { name: 'zst', pack: 'zstd -q -3 -c "$IN" > "$OUT"', unpack: 'zstd -q -dc "$IN"' },
  { name: 'lz4', pack: 'lz4 -q -c "$IN" > "$OUT"', unpack: 'lz4 -q -dc "$IN"' },
  { name: 'xz', pack: 'xz -1 -T1 -c "$IN" > "$OUT"', unpack: 'xz -dc "$IN"' },
  { name: 'bz2', pack: 'bzip2 -9 -c "$IN" > "$OUT"', unpack: 'bzip2 -dc "$IN"' },
  { name: 'zip', pack: 'zip -q -j - "$IN" > "$OUT"', unpack: 'unzip -p "$IN"' },
  { name: 'tar.gz', pack: 'tar -C "$(dirname "$IN")" -czf "$OUT" "$(basename "$IN")"', unpack: 'tar -xzOf "$IN"' },
]

/** The file packed, made once; null where the tool is not installed. */
export function packedAs(file: BenchFile, { name, pack }: Format): BenchFile | null {
  const path = `${file.path}.${name}`
  if (!existsSync(path) && !hasRun(pack, file.path, path)) return null
  return { name: `${file.name}.${name}`, path, sizeBytes: statSync(path).size }
}

/** Seconds that the format's own tool takes into `wc -l`, the file being in the page cache; null where it is not installed. */
export function toolSeconds(file: BenchFile, { unpack }: Format): number | null {
  execFileSync('wc', ['-c', file.path])
  const started = performance.now()
  try {
    const lines = execSync(`set -o pipefail; ${unpack} | wc -l`, { shell: '/bin/bash', env: { ...process.env, IN: file.path }, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    return Number(lines) > 0 ? (performance.now() - started) / 1000 : null
  }
  catch {
    return null // no such tool
  }
}

/** One run of our own unpacking, on one thread. */
export function unpackSeconds(program: string, file: BenchFile): number {
  const run: UnpackRun = JSON.parse(execFileSync(process.execPath, [program, file.path], { encoding: 'utf8' }))
  return run.seconds
}

function hasRun(command: string, input: string, output: string): boolean {
  const draft = output + '.part'
  try {
    execSync(command, { shell: '/bin/bash', env: { ...process.env, IN: input, OUT: draft }, stdio: ['ignore', 'ignore', 'ignore'] })
  }
  catch {
    return false // no such tool
  }
  renameSync(draft, output)
  return true
}
