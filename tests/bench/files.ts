import { execFileSync } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, statSync, writeSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { generateSample } from '../../samples/index'
import type { SampleKind } from '../../samples/index'
import { grow } from './grow'

/** Where the logs for measuring lie; made once and used again. */
const FOLDER = join(import.meta.dirname, '../../.cache/bench')

export interface BenchFile { name: string, path: string, sizeBytes: number }

/** A generated log, seed 1, without incidents but for 'shop'. */
export function generated(kind: SampleKind, sizeBytes: number): BenchFile {
  return madeOnce(`${kind}-${sizeBytes}.log`, kind, () => generateSample({ kind, sizeBytes, seed: 1, incidents: kind === 'shop' }))
}

/** A real log grown to size: each log file of the folder (or the one file) that is not grown yet. */
export function grown(data: string, sizeBytes: number): BenchFile[] {
  return realLogs(data).map(path => madeOnce(`grown-${basename(path).replace(/\.gz$/, '')}-${sizeBytes}`, `${basename(path)}, grown`, () => grow(readLog(path), sizeBytes)))
}

/** Seconds that `wc -l` takes, the file being in the page cache. */
export function wcSeconds(file: BenchFile): number {
  execFileSync('wc', ['-l', file.path])
  const started = performance.now()
  execFileSync('wc', ['-l', file.path])
  return (performance.now() - started) / 1000
}

function madeOnce(fileName: string, name: string, make: () => Iterable<string>): BenchFile {
  mkdirSync(FOLDER, { recursive: true })
  const path = join(FOLDER, fileName)
  if (!existsSync(path)) {
    const file = openSync(path + '.part', 'w')
    for (const block of make()) {
      const bytes = Buffer.from(block, 'latin1')
      for (let from = 0; from < bytes.length;) from += writeSync(file, bytes, from)
    }
    closeSync(file)
    renameSync(path + '.part', path)
  }
  return { name, path, sizeBytes: statSync(path).size }
}

function realLogs(data: string): string[] {
  if (statSync(data).isFile()) return [data]
  return readdirSync(data, { recursive: true, encoding: 'utf8' }).filter(name => /\.log(\.gz)?$/.test(name)).sort().map(name => join(data, name))
}

/** As latin1, so that every byte comes out as it went in. */
function readLog(path: string): string {
  const bytes = readFileSync(path)
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('latin1')
}
