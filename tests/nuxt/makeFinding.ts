import type { AnomalyResult, Signal } from '../../shared/anomaly'
import type { StatusResult } from '../../shared/job'
import type { StreamResult } from '../../shared/stream'

export const JOB_ID = '0198b2f0-1234-7abc-8def-0123456789ab'
export const OTHER_ID = '0198b2f0-1234-7abc-8def-0123456789ac'

export const SIGNALS: Signal[] = [
  { kind: 'rare_value', strength: 8.1, detail: { slot: 'level', value: 'FATAL', count: 2, total: 132_000, distinct: 3, usual: [{ value: 'INFO', count: 131_000 }, { value: 'WARN', count: 900 }] } },
  { kind: 'number_range', strength: 6.3, detail: { slot: 'took', value: 90_321, low: 3, median: 18, high: 240, total: 88_000, unit: '', shown: { value: '90,321', low: '3', median: '18', high: '240' } } },
  { kind: 'drift', strength: 9, detail: { slot: 'took', value: 481, usual: 120, unit: '', shown: { value: '481', usual: '120' }, first_line: 5717, last_line: 6163, count: 45, total: 930 } },
  { kind: 'rare_template', strength: 4.4, detail: { count: 1, total: 132_000, rank_count: 3 } },
  { kind: 'burst', strength: 9, detail: { from: '2026-01-02T03:04:05.000Z', seconds: 48, count: 160, usual: 0.4 } },
  { kind: 'silence', strength: 9, detail: { from: null, seconds: 4096, count: 2, usual: 250.5 } },
  { kind: 'session', strength: 9, detail: { events: 7, sessions: 6934, rank_count: 31, unusual: [{ template: 'block <*> lost', share: 0.004 }], missing: [{ template: 'block <*> stored', share: 0.99 }], repeated: [{ template: 'block <*> read', share: 0.001, count: 60, usual: 3 }], swapped: [], leading: 'unusual' } },
  { kind: 'new_template', strength: 9, detail: { count: 1, baseline_events: 5000, distance: 0.8, new_words: ['lost', 'ledger'], block: { first_line: 7, last_line: 31, lines: 12 } } },
  { kind: 'new_value', strength: 9, detail: { slot: 'currency', value: 'XTS', count: 1, total: 5000, baseline_total: 4000, distinct: 2, usual: [{ value: 'EUR', count: 3900 }, { value: 'USD', count: 100 }] } },
  { kind: 'new_number', strength: 9, detail: { slot: 'took', value: 90_321, low: 3, median: 18, high: 240, total: 88_000, unit: '', shown: { value: '90,321', low: '3', median: '18', high: '240' } } },
  { kind: 'frequency', strength: 9, detail: { count: 900, total: 5000, baseline_count: 8, baseline_total: 4000, expected: 10 } },
  { kind: 'gone', strength: 9, detail: { template: 'beat of <*>', templates: 3, baseline_count: 412, baseline_total: 4000, expected: 400 } },
  { kind: 'severity', strength: 4.2, detail: { severity: 'fatal', count: 3, total: 132_000 } },
  { kind: 'trouble', strength: 12, detail: { first_line: 7, last_line: 31, lines: 12, alike: 2, step: 'make <*>', step_line: 3, failed_line: 40 } },
]

export function makeFinding(line: number, changes: Partial<AnomalyResult> = {}): AnomalyResult {
  return {
    log_entry: `2026-11-24T03:12:44Z level=FATAL <b>payment</b> of order ${line} took=90321 ms`,
    anomaly_score: 0.5, is_anomaly: true, explanation: `seen once, at ${line}`, reason: 'seen once', chunk_id: 'c0', line_number: line, line_count: 1,
    byte_offset: line * 80, timestamp: '2026-11-24T03:12:44.000Z', severity: 'fatal', template_id: 't1',
    template: '<*> level=<*> <b>payment</b> of order <*> took=<*> ms', signals: SIGNALS, occurrences: 1, last_line: line, folded_into: null, folded: 0, ...changes,
  }
}

export function makeResult(changes: Partial<StreamResult> = {}): StreamResult {
  return {
    chunk_number: 0, anomalies: [], progress: 0.25, is_complete: false, revision: 1, settled: false, part: 1, parts: 1,
    status: 'processing', message: null, note: null, ...changes,
  }
}

export function makeStatus(changes: Partial<StatusResult> = {}): StatusResult {
  return {
    job_id: JOB_ID, status: 'processing', progress: 0.25, chunks_processed: 1, total_chunks: 4, anomalies_found: 1,
    estimated_remaining_time: 12, error_message: null, reason: null, filename: 'shop.log', total_size: 2_000_000, expected_size: 4_000_000, resumable_until: null, lines: 12_345,
    phase: 'learn', chunks_settled: 0, encoding: 'utf-8', format: null, members: [], warnings: [], notes: [], first_time: null, last_time: null, assumed_utc: false,
    started_at: '2026-11-24T03:00:00.000Z', completed_at: null, baseline: null, baselines: [], ...changes,
  }
}

/** The signals of one kind. */
export const signalsOf = (kind: Signal['kind']): Signal[] => SIGNALS.filter(signal => signal.kind === kind)
