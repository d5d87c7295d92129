// @ts-check
import { spawnSync } from 'node:child_process'
import { root } from './prepare.mjs'

/** What the built server is made of, and what its pages are. */
const SERVER = /^(?:server|engine|shared|drizzle|samples|modules|public)\/|^(?:nuxt\.config\.ts|package(?:-lock)?\.json)$/
const PAGE = /^(?:pages|components|composables|stores|i18n|assets|layouts)\/|^(?:app|error)\.vue$|^app\.config\.ts$/
const CASES = /^tests\/cases\//
const TEST = /^(?:tests\/|scripts\/|(?:vitest|playwright)\.config\.ts$)/

/**
 * What has changed since a commit, also what is not committed.
 * @param {string} since
 */
export function changesSince(since) {
  const files = [...git('diff', '--name-only', since), ...git('ls-files', '--others', '--exclude-standard')]
  const has = (/** @type {RegExp} */ pattern) => files.some(file => pattern.test(file))
  return { isAny: files.length > 0, isServer: has(SERVER), isPage: has(PAGE), isCases: has(CASES), isTest: has(TEST) }
}

/** @param {string[]} args */
function git(...args) {
  const { status, stdout, stderr } = spawnSync('git', args, { cwd: root, encoding: 'utf8' })
  if (status !== 0) throw new Error(`git ${args[0]}: ${stderr}`)
  return stdout.split('\n').filter(line => line !== '')
}
