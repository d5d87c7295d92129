import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import { openListeners } from './listeners'

interface Counts {
  jobs: Record<string, number>
  chunksDone: Partial<Record<string, number>>
  tasksWaiting: number
  nextTaskWaitedMs: number
}

/** Metrics in Prometheus' text format: those counted now, then those of the registry, which were counted as things happened. */
export async function metricsText(counts: Counts, counted: Registry): Promise<string> {
  gauges.listeners.set(openListeners())
  gauges.tasksWaiting.set(counts.tasksWaiting)
  gauges.nextTaskWaited.set(counts.nextTaskWaitedMs / 1000)
  for (const [status, number] of Object.entries(counts.jobs)) gauges.jobs.set({ status }, number)
  for (const [phase, number] of Object.entries(counts.chunksDone)) gauges.chunksDone.set({ phase }, number ?? 0)
  return await registry.metrics() + await counted.metrics()
}

export const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8'

const registry = new Registry()
collectDefaultMetrics({ register: registry })
const gauges = {
  listeners: new Gauge({ name: 'lograro_listeners', help: 'Open streams', registers: [registry] }),
  tasksWaiting: new Gauge({ name: 'lograro_tasks_waiting', help: 'Tasks that wait for a worker', registers: [registry] }),
  nextTaskWaited: new Gauge({ name: 'lograro_next_task_waited_seconds', help: 'How long the task that comes next has waited', registers: [registry] }),
  jobs: new Gauge({ name: 'lograro_jobs', help: 'Jobs by status', labelNames: ['status'], registers: [registry] }),
  chunksDone: new Gauge({ name: 'lograro_chunks_done', help: 'Committed chunk steps by phase', labelNames: ['phase'], registers: [registry] }),
}
