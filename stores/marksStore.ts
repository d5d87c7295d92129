import { defineStore } from 'pinia'
import type { AnomalyResult } from '#shared/anomaly'
import { Mark, MarksPage, normalTemplates } from '#shared/mark'
import type { MarksImport, NewMark } from '#shared/mark'
import { requestJson, send } from './requestJson'

/** What is marked as normal, as the server keeps it. */
export const useMarksStore = defineStore('marks', () => {
  const marks = shallowRef<Mark[]>([])
  const hasFailed = ref(false)

  /** Runs a request and tells whether it was answered. */
  async function tried(work: () => Promise<void>): Promise<boolean> {
    hasFailed.value = !await work().then(() => true, () => false)
    return !hasFailed.value
  }

  const load = () => tried(async () => {
    marks.value = (await requestJson(MarksPage, '/api/v2/marks')).marks
  })
  const add = (mark: NewMark) => tried(async () => {
    const kept = await requestJson(Mark, '/api/v2/marks', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(mark) })
    marks.value = [...marks.value, kept]
  })
  const remove = (markId: string) => tried(async () => {
    await send(`/api/v2/marks/${encodeURIComponent(markId)}`, { method: 'DELETE' })
    marks.value = marks.value.filter(mark => mark.mark_id !== markId)
  })

  /** Adds marks of a file; those that are there already stay as they are. */
  const importMarks = (wanted: MarksImport) => tried(async () => {
    marks.value = (await requestJson(MarksPage, '/api/v2/marks/import', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(wanted) })).marks
  })

  return { marks, hasFailed, load, add, remove, importMarks }
})

/** Makes the test whether a finding of a job is marked as normal. */
export function normalMatcher(marks: readonly Mark[], jobId: string, filename: string): (finding: AnomalyResult) => boolean {
  const templates = normalTemplates(marks, jobId, filename)
  return finding => templates.has(finding.template_id)
}

/** The pattern of files that differ from this one only in numbers, such as dates. */
export function filePatternOf(filename: string): string {
  return filename.replace(/\d+(?:[-_.:T]?\d+)*/g, '*')
}
