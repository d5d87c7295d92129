/** Calls that are answered together. */
export interface Grouped<Call, Answer> {
  /** Answers with the next group; `soon` says that it is worth no waiting. */
  add(call: Call, soon?: boolean): Promise<Answer>
  /** Resolves once nothing waits and nothing is under way. */
  settled(): Promise<void>
}

interface Waiting<Call, Answer> {
  call: Call
  resolve: (answer: Answer) => void
  reject: (error: unknown) => void
}

/**
 * Groups calls: `run` gets those that arrived together and answers each in its place. One group is under way at a time; what
 * arrives meanwhile waits for the next, which begins at the earliest `pauseMs` after the one before has ended, unless `size`
 * calls wait or one of them is `soon`. A group that fails is tried again call by call, so that none is harmed by another's.
 */
export function groupCalls<Call, Answer>(
  run: (calls: Call[]) => Promise<Answer[]>,
  { size, pauseMs }: { size: number, pauseMs: number },
): Grouped<Call, Answer> {
  const waiting: Waiting<Call, Answer>[] = []
  let soon = false
  let underWay: Promise<void> | null = null
  let restUntilMs = 0
  let isStarting = false
  let timer: NodeJS.Timeout | undefined

  const schedule = () => {
    if (underWay || isStarting || waiting.length === 0) return
    clearTimeout(timer)
    const waitMs = soon || waiting.length >= size ? 0 : restUntilMs - performance.now()
    if (waitMs > 0) {
      timer = setTimeout(start, waitMs)
      return
    }
    // Not at once: what arrives in the same turn of the event loop belongs together.
    isStarting = true
    setImmediate(start)
  }

  const start = () => {
    isStarting = false
    const group = waiting.splice(0, size)
    soon &&= waiting.length > 0
    underWay = answer(run, group).then(() => {
      underWay = null
      restUntilMs = performance.now() + pauseMs
      schedule()
    })
  }

  return {
    add: (call, isSoon = false) => new Promise((resolve, reject) => {
      waiting.push({ call, resolve, reject })
      soon ||= isSoon
      schedule()
    }),
    async settled() {
      while (waiting.length > 0 || underWay) {
        soon = true
        schedule()
        await (underWay ?? new Promise(resolve => setImmediate(resolve)))
      }
    },
  }
}

async function answer<Call, Answer>(run: (calls: Call[]) => Promise<Answer[]>, group: Waiting<Call, Answer>[]): Promise<void> {
  try {
    const answers = await run(group.map(({ call }) => call))
    group.forEach(({ resolve }, index) => resolve(answers[index]))
  }
  catch (error) {
    if (group.length === 1) group[0].reject(error)
    else for (const one of group) await answer(run, [one])
  }
}
