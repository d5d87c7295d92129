import type { SessionTable } from './sessionTable'
import type { SessionStep } from './profile'
import type { Cluster } from '../templates/clusters'
import { phraseOf } from '../templates/phrase'
import { shownTemplate, tokensOf } from '../templates/tokens'
import type { SignatureRecord } from '../summary/summary'

/** Of more phrases of a template none is a step of its own: they are values. Chosen. */
const PHRASES_MAX = 12
/** A phrase in fewer sessions is none either. Chosen. */
const SESSIONS_MIN = 30
/**
 * Phrases of a template that a session has on average, from which on they are steps: of values of one happening it has
 * one. Chosen.
 */
const OF_EACH_MIN = 1.5

/** A message of a template in other words. */
interface Phrase { signatures: number[], name: string, text: string, sessions: number }

const nameOf = (tokens: readonly string[]) => phraseOf(tokens, []).map(({ text }) => text).join(' ')

function phrasesOf(signatures: readonly number[], recordOf: readonly (SignatureRecord | undefined)[]): Phrase[] {
  const phrases = new Map<string, Phrase>()
  for (const signature of signatures) {
    const record = recordOf[signature]
    if (!record) continue
    const tokens = tokensOf(record.text)
    const name = nameOf(tokens)
    const known = phrases.get(name)
    if (known) known.signatures.push(signature)
    else phrases.set(name, { signatures: [signature], name, text: shownTemplate(tokens), sessions: 0 })
  }
  return [...phrases.values()]
}

/** A template that may have swallowed steps. */
interface Mixed { cluster: number, phrases: Phrase[], sessions: number }

/** Counts the sessions of each phrase, and of each template. */
function countSessions({ pairFrom, signature }: SessionTable, mixed: readonly Mixed[]): void {
  const ofSignature = new Map(mixed.flatMap(one => one.phrases.flatMap(phrase => phrase.signatures.map(own => [own, { one, phrase }] as const))))
  const lastOf = new Map<Mixed | Phrase, number>()
  for (let session = 0; session + 1 < pairFrom.length; session++)
    for (let pair = pairFrom[session]; pair < pairFrom[session + 1]; pair++) {
      const found = ofSignature.get(signature[pair])
      for (const counted of found ? [found.one, found.phrase] : []) {
        if (lastOf.get(counted) === session) continue
        lastOf.set(counted, session)
        counted.sessions++
      }
    }
}

/**
 * The steps of sessions: templates, or the phrases of one that has swallowed several. Messages that differ in one word
 * may be values of one happening, of which a session has one, or the steps of it, which come together.
 * @param clusterOf the template of each signature of the sessions, `recordOf` its record.
 * @returns the steps, the templates first, and that of each signature, and of another record of a template. O(pairs of
 * the sessions).
 */
export function sessionSteps(sessions: SessionTable, clusters: readonly Cluster[], clusterOf: readonly number[], recordOf: readonly (SignatureRecord | undefined)[]): { steps: SessionStep[], stepOf: number[], stepOfRecord: (cluster: number, record: SignatureRecord) => number } {
  const steps = clusters.map(({ tokens }, cluster): SessionStep => ({ cluster, text: shownTemplate(tokens) }))
  const stepOf = [...clusterOf]
  const byCluster = new Map<number, number[]>()
  clusterOf.forEach((cluster, signature) => {
    const known = byCluster.get(cluster)
    if (known) known.push(signature)
    else byCluster.set(cluster, [signature])
  })
  const mixed: Mixed[] = []
  for (const [cluster, signatures] of byCluster) {
    const phrases = signatures.length < 2 || clusters[cluster].isCoarse ? [] : phrasesOf(signatures, recordOf)
    if (phrases.length > 1) mixed.push({ cluster, phrases, sessions: 0 })
  }
  countSessions(sessions, mixed)
  const apart = new Map<number, Map<string, number>>()
  for (const { cluster, phrases, sessions: any } of mixed) {
    const often = phrases.filter(phrase => phrase.sessions >= SESSIONS_MIN)
    if (often.length < 2 || often.length > PHRASES_MAX || often.reduce((sum, phrase) => sum + phrase.sessions, 0) < any * OF_EACH_MIN) continue
    const byName = new Map<string, number>()
    apart.set(cluster, byName)
    for (const { signatures, name, text } of often) {
      const step = steps.push({ cluster, text }) - 1
      byName.set(name, step)
      for (const signature of signatures) stepOf[signature] = step
    }
  }
  return { steps, stepOf, stepOfRecord: (cluster, { text }) => apart.get(cluster)?.get(nameOf(tokensOf(text))) ?? cluster }
}
