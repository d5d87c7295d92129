import { access, constants, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DOCUMENT_KINDS } from '../../ports/resultStore'
import type { DocumentName, ResultStore } from '../../ports/resultStore'
import { jobFolder, jobsWith, namesIn, onDisk, readWhole, removePart, write, writeNow } from './files'
import { readFindings, writeFindings } from './folderFindings'
import { readTemplates, writeTemplates } from './folderTemplates'

/** Larger documents are written asynchronously. Chosen: about a millisecond's work. */
const AT_ONCE_MAX_BYTES = 1024 * 1024

/**
 * The ResultStore in the data folder: `jobs/<id>/results/` with a file a document, named after its chunk and attempt. A
 * document is read only once a step names its attempt, which is after it was written: so it is written in place.
 */
export function openFolderResults(dataDir: string): ResultStore {
  const inJob = (jobId: string, ...names: string[]) => join(jobFolder(dataDir, jobId, 'results'), ...names)
  const documentPath = ({ jobId, kind, chunkNumber, attempt }: DocumentName) =>
    inJob(jobId, kind, `${whole(chunkNumber)}.${whole(attempt)}`)
  const findingsFolder = (jobId: string, attempt: number) => inJob(jobId, 'findings', `${whole(attempt)}`)
  const templatesFolder = (jobId: string, attempt: number) => inJob(jobId, 'templates', `${whole(attempt)}`)

  return {
    put: (name, data) => onDisk(async () => data.length <= AT_ONCE_MAX_BYTES ? writeNow(documentPath(name), data) : write(documentPath(name), data)),
    get: name => onDisk(() => readWhole(documentPath(name))),
    removeAttempt: (jobId, chunkNumber, attempt, kinds) => onDisk(async () => {
      const paths = kinds.map(kind => documentPath({ jobId, kind, chunkNumber, attempt }))
      if (kinds.includes('decisions')) paths.push(findingsFolder(jobId, attempt), templatesFolder(jobId, attempt))
      await Promise.all(paths.map(path => rm(path, { recursive: true, force: true })))
    }),
    documents: jobId => documentNames(inJob, jobId),
    putFindings: (jobId, attempt, batches) => onDisk(() => writeFindings(findingsFolder(jobId, attempt), batches)),
    findings: (jobId, attempt, query) => onDisk(() => readFindings(findingsFolder(jobId, attempt), query)),
    putTemplates: (jobId, attempt, templates) => onDisk(() => writeTemplates(templatesFolder(jobId, attempt), templates)),
    templates: (jobId, attempt, after, limit) => onDisk(() => readTemplates(templatesFolder(jobId, attempt), after, limit)),
    removeJob: jobId => onDisk(() => removePart(dataDir, jobId, 'results')),
    jobIds: () => onDisk(() => jobsWith(dataDir, 'results')),
    isReady: () => access(dataDir, constants.R_OK | constants.W_OK).then(() => true, () => false),
  }
}

async function* documentNames(inJob: (jobId: string, kind: string) => string, jobId: string): AsyncGenerator<DocumentName> {
  for (const kind of DOCUMENT_KINDS) {
    for (const name of await onDisk(() => namesIn(inJob(jobId, kind)))) {
      const [, chunkNumber, attempt] = /^(-?\d+)\.(\d+)$/.exec(name) ?? []
      if (attempt !== undefined) yield { jobId, kind, chunkNumber: Number(chunkNumber), attempt: Number(attempt) }
    }
  }
}

// What becomes part of a path is a number, whatever a caller was given.
function whole(number: number): number {
  if (!Number.isSafeInteger(number)) throw new RangeError(`not a whole number: ${number}`)
  return number
}
