import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import { openListeners } from './listeners'

interface Counts {
  jobs: Record<string, number>
  chunksDone: Partial<Record<string, number>>
  tasksWaiting: number
}

/** Metrics in Prometheus' text format. */
export async function metricsText(counts: Counts): Promise<string> {
  gauges.listeners.set(openListeners())
  gauges.tasksWaiting.set(counts.tasksWaiting)
  for (const [status, number] of Object.entries(counts.jobs)) gauges.jobs.set({ status }, number)
  for (const [phase, number] of Object.entries(counts.chunksDone)) gauges.chunksDone.set({ phase }, number ?? 0)
  return registry.metrics()
}

export const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8'

const registry = new Registry()
collectDefaultMetrics({ register: registry })
const gauges = {
  listeners: new Gauge({ name: 'lograro_listeners', help: 'Open streams', registers: [registry] }),
  tasksWaiting: new Gauge({ name: 'lograro_tasks_waiting', help: 'Tasks that wait for a worker', registers: [registry] }),
  jobs: new Gauge({ name: 'lograro_jobs', help: 'Jobs by status', labelNames: ['status'], registers: [registry] }),
  chunksDone: new Gauge({ name: 'lograro_chunks_done', help: 'Committed chunk steps by phase', labelNames: ['phase'], registers: [registry] }),
}
