import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import type { ChunkPlace, ChunkStore } from '../../server/ports/chunkStore'
import { numbers } from './given'

const MIB = 2 ** 20

export function chunkStoreContract(open: () => Promise<ChunkStore>): void {
  describe('ChunkStore', () => {
    let chunks: ChunkStore
    let jobId: string
    beforeEach(async () => {
      chunks = await open()
      jobId = randomUUID()
    })

    const put = async (number: number, text: string, given: Partial<ChunkPlace> = {}) => {
      const data = new TextEncoder().encode(text)
      const place = { number, firstLine: number * 10 + 1, lines: 10, byteOffset: number * 1000, sizeBytes: data.length, ...given }
      await chunks.put(jobId, place, data)
      return place
    }

    it('answers, and says how much room is left', async () => {
      expect(await chunks.isReady()).toBe(true)
      expect(await chunks.freeBytes()).toBeGreaterThan(0)
    })

    it('gives back what was put', async () => {
      await put(0, 'first\n')
      const place = await put(1, 'sécond\0\n')
      expect(new TextDecoder().decode((await chunks.get(jobId, 1))?.data)).toBe('sécond\0\n')
      expect((await chunks.get(jobId, 1))?.place).toEqual(place)
      expect(await chunks.get(jobId, 2)).toBeNull()
      expect(await chunks.get(randomUUID(), 0)).toBeNull()
    })

    it('gives a buffer that the caller may give away', async () => {
      await put(0, 'first\n')
      const data = (await chunks.get(jobId, 0))?.data
      expect(data?.buffer.byteLength).toBe(6)
      structuredClone(data?.buffer, { transfer: data ? [data.buffer] : [] })
      expect((await chunks.get(jobId, 0))?.data.length).toBe(6)
    })

    it('takes a chunk of 8 MiB', async () => {
      const data = new Uint8Array(8 * MIB).map((_, index) => index * 31)
      await chunks.put(jobId, { number: 0, firstLine: 1, lines: 1, byteOffset: 0, sizeBytes: data.length }, data)
      expect(Buffer.compare((await chunks.get(jobId, 0))?.data ?? new Uint8Array(), data)).toBe(0)
    })

    it('changes nothing when the same comes again, also at the same time', async () => {
      const place = await put(3, 'same\n')
      await Promise.all(numbers(0, 8).map(() => put(3, 'same\n')))
      expect(await chunks.places(jobId, 0, 100)).toEqual([place])
      expect((await chunks.get(jobId, 3))?.data.length).toBe(5)
    })

    it('tells places, those that exist', async () => {
      const places = []
      for (const number of [0, 1, 2, 5]) places.push(await put(number, 'x\n'))
      expect(await chunks.places(jobId, 0, 10)).toEqual(places)
      expect(await chunks.places(jobId, 1, 3)).toEqual(places.slice(1, 3))
      expect(await chunks.places(jobId, 3, 5)).toEqual([])
      expect(await chunks.places(randomUUID(), 0, 5)).toEqual([])
    })

    it('keeps places of a file larger than 4 GiB', async () => {
      const place = await put(2, 'x\n', { firstLine: 6_000_000_000, byteOffset: 900_000_000_000 })
      expect(await chunks.places(jobId, 2, 3)).toEqual([place])
    })

    it('takes chunks that are put at the same time', async () => {
      const places = await Promise.all(numbers(0, 40).map(number => put(number, `${number}\n`)))
      expect(await chunks.places(jobId, 0, 40)).toEqual(places)
    })

    it('finds the chunk in which a line begins', async () => {
      for (const number of numbers(0, 50)) await put(number, 'x\n')
      for (const line of [1, 10, 11, 255, 491, 500]) expect((await chunks.atLine(jobId, line))?.number).toBe(Math.floor((line - 1) / 10))
      expect(await chunks.atLine(jobId, 501)).toBeNull()
      expect(await chunks.atLine(jobId, 0)).toBeNull()
      expect(await chunks.atLine(randomUUID(), 1)).toBeNull()
    })

    // A chunk that only goes on with a line may be said to begin at that line or at the next.
    it.each([20, 21])('finds a line that fills several chunks, told as %i', async (firstLine) => {
      await put(0, 'x\n', { firstLine: 1, lines: 10 })
      await put(1, 'x\n', { firstLine: 11, lines: 10 })
      for (const number of [2, 3, 4]) await put(number, 'x\n', { firstLine, lines: 0 })
      await put(5, 'x\n', { firstLine: 21, lines: 5 })
      expect((await chunks.atLine(jobId, 19))?.number).toBe(1)
      expect((await chunks.atLine(jobId, 20))?.number).toBe(1)
      expect((await chunks.atLine(jobId, 21))?.number).toBe(5)
      expect((await chunks.atLine(jobId, 25))?.number).toBe(5)
      expect(await chunks.atLine(jobId, 26)).toBeNull()
    })

    it('finds a line that fills chunks of its own up to the end', async () => {
      await put(0, 'x\n', { firstLine: 1, lines: 1 })
      for (const number of numbers(1, 30)) await put(number, 'x\n', { firstLine: 1, lines: 0 })
      expect((await chunks.atLine(jobId, 1))?.number).toBe(0)
      expect(await chunks.atLine(jobId, 2)).toBeNull()
    })

    it('reads ranges of a chunk, in the order asked', async () => {
      await put(0, '0123456789')
      const texts = (await chunks.ranges(jobId, 0, [[7, 10], [0, 1], [3, 3], [0, 10]])).map(bytes => new TextDecoder().decode(bytes))
      expect(texts).toEqual(['789', '0', '', '0123456789'])
      expect(await chunks.ranges(jobId, 0, [])).toEqual([])
    })

    it('notes what is learnt, of chunks that exist, and forgets nothing when a chunk comes again', async () => {
      for (const number of numbers(0, 6)) await put(number, 'x\n')
      expect(await chunks.countLearnt(jobId)).toBe(0)
      await chunks.markLearnt(jobId, 1, 2)
      await chunks.markLearnt(jobId, 1, 4)
      await chunks.markLearnt(jobId, 5, 9)
      await put(1, 'x\n')
      expect(await chunks.countLearnt(jobId)).toBe(4)
      await chunks.markLearnt(jobId, 0, 6)
      expect(await chunks.countLearnt(jobId)).toBe(6)
      expect(await chunks.places(jobId, 0, 9)).toHaveLength(6)
      await chunks.markLearnt(randomUUID(), 0, 1)
      expect(await chunks.countLearnt(randomUUID())).toBe(0)
    })

    it('removes a job, and only that', async () => {
      const other = randomUUID()
      await put(0, 'x\n')
      await chunks.put(other, { number: 0, firstLine: 1, lines: 1, byteOffset: 0, sizeBytes: 2 }, new TextEncoder().encode('y\n'))
      expect(await chunks.jobIds()).toEqual(expect.arrayContaining([jobId, other]))
      await chunks.removeJob(jobId)
      await chunks.removeJob(jobId)
      expect(await chunks.jobIds()).not.toContain(jobId)
      expect(await chunks.get(jobId, 0)).toBeNull()
      expect(await chunks.places(jobId, 0, 1)).toEqual([])
      expect((await chunks.get(other, 0))?.data.length).toBe(2)
    })

    it('refuses what is no id', async () => {
      await expect(Promise.resolve().then(() => chunks.get('../../etc', 0))).rejects.toThrow()
      await expect(Promise.resolve().then(() => chunks.removeJob('..'))).rejects.toThrow()
    })
  })
}
