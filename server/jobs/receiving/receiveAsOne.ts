import type { ProcessAccepted } from '#shared/job'
import type { Backends } from '../../ports/backends'
import type { Draft } from '../../ports/uploadStore'
import { requireRoom } from './disk'
import type { ReceiveSettings } from './jobWriter'
import { receiveEach, type Chosen } from './receiveEach'
import type { Upload } from './receiveJob'
import { rotationOrder } from './rotationOrder'

interface Kept { name: string, draft: Draft, sizeBytes: number }

/**
 * Receives the files of a form as one job. Adds the order: files are kept until the last one is there, then received from
 * the oldest to the newest. @throws as receiveJob
 */
export async function receiveAsOne(
  backends: Backends, uploads: AsyncIterable<Upload>, chosen: Chosen, settings: ReceiveSettings,
): Promise<ProcessAccepted> {
  const kept: Kept[] = []
  await requireRoom(backends.chunks, settings.minFreeBytes)
  try {
    let latest: Upload | null = null
    for await (const upload of uploads) {
      latest = upload
      const one = { name: upload.filename, draft: await backends.uploads.openDraft(), sizeBytes: 0 }
      kept.push(one)
      await keep(upload, one)
    }
    const files = rotationOrder(kept.map(({ name }) => name)).flatMap(index => kept[index] ?? [])
    const joined = (async function* () { yield joinedUpload(files, latest) })()
    return await receiveEach(backends, joined, chosen, settings)
  }
  finally {
    await Promise.all(kept.map(({ draft }) => draft.remove()))
  }
}

async function keep(upload: Upload, kept: Kept): Promise<void> {
  for await (const piece of upload.pieces) {
    kept.sizeBytes += piece.byteLength
    await kept.draft.add(piece)
  }
  await kept.draft.end()
}

function joinedUpload(files: Kept[], latest: Upload | null): Upload {
  let failure: Error | null = null
  async function* piecesOf(draft: Draft): AsyncGenerator<Uint8Array> {
    for await (const piece of draft.pieces()) {
      if (failure) throw failure
      yield piece
    }
  }
  return {
    filename: files.at(-1)?.name ?? 'unnamed',
    expectedSizeBytes: files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    members: files.map(({ name, draft }) => ({ name, pieces: piecesOf(draft) })),
    pieces: (async function* () {})(),
    isBroken: () => latest?.isBroken() ?? false,
    stop(reason) { failure = reason },
  }
}
