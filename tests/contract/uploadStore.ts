import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { UploadRecord, UploadStore } from '../../server/ports/uploadStore'

/** @param open the same place at each call, as a process finds it after a restart */
export function uploadStoreContract(open: () => UploadStore): void {
  describe('UploadStore', () => {
    const bytesOf = (text: string) => new TextEncoder().encode(text)
    const recordOf = (given: Partial<UploadRecord> = {}): UploadRecord => ({
      jobId: randomUUID(), filename: '../„a“.log', sizeBytes: 6, chunkSizeBytes: 4, maxLineBytes: 3, reading: { time_zone: 'Europe/Berlin' },
      isComplete: false, ...given,
    })
    const find = async (store: UploadStore, jobId: string) => (await store.all()).find(record => record.jobId === jobId) ?? null

    it('keeps records and bytes over a restart', async () => {
      const record = recordOf()
      const before = open()
      await before.put(record)
      expect(await before.progress(record)).toMatchObject({ offsetBytes: 0 })
      const written = await before.open(record.jobId)
      await written.write(bytesOf('abc'), 0)
      await written.write(bytesOf('def'), 3)
      await written.close()
      const after = open()
      expect(await find(after, record.jobId)).toEqual(record)
      const { offsetBytes, lastByteMs } = await after.progress(record)
      expect(offsetBytes).toBe(6)
      expect(Math.abs(Date.now() - lastByteMs)).toBeLessThan(60_000)
      const read = await after.open(record.jobId)
      expect(await Promise.all([read.read(0, 4), read.read(4, 100), read.read(6, 100)])).toEqual([bytesOf('abcd'), bytesOf('ef'), new Uint8Array()])
      await read.close()
    })

    it('changes a record, and leaves the bytes as they are', async () => {
      const record = recordOf()
      const store = open()
      await store.put(record)
      const bytes = await store.open(record.jobId)
      await bytes.write(bytesOf('abc'), 0)
      await store.put({ ...record, filename: 'b.log' })
      expect((await store.progress(record)).offsetBytes).toBe(3)
      expect(await find(store, record.jobId)).toEqual({ ...record, filename: 'b.log' })
      await bytes.close()
    })

    it('reads what another writes meanwhile', async () => {
      const record = recordOf()
      const store = open()
      await store.put(record)
      const [writer, reader] = await Promise.all([store.open(record.jobId), store.open(record.jobId)])
      await writer.write(bytesOf('ab'), 0)
      expect(await reader.read(0, 10)).toEqual(bytesOf('ab'))
      await writer.write(bytesOf('c'), 2)
      expect(await reader.read(2, 10)).toEqual(bytesOf('c'))
      await Promise.all([writer.close(), reader.close()])
    })

    it('knows of a complete upload whose bytes are gone, until it is removed', async () => {
      const record = recordOf()
      const complete = { ...record, isComplete: true }
      const store = open()
      await store.put(record)
      await store.put(complete)
      await store.removeBytes(record.jobId)
      await expect(store.open(record.jobId)).rejects.toThrow()
      await expect(store.progress(record)).rejects.toThrow()
      expect((await store.progress(complete)).offsetBytes).toBe(6)
      await store.remove(record.jobId)
      await store.remove(record.jobId)
      expect(await find(open(), record.jobId)).toBeNull()
    })

    it('gives back a draft from its first byte on', async () => {
      const store = open()
      const draft = await store.openDraft()
      for (const text of ['ab', '', 'cdef']) await draft.add(bytesOf(text))
      await draft.end()
      const pieces: Uint8Array[] = []
      for await (const piece of draft.pieces()) pieces.push(piece)
      expect(Buffer.concat(pieces).toString()).toBe('abcdef')
      await draft.remove()
      await expect((async () => {
        for await (const _ of draft.pieces());
      })()).rejects.toThrow()
    })

    it('removes what nobody has touched, drafts a day later', async () => {
      const record = recordOf()
      const store = open()
      await store.put(record)
      const draft = await store.openDraft()
      await draft.add(bytesOf('ab'))
      const pieces = async () => {
        let sizeBytes = 0
        for await (const piece of draft.pieces()) sizeBytes += piece.byteLength
        return sizeBytes
      }
      await store.removeOld(Date.now() - 60_000)
      expect(await find(store, record.jobId)).toEqual(record)
      await store.removeOld(Date.now() + 60_000)
      expect(await find(store, record.jobId)).toBeNull()
      expect(await pieces()).toBe(2)
      await store.removeOld(Date.now() + 25 * 60 * 60 * 1000)
      await expect(pieces()).rejects.toThrow()
      await draft.remove()
    })

    it('says how much room there is', async () => {
      expect(await open().freeBytes()).toBeGreaterThan(0)
    })
  })
}
