import { Counter, Histogram, Registry } from 'prom-client'

/** What this process has done, in the form in which those who watch over it read it. */
export const measures = new Registry()

/** Seconds, from a chunk of little text to the settling of a very large job. Chosen. */
const buckets = [0.005, 0.02, 0.05, 0.1, 0.25, 1, 5, 30, 120, 600]

/** From the moment a task is taken to its commit; of those that counted. */
export const taskSeconds = new Histogram({ name: 'lograro_task_seconds', help: 'Work on a task up to its commit, by phase', labelNames: ['phase'], buckets, registers: [measures] })

/** From the first byte to `completed`. */
export const jobSeconds = new Histogram({ name: 'lograro_job_seconds', help: 'From the first byte of a job to its completion', buckets: [1, 5, 15, 60, 300, 900, 3600, 14_400], registers: [measures] })

/** As they came, packed or not. */
export const receivedBytes = new Counter({ name: 'lograro_received_bytes_total', help: 'Bytes of files received', registers: [measures] })

/** Unpacked and as UTF-8. */
export const learntBytes = new Counter({ name: 'lograro_learnt_bytes_total', help: 'Bytes of text learnt', registers: [measures] })
