import { spawn } from 'node:child_process'
import { randomInt, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openBackends } from '../../server/backends'
import { isQuick } from '../stores'
import { learnt, learnTask, openJob, sealedJob } from './given'

const Line = z.object({ jobId: z.string(), number: z.number(), sequence: z.number() })

describe('embedded backends', () => {
  let folder: string
  let dataDir: string
  let script: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lograro-'))
    dataDir = join(folder, 'data')
    // Where it finds the packages.
    script = resolve('node_modules', '.cache', `lograro-${randomUUID()}.mjs`)
    await build({
      entryPoints: [fileURLToPath(new URL('./embeddedProcess.ts', import.meta.url))], outfile: script, bundle: true, platform: 'node', format: 'esm',
      packages: 'external', alias: { '#engine': resolve('engine'), '#shared': resolve('shared'), '#wording': resolve('wording') }, tsconfigRaw: {}, logLevel: 'error',
    })
    await (await openBackends({ dataDir })).close()
  })
  afterAll(async () => {
    await rm(folder, { recursive: true })
    await rm(script)
  })

  /** Starts a process on the folder and waits until it has said so many lines, or has ended. */
  const start = async (mode: 'work' | 'wait', lineCount: number) => {
    const child = spawn(process.execPath, [script, dataDir, mode], { stdio: ['ignore', 'pipe', 'pipe'] })
    const ended = once(child, 'exit')
    const lines: string[] = []
    let errors = ''
    child.stderr.setEncoding('utf8').on('data', text => errors += text)
    for await (const line of createInterface({ input: child.stdout })) {
      lines.push(line)
      if (lines.length >= lineCount) break
    }
    const kill = async () => {
      child.kill('SIGKILL')
      await ended
    }
    return { pid: child.pid, lines, kill, ended, errorText: () => errors }
  }

  it('is closed with everything written, and lets the folder go', async () => {
    const first = await openBackends({ dataDir })
    const jobId = await openJob(first, 2)
    const commits = [first.steps.commit(learnt(jobId, 0)), first.steps.commit(learnt(jobId, 1))]
    await first.close()
    expect((await Promise.all(commits)).map(({ committed }) => committed)).toEqual([true, true])
    const second = await openBackends({ dataDir })
    expect(await second.jobs.find(jobId)).toMatchObject({ chunksProcessed: 2, sequence: 2 })
    await second.close()
    expect((await readdir(dataDir)).filter(name => name.startsWith('lograro.lock'))).toEqual([])
  })

  it('ends a small job without waiting for others to share its commits', { retry: 3 }, async () => {
    const { jobs, steps, close } = await openBackends({ dataDir })
    const jobId = await sealedJob({ jobs, steps }, 1)
    await steps.commit(learnt(await openJob({ jobs, steps }, 1), 0))
    const [begun] = await steps.begin([learnTask(jobId, 0)])
    const startMs = performance.now()
    expect((await steps.commit(learnt(jobId, 0, begun.attempt))).job?.phase).toBe('settle')
    // The pause after the commit before is 80 ms.
    expect(performance.now() - startMs).toBeLessThan(60)
    await close()
  })

  it('refuses a second process on the folder, naming the first', async () => {
    const { close } = await openBackends({ dataDir })
    const second = await start('wait', 1)
    await second.ended
    expect(second.lines).toEqual([])
    expect(second.errorText()).toContain(`in use by process ${process.pid}`)
    await expect(openBackends({ dataDir })).rejects.toThrow('in use by process')
    await close()
    const third = await start('wait', 1)
    await expect(openBackends({ dataDir })).rejects.toThrow(`in use by process ${third.pid}`)
    await third.kill()
    await (await openBackends({ dataDir })).close()
  })

  it('is not kept out by the lock of a process that is gone, though its number is in use again', async () => {
    await writeFile(join(dataDir, 'lograro.lock'), JSON.stringify({ pid: process.pid, started: '1', key: 'k' }))
    await (await openBackends({ dataDir })).close()
    await writeFile(join(dataDir, 'lograro.lock'), 'half a lo')
    await (await openBackends({ dataDir })).close()
  })

  it.runIf(existsSync('/proc/self/stat'))('is not kept out by a process that has ended but was not waited for', async () => {
    // The shell starts a process and becomes a program that never waits for it.
    const parent = spawn('sh', ['-c', 'sleep 0.1 & echo $!; exec sleep 30'], { stdio: ['ignore', 'pipe', 'ignore'] })
    const pid = Number(String((await once(parent.stdout, 'data'))[0]))
    const stat = () => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')
    const started = stat()[19]
    await expect.poll(() => stat()[0], { timeout: 5000 }).toBe('Z')
    await writeFile(join(dataDir, 'lograro.lock'), JSON.stringify({ pid, started, key: 'k' }))
    await (await openBackends({ dataDir })).close()
    parent.kill()
  })

  it('lets one of many win that start at once on a stale lock', async () => {
    await writeFile(join(dataDir, 'lograro.lock'), JSON.stringify({ pid: 2 ** 22 + 1, started: '1', key: 'k' }))
    const children = await Promise.all([1, 2, 3, 4].map(() => start('wait', 1)))
    expect(children.filter(({ lines }) => lines.length > 0)).toHaveLength(1)
    await Promise.all(children.map(({ kill }) => kill()))
  })

  it('I8: has everything that was acknowledged after a SIGKILL, and goes on counting attempts', async () => {
    for (let round = 0; round < (isQuick ? 1 : 3); round++) {
      const child = await start('work', randomInt(5, 40))
      await child.kill()
      const told = child.lines.slice(1).map(line => Line.parse(JSON.parse(line)))
      const { jobs, steps, chunks, results, close } = await openBackends({ dataDir })
      const { jobId, number: last } = told[told.length - 1]
      expect((await jobs.running()).map(({ id }) => id)).toContain(jobId)
      const committed = await steps.after(jobId, 0, 1000)
      expect(committed.map(({ sequence }) => sequence)).toEqual(committed.map((_, index) => index + 1))
      expect(committed.length).toBeGreaterThanOrEqual(told.length)
      for (const { number, sequence } of told) {
        expect(await steps.find(jobId, number, 'learn')).toMatchObject({ sequence, attempt: 1 })
        const data = new Uint8Array(64 * 1024).fill(number)
        for (const kept of [(await chunks.get(jobId, number))?.data, await results.get({ jobId, kind: 'summary', chunkNumber: number, attempt: 1 })]) {
          expect(Buffer.compare(kept ?? new Uint8Array(), data)).toBe(0)
        }
        expect((await chunks.atLine(jobId, number * 10 + 5))?.number).toBe(number)
      }
      expect(await steps.begin([learnTask(jobId, last)])).toMatchObject([{ attempt: 2, lost: false }])
      await close()
    }
  })

  it('refuses a folder that cannot be written, with the reason', async () => {
    const file = join(folder, 'file')
    await writeFile(file, 'x')
    await expect(openBackends({ dataDir: join(file, 'data') })).rejects.toThrow(/can't be written: ENOTDIR/)
    expect(await readFile(file, 'utf8')).toBe('x')
  })
})
