import { execFileSync, spawnSync } from 'node:child_process'
import { closeSync, existsSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { buildSync } from 'esbuild'

/** Runs `scripts/score.ts` on logs and the scorer of the data set on what it says. */
export interface Scorer {
  /** Whether `scripts/score.ts` can compare with a known-good run. */
  knowsBaselines: boolean
  /** Path of the predictions, JSON lines; the next call overwrites them. */
  predict(log: string, ...options: string[]): string
  /** What `score.py COMMAND` says as an object. */
  judge(command: 'anomalies' | 'sessions' | 'grouping' | 'baseline', predictions: string, ...options: string[]): any
}

const MOST_BYTES = 2 ** 26

/** A sentence saying why nothing can be scored here; null where it can. */
export function whyNotScorable(scorePath: string): string | null {
  if (spawnSync('python3', ['--version']).status !== 0) return 'python3 is needed to score and is not on the path.'
  return existsSync(scorePath) ? null : `There is no scorer at ${scorePath}: it is expected beside the folder that --data names.`
}

/** @param folder for the bundle and the predictions. @param engineOptions given to each run of `scripts/score.ts`. */
export function openScorer(scorePath: string, folder: string, engineOptions: readonly string[]): Scorer {
  const bundle = join(folder, 'score.mjs')
  buildSync({ entryPoints: [join(import.meta.dirname, '../../scripts/score.ts')], outfile: bundle, bundle: true, platform: 'node', format: 'esm', logLevel: 'error' })
  const predictions = join(folder, 'predictions.jsonl')
  return {
    knowsBaselines: spawnSync(process.execPath, [bundle], { encoding: 'utf8' }).stderr.includes('--baseline'),
    predict(log, ...options) {
      const output = openSync(predictions, 'w')
      try {
        execFileSync(process.execPath, [bundle, log, ...engineOptions, ...options], { stdio: ['ignore', output, 'inherit'] })
      }
      finally {
        closeSync(output)
      }
      return predictions
    },
    judge(command, path, ...options) {
      return JSON.parse(execFileSync('python3', [scorePath, command, '--json', '--predictions', path, ...options], { encoding: 'utf8', maxBuffer: MOST_BYTES }))
    },
  }
}
