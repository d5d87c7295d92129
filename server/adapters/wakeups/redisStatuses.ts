import { z } from 'zod'
import type { Job } from '../../ports/jobStore'
import type { StatusCache } from '../../ports/statusCache'
import { connectRedis } from '../redis/connectRedis'

export interface RedisStatuses extends StatusCache {
  close(): Promise<void>
}

/** How long a state is told: as long as a lost later one may stay unknown. Chosen. */
const TOLD_SECONDS = 2
const REMOVED_SECONDS = 60

/** Writes the hash unless what it holds is later, or the job is removed. */
const PUT = `
local kept = redis.call('hmget', KEYS[1], 'sequence', 'received', 'sealed')
if kept[1] then
  local sequence, received = tonumber(kept[1]), tonumber(kept[2])
  if sequence > tonumber(ARGV[1]) then return 0 end
  if sequence == tonumber(ARGV[1]) and (received > tonumber(ARGV[2]) or kept[3] > ARGV[3]) then return 0 end
end
redis.call('hset', KEYS[1], 'sequence', ARGV[1], 'received', ARGV[2], 'sealed', ARGV[3], 'job', ARGV[4])
redis.call('expire', KEYS[1], ARGV[5])
return 1`

/** The StatusCache in Redis: a hash `job:{id}` with a time to live. */
export async function openRedisStatuses(url: string): Promise<RedisStatuses> {
  const redis = await connectRedis(url)
  return {
    async put(job) {
      await redis.eval(PUT, 1, keyOf(job.id), job.sequence, job.totalSizeBytes, job.sealed ? 1 : 0, JSON.stringify(job), TOLD_SECONDS).catch(unknown)
    },
    async get(jobId) {
      const text = await redis.hget(keyOf(jobId), 'job').catch(unknown)
      return text ? parseJob(text) : null
    },
    async remove(jobId) {
      const key = keyOf(jobId)
      // No state has a sequence beyond this one.
      await redis.multi().del(key).hset(key, { sequence: Number.MAX_SAFE_INTEGER, received: 0, sealed: 0 }).expire(key, REMOVED_SECONDS).exec().catch(unknown)
    },
    async close() {
      redis.disconnect()
    },
  }
}

function keyOf(jobId: string): string {
  return `job:${jobId}`
}

// Another version of the server may have written it: what it lacks is asked of the job store.
function parseJob(text: string): Job | null {
  const parsed = StoredJob.safeParse(JSON.parse(text))
  return parsed.success ? parsed.data : null
}

const StoredJob = z.custom<Job>(value => typeof value === 'object' && value !== null && 'leaseUntilMs' in value && 'sequence' in value && 'members' in value)

function unknown(): null {
  return null
}
