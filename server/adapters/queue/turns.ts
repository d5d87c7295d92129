import type { Redis } from 'ioredis'

/** The greatest priority that BullMQ takes. */
const LAST_TURN = 2 ** 21 - 1
/** Longer than a job waits whose next tasks are to come after those it had. */
const KEPT_SECONDS = 60 * 60

/** From the clock on, or after the job's last turn: whichever is later. Nothing where turns have come to their end. */
const TAKE = `
local now, era = tonumber(redis.call('hget', KEYS[1], 'now') or '0'), redis.call('hget', KEYS[1], 'era') or '0'
local last = redis.call('hmget', KEYS[2], 'era', 'turn')
local before = last[1] == era and math.max(now, tonumber(last[2])) or now
if before + tonumber(ARGV[1]) > tonumber(ARGV[2]) then return false end
redis.call('hset', KEYS[2], 'era', era, 'turn', before + tonumber(ARGV[1]))
redis.call('expire', KEYS[2], ARGV[3])
return before + 1`

const TAKEN = `
if tonumber(redis.call('hget', KEYS[1], 'now') or '0') < tonumber(ARGV[1]) - 1 then redis.call('hset', KEYS[1], 'now', tonumber(ARGV[1]) - 1) end
return 0`

/**
 * Gives each task a turn, so that jobs take turns: a job's tasks get one after the other, and the first of a job that had none
 * waiting gets the turn that is being worked on. Lower turns go first; this is start-time fair queueing with equal shares
 * (Goyal, Vin, Cheng, "Start-time Fair Queuing", SIGCOMM 1996).
 */
export function openTurns(redis: Redis, prefix: string, lastTurn = LAST_TURN) {
  const clock = `${prefix}:turns`
  return {
    /** The first of so many turns in a row for the job; null where there are no more. */
    async take(jobId: string, count: number): Promise<number | null> {
      const first = await redis.eval(TAKE, 2, clock, `${prefix}:job:${jobId}:turn`, count, lastTurn, KEPT_SECONDS)
      return first === null ? null : Number(first)
    },
    /** Tells that a task of this turn is worked on. */
    async taken(turn: number): Promise<void> {
      await redis.eval(TAKEN, 1, clock, turn)
    },
    async beginAnew(): Promise<void> {
      await redis.multi().hincrby(clock, 'era', 1).hset(clock, 'now', 0).exec()
    },
  }
}
