import { spawnSync } from 'node:child_process'
import { closeSync, openSync, readSync, writeFileSync } from 'node:fs'
import type { BenchFile } from './files'

const DRAIN_BYTES = 20e6 // chosen: Drain3 reads a few MB/s

const DRAIN3 = `
import sys, time
from drain3 import TemplateMiner
from drain3.masking import MaskingInstruction
from drain3.template_miner_config import TemplateMinerConfig
config = TemplateMinerConfig()
config.masking_instructions = [
    MaskingInstruction(r"((?<=[^A-Za-z0-9])|^)(\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3})((?=[^A-Za-z0-9])|$)", "IP"),
    MaskingInstruction(r"((?<=[^A-Za-z0-9])|^)([\\-\\+]?\\d+)((?=[^A-Za-z0-9])|$)", "NUM"),
]
miner = TemplateMiner(config=config)
lines = open(sys.argv[1], encoding="utf-8", errors="replace").read().split("\\n")
started = time.perf_counter()
for line in lines:
    miner.add_log_message(line)
print(time.perf_counter() - started)
`

/** Seconds of `logdelta templates` (the program named by LOGDELTA, or the one on the path); null where there is none. */
export function logdeltaSeconds(file: BenchFile): number | null {
  const program = process.env.LOGDELTA ?? 'logdelta'
  if (spawnSync(program, ['--version']).status !== 0) return null
  const started = performance.now()
  const { status } = spawnSync(program, ['templates', '--json', file.path], { stdio: ['ignore', 'ignore', 'inherit'] })
  return status === 0 ? (performance.now() - started) / 1000 : null
}

/** MB/s of Drain3 with masks for IPs and numbers, on the first 20 MB (the Python named by DRAIN3_PYTHON); null where there is none. */
export function drain3Speed(file: BenchFile): number | null {
  const python = process.env.DRAIN3_PYTHON ?? 'python3'
  if (spawnSync(python, ['-c', 'import drain3']).status !== 0) return null
  const part = file.path + '.head'
  const input = openSync(file.path, 'r')
  const bytes = new Uint8Array(Math.min(DRAIN_BYTES, file.sizeBytes))
  readSync(input, bytes)
  closeSync(input)
  writeFileSync(part, bytes)
  const { status, stdout } = spawnSync(python, ['-c', DRAIN3, part], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
  return status === 0 ? bytes.length / 1e6 / Number(stdout) : null
}
