import type { SessionProfile } from './profile'
import { tally } from './tally'

/**
 * A kind of sessions has a second step that this share of them have, or they are no sessions of one kind. Source: real
 * keys have .99 and more, wrong ones .53 at most.
 */
const SHARED_MIN = 0.8
/** A step that at least this share have shows a branch, by which a kind is parted. Chosen. */
const BRANCH_MIN = 0.2
/** Fewer sessions say nothing of what is usual. Chosen. */
const SESSIONS_MIN = 30
const BRANCHES_MAX = 3

/** The steps of the sessions at `indices` with the share of these that have each, the commonest first. */
function shareOfSteps(sessions: readonly SessionProfile[], indices: readonly number[]): [step: number, share: number][] {
  const having = new Map<number, number>()
  for (const index of indices) for (const step of sessions[index].steps) tally(having, step)
  const shares = Array.from(having, ([step, count]): [number, number] => [step, count / indices.length])
  return shares.sort((a, b) => b[1] - a[1] || a[0] - b[0])
}

/** Sessions that go the same way, by index, and those of the known-good log that do. */
export interface Part { indices: number[], usual: SessionProfile[] }

/** Parts sessions with one commonest step by the branches that they take, until those of a part share a second step. */
function branchesOf(sessions: readonly SessionProfile[], { indices, usual }: Part, depth = 0): Part[] {
  if (indices.length < SESSIONS_MIN) return []
  const shares = shareOfSteps(sessions, indices)
  if (shares.length > 1 && shares[1][1] >= SHARED_MIN) return [{ indices, usual }]
  const branch = shares.find(([, share]) => share < SHARED_MIN)
  if (depth === BRANCHES_MAX || !branch || branch[1] < BRANCH_MIN) return []
  return [true, false].flatMap((isTaken) => {
    const takes = ({ steps }: SessionProfile) => steps.includes(branch[0]) === isTaken
    const own = { indices: indices.filter(index => takes(sessions[index])), usual: usual.filter(takes) }
    return branchesOf(sessions, own, depth + 1)
  })
}

/**
 * Parts sessions: those with the same commonest step, and of these, those that share a second one. O(steps of all
 * sessions).
 * @param steps how many steps there are.
 * @param usual sessions of a known-good log: each belongs to the part that it would in this one.
 */
export function partSessions(sessions: readonly SessionProfile[], usual: readonly SessionProfile[], steps: number): Part[] {
  const having = new Float64Array(steps)
  for (const session of sessions) for (const step of session.steps) having[step]++
  const byMain = new Map<number, Part>()
  const mainOf = (own: readonly number[]) => own.reduce((best, step) => having[step] > having[best] ? step : best)
  sessions.forEach((session, index) => {
    const main = mainOf(session.steps)
    const known = byMain.get(main)
    if (known) known.indices.push(index)
    else byMain.set(main, { indices: [index], usual: [] })
  })
  for (const session of usual) if (session.steps.length > 0) byMain.get(mainOf(session.steps))?.usual.push(session)
  return [...byMain.values()].flatMap(part => branchesOf(sessions, part))
}
