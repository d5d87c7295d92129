import { addParts, comparePartCounts, type PartsCounts } from '#engine'
import type { PartsComparison, PartsQuery, PartsTemplate } from '#shared/comparison'
import type { Compute } from '../../compute/compute'
import type { Backends } from '../../ports/backends'
import type { Step } from '../../ports/stepStore'
import { scoredChunks } from '../documents'
import { LISTED } from './listed'
import { partsAsked } from './partsAsked'

/** Chunks whose columns are held at once; chosen. */
const CHUNKS_HELD = 16
const TEMPLATES_READ = 1000

/** Compares two parts of a settled job's log by how often its templates come in each. @throws JobUnknown, WrongState */
export async function compareParts(backends: Backends, compute: Compute, jobId: string, query: PartsQuery): Promise<PartsComparison> {
  const { finish, parts } = await partsAsked(backends, jobId, query)
  const counts: PartsCounts = new Map()
  for await (const chunks of scoredChunks(backends, jobId, CHUNKS_HELD)) addParts(counts, await compute.parts(parts, chunks))
  const { usualLines, partLines, knownLines, ...lists } = comparePartCounts(counts)
  const textOf = await templateTexts(backends, jobId, finish)
  const told = (rows: typeof lists.added) => ({
    total: rows.length,
    templates: rows.slice(0, LISTED).map(({ templateId, count, usualCount, expected, firstLine }): PartsTemplate =>
      ({ template_id: templateId, template: textOf.get(templateId) ?? '', count, usual_count: usualCount, expected, first_line: firstLine })),
  })
  return {
    by: parts.by,
    usual: { from: query.usual_from, to: query.usual_to, lines: usualLines },
    part: { from: query.from, to: query.to, lines: partLines },
    known_share: partLines === 0 ? 1 : Math.round(knownLines / partLines * 1e4) / 1e4,
    added: told(lists.added),
    gone: told(lists.gone),
    changed: told(lists.changed),
  }
}

async function templateTexts(backends: Backends, jobId: string, finish: Step): Promise<Map<string, string>> {
  const texts = new Map<string, string>()
  for (let after: number | null = 0; after !== null;) {
    const page: Awaited<ReturnType<Backends['results']['templates']>> = await backends.results.templates(jobId, finish.attempt, after, TEMPLATES_READ)
    for (const { template_id: id, template } of page.templates) texts.set(id, template)
    after = page.next
  }
  return texts
}
