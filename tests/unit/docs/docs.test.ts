import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join, posix } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../../..')
const WITH_NEW_ONES = ['ls-files', '--cached', '--others', '--exclude-standard']
const listed = execFileSync('git', WITH_NEW_ONES, { cwd: root, encoding: 'utf8' }).trimEnd().split('\n')
const files = listed.filter(file => existsSync(join(root, file)))
const folders = new Set(files.flatMap(foldersOf))
const rooms = [...folders].filter(folder => /^\w+\/$/.test(folder))

const read = (file: string) => readFileSync(join(root, file), 'utf8')
const papers = files.filter(file => /^(README|CONTRIBUTING|docs\/[\w-]+)\.md$/.test(file))
const decisions = files.filter(file => file.startsWith('docs/adr/')).sort()

/** Made while Lograro runs or is built, so that a paper may name them though they are not in the repository. */
const MADE = [
  /^\.(cache|output|nuxt|data)\b/, /^(pg|jobs|trash)\//, /^(job|instance|result)\.json$/, /^SUITE\.(log|json)$/,
]
/** What only looks like a path: an ending, a name for any adapter, a folder that must not be, a scorer elsewhere. */
const NO_PATH = [/^\.test\.ts$/, /^server\/adapters\/X$/, /^server\/utils\/$/, /^DIR\//]

const isThere = (path: string) => files.includes(path) || folders.has(path.replace(/\/?$/, '/'))
const endsSomewhere = (path: string) => [...files, ...folders].some(each => each.endsWith(`/${path}`))

/** `a/` and `a/b/` of `a/b/c.ts`. */
function foldersOf(file: string): string[] {
  return file.split('/').slice(0, -1).map((_, i, names) => `${names.slice(0, i + 1).join('/')}/`)
}

/** Whether some file or folder has this path from the root, or ends with it; `*` stands for any letters. */
function exists(path: string): boolean {
  if (!path.includes('*')) return isThere(path) || endsSomewhere(path)
  const pattern = new RegExp(`(^|/)${path.split('*').map(part => part.replace(/[.[\]$()]/g, '\\$&')).join('[^/]*')}$`)
  return [...files, ...folders].some(each => pattern.test(each))
}

/** What the text names: whole paths from the root wherever they are, and in code spans also the ends of paths. */
function namedPaths(text: string): string[] {
  const whole = new RegExp(`(?<![\\w/.:$-])(?:${rooms.join('|')})(?:[\\w/.*-]|\\[\\w+\\])*`, 'g')
  const spans = [...text.matchAll(/`([^`\n]+)`/g)].map(match => match[1].replace(/:\d+$/, ''))
  const ends = spans.filter(span => /^[\w./@[\]*-]+(?:\/|\.(?:ts|mjs|vue|md|json|yml|py))$/.test(span))
  return [...new Set([...[...text.matchAll(whole)].map(([path]) => path.replace(/[.,-]+$/, '')), ...ends])]
}

/** Targets of links within the repository. */
function links(text: string): string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(match => match[1]).filter(target => !/^https?:/.test(target))
}

/** The names that headings can be linked by. */
function anchors(text: string): string[] {
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(match => match[1])
  return headings.map(heading => heading.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-'))
}

function brokenLinks(file: string): string[] {
  return links(read(file)).filter((target) => {
    const [path, anchor] = target.split('#')
    const linked = path === '' ? file : posix.join(dirname(file), decodeURI(path))
    return !isThere(linked) || (anchor !== undefined && !anchors(read(linked)).includes(anchor))
  })
}

/** Lines of prose: neither rows of tables, nor code, nor what a command writes between its marks. */
function proseOf(text: string): string[] {
  const written = text.replace(/<!-- (\w+) -->[\s\S]*?<!-- end of \1 -->/g, '').replace(/^```[\s\S]*?^```/gm, '')
  return written.split('\n').filter(line => !line.startsWith('|'))
}

describe.each(papers)('%s', (file) => {
  it('names only paths that exist', () => {
    const named = namedPaths(read(file)).filter(path => ![...MADE, ...NO_PATH].some(pattern => pattern.test(path)))
    expect(named.filter(path => !exists(path))).toEqual([])
  })

  it('names only commands that exist', () => {
    const { scripts } = JSON.parse(read('package.json'))
    const named = [...read(file).matchAll(/npm run (?:--silent |-s )?([\w:-]+)/g)].map(match => match[1])
    expect(named.filter(name => !(name in scripts))).toEqual([])
  })
})

describe.each([...papers, ...decisions])('%s', (file) => {
  it('has no broken link', () => {
    expect(brokenLinks(file)).toEqual([])
  })

  it('has lines of prose of at most 120 columns', () => {
    expect(proseOf(read(file)).filter(line => [...line].length > 120)).toEqual([])
  })
})

describe('decisions', () => {
  it('are numbered without a hole', () => {
    const numbers = decisions.map(file => basename(file).slice(0, 4))
    expect(numbers).toEqual(decisions.map((_, number) => String(number).padStart(4, '0')))
  })

  it.each(decisions)('%s has its number, a status and a date at its head', (file) => {
    const [title, , status] = read(file).split('\n')
    expect(title).toMatch(new RegExp(`^# ${basename(file).slice(0, 4)} \\S`))
    expect(status).toMatch(/^Status: .+ Date: (\d{4}-\d\d-\d\d|YYYY-MM-DD)\./)
  })
})

describe('code', () => {
  it('names only papers that exist', () => {
    const code = files.filter(file => /\.(ts|mjs|vue|yml)$/.test(file))
    const named = code.flatMap(file => read(file).match(/docs\/[\w/-]+\.md/g) ?? [])
    expect([...new Set(named)].filter(path => !files.includes(path))).toEqual([])
  })
})
