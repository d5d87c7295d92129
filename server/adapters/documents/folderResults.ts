import { access, constants, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DOCUMENT_KINDS } from '../../ports/resultStore'
import type { DocumentName, ResultStore } from '../../ports/resultStore'
import { WHOLE_JOB } from '../../ports/stepStore'
import { openChunkDocuments } from './chunkDocuments'
import { jobFolder, jobsWith, namesIn, onDisk, readWhole, removePart, write } from './files'
import { readFindings, writeFindings } from './folderFindings'
import { readTemplates, writeTemplates } from './folderTemplates'

/**
 * The ResultStore in the data folder: `jobs/<id>/results/` with the documents of chunks (see chunkDocuments) and a file a
 * document of the whole job, named after its kind and attempt. A document is read only once a step names its attempt, which
 * is after it was written: so it is written in place.
 */
export function openFolderResults(dataDir: string): ResultStore {
  const ofChunks = openChunkDocuments(dataDir)
  const inJob = (jobId: string, ...names: string[]) => join(jobFolder(dataDir, jobId, 'results'), ...names)
  const documentPath = ({ jobId, kind, attempt }: DocumentName) => inJob(jobId, kind, `${whole(attempt)}`)
  const findingsFolder = (jobId: string, attempt: number) => inJob(jobId, 'findings', `${whole(attempt)}`)
  const templatesFolder = (jobId: string, attempt: number) => inJob(jobId, 'templates', `${whole(attempt)}`)

  return {
    put: (name, data) => onDisk(async () => name.chunkNumber === WHOLE_JOB ? write(documentPath(name), data) : ofChunks.put(name, data)),
    get: name => onDisk(async () => name.chunkNumber === WHOLE_JOB ? readWhole(documentPath(name)) : ofChunks.get(name)),
    removeAttempt: (jobId, chunkNumber, attempt, kinds) => onDisk(async () => {
      const names = kinds.map(kind => ({ jobId, kind, chunkNumber, attempt }))
      if (chunkNumber !== WHOLE_JOB) names.forEach(ofChunks.remove)
      const paths = chunkNumber === WHOLE_JOB ? names.map(documentPath) : []
      if (kinds.includes('decisions')) paths.push(findingsFolder(jobId, attempt), templatesFolder(jobId, attempt))
      await Promise.all(paths.map(path => rm(path, { recursive: true, force: true })))
    }),
    async* documents(jobId) {
      for (let from: number | null = 0; from !== null;) {
        const first: number = from
        const { names, next } = await onDisk(async () => ofChunks.namesFrom(jobId, first))
        yield* names
        from = next
      }
      yield* documentNames(inJob, jobId)
    },
    putFindings: (jobId, attempt, batches) => onDisk(() => writeFindings(findingsFolder(jobId, attempt), batches)),
    findings: (jobId, attempt, query) => onDisk(() => readFindings(findingsFolder(jobId, attempt), query)),
    putTemplates: (jobId, attempt, templates) => onDisk(() => writeTemplates(templatesFolder(jobId, attempt), templates)),
    templates: (jobId, attempt, after, limit) => onDisk(() => readTemplates(templatesFolder(jobId, attempt), after, limit)),
    removeJob: jobId => onDisk(async () => {
      ofChunks.close(jobId)
      await removePart(dataDir, jobId, 'results')
    }),
    jobIds: () => onDisk(() => jobsWith(dataDir, 'results')),
    isReady: () => access(dataDir, constants.R_OK | constants.W_OK).then(() => true, () => false),
  }
}

/** Names of the documents of the whole job. */
async function* documentNames(inJob: (jobId: string, kind: string) => string, jobId: string): AsyncGenerator<DocumentName> {
  for (const kind of DOCUMENT_KINDS) {
    for (const name of await onDisk(() => namesIn(inJob(jobId, kind)))) {
      if (/^\d+$/.test(name)) yield { jobId, kind, chunkNumber: WHOLE_JOB, attempt: Number(name) }
    }
  }
}

// What becomes part of a path is a number, whatever a caller was given.
function whole(number: number): number {
  if (!Number.isSafeInteger(number)) throw new RangeError(`not a whole number: ${number}`)
  return number
}
