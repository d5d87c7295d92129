import { buildModel, createIntake, decide, learn, lineDescriber, mergeSummaries, modelTemplates, OpenModel, renderFindings, scoreChunk, statedOf, SessionCensus, type Finding } from '../../../../engine/index'
import { decodeColumns } from '../../../../engine/summary/columns'
import { CONTINUATION } from '../../../../engine/templates/LineTable'

/** What became of a line. */
export interface LineFacts { isStart: boolean, timestamp: string | null, severity: string | null }

/** All of the engine over one text, as a job does it. */
export function findingsOfText(text: string, chunkSizeBytes = 1 << 20): { findings: Finding[], lines: LineFacts[], templates: number } {
  const intake = createIntake({ maxLineBytes: 1 << 20, referenceTimeMs: Date.UTC(2025, 2, 20) }, chunkSizeBytes)
  const cuts = [...intake.push(new TextEncoder().encode(text)), ...intake.end()]
  const { framing } = intake
  if (!framing) throw new Error('the text is empty')
  const census = new SessionCensus()
  const learnt = cuts.map(cut => ({ ...cut, ...learn(cut.data, cut.place, framing, census) }))
  const model = buildModel(mergeSummaries(learnt.map(({ summary }) => summary)))
  const opened = new OpenModel(model)
  const scored = learnt.map(({ place, columns }) => ({ place, candidates: scoreChunk(columns, opened) }))
  const { findings, decisions } = decide(model, scored)
  const texts = findings.map(({ chunkNumber, from, to }) => learnt.find(({ place }) => place.number === chunkNumber)?.data.subarray(from, to) ?? new Uint8Array(0))
  const describe = lineDescriber(framing)
  const lines = learnt.flatMap(({ data, place, columns }) => {
    const { signatures, lengths } = decodeColumns(columns)
    const stated = statedOf(columns, place, framing, place.firstLine, place.firstLine + place.lines - 1)
    let at = 0
    return stated.map((facts, i): LineFacts => {
      const { timestamp, severity } = facts ?? describe(data.subarray(at, at + lengths[i]))
      at += lengths[i]
      return { isStart: signatures[i] !== CONTINUATION, timestamp, severity }
    })
  })
  return { findings: renderFindings(decisions, opened, framing, { from: 0, texts }), lines, templates: modelTemplates(model).length }
}
