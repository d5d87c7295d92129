import { describe, expect, it } from 'vitest'
import { explain } from '#wording/findings/explain'
import { findingsOf, logLine } from '../fixtures'

const STEPS = ['opened by client', 'checked against stock', 'paid in full', 'closed again']

/** 200 orders, each in four steps; `times` says how often an order has a step. */
function orders(times: (order: number, step: number) => number): string[] {
  return Array.from({ length: 200 }, (_, order) => STEPS.flatMap((step, i) => Array.from({ length: times(order, i) }, () => logLine(order * 4 + i, 'INFO', `order ord${10_000 + order * 7} ${step}`)))).flat()
}

describe('session', () => {
  it('is found at its last line where it lacks what others have', () => {
    const findings = findingsOf(orders((order, step) => order === 120 && step === 2 ? 0 : 1))
    expect(findings).toHaveLength(1)
    expect(findings[0].log_entry).toBe(logLine(120 * 4 + 3, 'INFO', `order ord${10_000 + 120 * 7} closed again`))
    expect(findings[0].signals[0]).toMatchObject({ kind: 'session', detail: { events: 3, sessions: 200, rank_count: 1, unusual: [], missing: [{ template: 'order <*> paid in full', share: 0.995 }], repeated: [], leading: 'missing' } })
    expect(explain(findings[0], 'en')).toMatch(/^The session that ends here lacks `order <\*> paid in full`, which 99\.5 % of 200 sessions like it have/)
  })

  it('is found where a step comes far too often, not where it comes a few times', () => {
    const findings = findingsOf(orders((order, step) => step !== 1 ? 1 : order === 120 ? 40 : 1 + order % 3)).filter(({ signals }) => signals[0].kind === 'session')
    expect(findings).toHaveLength(1)
    expect(findings[0].log_entry).toContain(`order ord${10_000 + 120 * 7} closed again`)
    expect(findings[0].signals[0]).toMatchObject({ detail: { events: 43, sessions: 200, unusual: [], missing: [], repeated: [{ template: 'order <*> checked against stock', share: 0.005, count: 40, usual: 3 }], leading: 'repeated' } })
    expect(explain(findings[0], 'en')).toMatch(/^The session that ends here has `order <\*> checked against stock` 40 times; 99 % of 200 sessions like it have it at most 3 times/)
  })

  /** 200 orders of which every nth logs one more line before it is closed. */
  const ordersWith = (level: string, nth: number) => Array.from({ length: 200 }, (_, order) => {
    const own = STEPS.map((step, i) => logLine(order * 4 + i, 'INFO', `order ord${10_000 + order * 7} ${step}`))
    return order % nth === nth - 1 ? own.toSpliced(3, 0, logLine(order * 4 + 3, level, `order ord${10_000 + order * 7} held back by the bank`)) : own
  }).flat()

  it('is found for its severity where many have it, not for a harmless step, nor where one in three has', () => {
    const sessionsIn = (lines: string[]) => findingsOf(lines).filter(({ signals }) => signals[0].kind === 'session')
    expect(sessionsIn(ordersWith('ERROR', 12))).toMatchObject([{ occurrences: 16 }])
    expect(sessionsIn(ordersWith('INFO', 12))).toEqual([])
    expect(sessionsIn(ordersWith('ERROR', 3).concat(ordersWith('ERROR', 3).map(line => line.replace('ord1', 'ord2'))))).toEqual([])
  })

  it('folds sessions that lack the same', () => {
    expect(findingsOf(orders((order, step) => (order === 60 || order === 120) && step === 2 ? 0 : 1))).toMatchObject([{ occurrences: 2 }])
  })

  it('is not found where all go the same way, or many another one', () => {
    expect(findingsOf(orders(() => 1))).toEqual([])
    expect(findingsOf(orders((order, step) => order % 3 === 1 && step === 2 ? 0 : 1))).toEqual([])
  })

  it('is not odd for being cut off by the end or the start of the log', () => {
    const lines = Array.from({ length: 4 * 203 }, (_, i) => {
      const order = Math.floor(i / 4) - i % 4 // one begins while those before go on
      return order < 0 ? [] : [logLine(i, 'INFO', `order ord${10_000 + order * 7} ${STEPS[i % 4]}`)]
    }).flat()
    expect(findingsOf(lines)).toEqual([])
    expect(findingsOf(lines.slice(9))).toEqual([])
  })

  it('is compared with those of its kind: two kinds in one log, and a branch after the first step', () => {
    const lines = Array.from({ length: 200 }, (_, i) => {
      const steps = i % 2 === 0 ? ['taken in', 'weighed', 'sent off'] : ['taken in', 'turned away']
      const own = i === 120 ? steps.slice(0, 2) : steps
      return [...own.map((step, n) => logLine(i * 9 + n, 'INFO', `[req-${1000 + i}] parcel ${step}`)), ...['waking up', 'gone to sleep'].map(step => logLine(i * 9 + 5, 'INFO', `[job-${5000 + i}] ${step}`))]
    }).flat()
    const findings = findingsOf(lines)
    expect(findings).toHaveLength(1)
    expect(findings[0]).toMatchObject({ log_entry: logLine(120 * 9 + 1, 'INFO', '[req-1120] parcel weighed'), signals: [{ kind: 'session', detail: { sessions: 100, leading: 'missing' } }] })
  })

  it('is found where nothing followed its first step, not where an id is often only mentioned', () => {
    const once = findingsOf(orders((order, step) => order === 120 && step > 0 ? 0 : 1))
    expect(once).toMatchObject([{ log_entry: logLine(120 * 4, 'INFO', `order ord${10_000 + 120 * 7} opened by client`) }])
    const lines = orders(() => 1).concat(orders(() => 1).map(line => line.replace('ord1', 'ord2')), orders(() => 1).map(line => line.replace('ord1', 'ord3')))
    const mentioned = Array.from({ length: 5 }, (_, i) => logLine(2400 + i, 'INFO', `order ord${40_000 + i} closed again`))
    expect(findingsOf([...lines, ...mentioned, ...orders(() => 1).map(line => line.replace('ord1', 'ord5'))])).toEqual([])
  })

  it('is found where a step that always comes once comes twice', () => {
    const findings = findingsOf(orders((order, step) => order === 120 && step === 2 ? 2 : 1))
    expect(findings).toMatchObject([{ log_entry: logLine(120 * 4 + 3, 'INFO', `order ord${10_000 + 120 * 7} closed again`) }])
    expect(findings[0].signals[0]).toMatchObject({ detail: { leading: 'repeated', repeated: [{ template: 'order <*> paid in full', count: 2, usual: 1, share: 0.005 }] } })
  })

  it('is found by errors that one in twenty has, whatever they say', () => {
    const lines = orders(() => 1).flatMap((line, i) => i % 160 === 83 ? [line, line.replace('INFO', 'ERROR').replace(/ord(\d+) .*/, `ord$1 ${i % 320 === 83 ? 'lost its way' : 'ran into a wall'}`)] : [line])
    expect(findingsOf(lines).filter(({ signals }) => signals.some(({ kind }) => kind === 'session')).length).toBeGreaterThan(0)
  })

  it('says nothing of what varies in each session anyhow', () => {
    const lines = Array.from({ length: 300 }, (_, i) => ['came in', ...STEPS.filter((_, n) => (i * 7919 >> n) % 3 === 1), 'went out'].map((step, n) => logLine(i * 6 + n, 'INFO', `guest g-${10_000 + i} ${step}`))).flat()
    expect(findingsOf(lines)).toEqual([])
  })

  it('counts the steps of a branch that many take as one happening', () => {
    const branch = ['sealed', 'stamped', 'franked', 'sorted', 'bagged', 'loaded', 'scanned', 'signed', 'filed']
    const lines = Array.from({ length: 300 }, (_, i) => ['came in', 'weighed', ...branch.filter((_, n) => i % 10 === 3 && (i + n) % 9 > 0), 'went out'].map((step, n) => logLine(i * 15 + n, 'INFO', `parcel p-${10_000 + i} ${step}`))).flat()
    expect(findingsOf(lines).filter(({ signals }) => signals[0].kind === 'session')).toEqual([])
  })

  it('is found where a step comes earlier or later than in nearly all others', () => {
    for (const [moved, template, before] of [[['opened by client', 'paid in full', 'checked against stock', 'closed again'], 'order <*> paid in full', 'order <*> checked against stock'], [['closed again', ...STEPS.slice(0, 3)], 'order <*> closed again', 'order <*> opened by client']] as const) {
      const lines = Array.from({ length: 200 }, (_, order) => (order === 120 ? moved : STEPS).map((step, i) => logLine(order * 4 + i, 'INFO', `order ord${10_000 + order * 7} ${step}`))).flat()
      const findings = findingsOf(lines, 3000)
      expect(findings).toHaveLength(1)
      expect(findings[0].log_entry).toBe(logLine(120 * 4 + 3, 'INFO', `order ord${10_000 + 120 * 7} ${moved[3]}`))
      expect(findings[0].signals[0]).toMatchObject({ detail: { leading: 'swapped', swapped: [{ template, before, share: 0.995 }], unusual: [], missing: [], repeated: [] } })
      expect(explain(findings[0], 'en')).toMatch(/^In the session that ends here, `order <\*> .*` came before `order <\*> .*`; in 99\.5 % of 200 sessions like it with both it comes after/)
    }
  })

  it('sees steps that one template has swallowed, for they come together; not values, of which each has one', () => {
    const lease = ['left', 'started', 'received', 'dispatched', 'elected', 'handed']
    const goes = (say: (order: number, step: string, i: number) => boolean) => Array.from({ length: 200 }, (_, order) => lease.filter((step, i) => say(order, step, i)).map((step, i) => logLine(order * 6 + i, 'INFO', `lease by gate ${step} LEA${10_000 + order * 7}`))).flat()
    expect(findingsOf(goes(() => true))).toEqual([])
    const found = findingsOf(goes((order, step) => order !== 120 || step !== 'received'))
    expect(found).toMatchObject([{ log_entry: expect.stringContaining(`handed LEA${10_000 + 840}`), signals: [{ kind: 'session', detail: { leading: 'missing', missing: [{ template: 'lease by gate received <*>', share: 0.995 }] } }] }])
    const values = Array.from({ length: 300 }, (_, i) => ['came in', `was sent to ${['paris', 'rome', 'oslo', 'bern', 'riga', 'kiev'][i % 6]} by`, 'went out'].map((step, n) => logLine(i * 3 + n, 'INFO', `parcel ${step} p-${10_000 + i}`)).filter((_, n) => i !== 120 || n !== 1)).flat()
    expect(findingsOf(values)).toMatchObject([{ signals: [{ kind: 'session', detail: { leading: 'missing', missing: [{ share: expect.closeTo(0.997, 3) }] } }] }])
  })

  it('says nothing of an order that few have, where many have one of their own', () => {
    const goes = (steps: (order: number) => readonly string[]) => Array.from({ length: 200 }, (_, order) => order).flatMap(order =>
      steps(order).map((step, i) => logLine(order * 5 + i, 'INFO', `order ord${10_000 + order * 7} ${step}`)))
    const [opened, stocked, paid, closed] = STEPS
    const moved = [stocked, opened, paid, closed]
    const sessionsIn = (lines: string[]) => findingsOf(lines).filter(({ signals }) => signals[0].kind === 'session')
    expect(sessionsIn(goes(order => order === 120 ? moved : STEPS))).toHaveLength(1)
    expect(sessionsIn(goes(order => order === 120 ? moved : order % 3 === 1 ? [opened, stocked, closed, paid] : STEPS))).toEqual([])
  })

  it('says nothing of steps that come in any order, nor of an order for being cut off by the log\'s start', () => {
    const any = Array.from({ length: 300 }, (_, order) => ['opened', ...['weighed', 'measured', 'looked at'].sort((a, b) => (order * 7919 % a.length) - (order * 104_729 % b.length)), 'closed'].map((step, i) => logLine(order * 5 + i, 'INFO', `order ord${10_000 + order * 7} ${step}`))).flat()
    expect(findingsOf(any)).toEqual([])
    const twice = Array.from({ length: 200 }, (_, order) => ['read', 'written', 'read', 'checked'].map((step, i) => logLine(order * 4 + i, 'INFO', `file f-${10_000 + order * 7} ${step}`))).flat()
    expect(findingsOf(twice.slice(1))).toEqual([])
  })

  it('does not miss a step that sessions with a rarer step mostly lack', () => {
    const lines = Array.from({ length: 400 }, (_, i) => {
      const steps = i % 8 === 5 ? ['opened', 'copied over', 'read'] : ['opened', 'read', 'dropped']
      return steps.map((step, n) => logLine(i * 5 + n, 'INFO', `file f-${10_000 + i} ${step}`))
    }).flat()
    expect(findingsOf(lines)).toEqual([])
  })
})
