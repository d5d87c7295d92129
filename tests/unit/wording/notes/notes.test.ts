import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { NOTE_ARGS, NOTE_CODES, noteOfSentence, type NewNote } from '../../../../shared/note'
import { ReportLanguage } from '../../../../shared/results'
import { problemWith } from '../../../../server/http/problem'
import { ENGLISH } from '../../../../wording/notes/english'
import { sayNote } from '../../../../wording/notes/sayNote'
import { SPANISH } from '../../../../wording/notes/spanish'

const ROOT = join(import.meta.dirname, '../../../..')

const png: NewNote = { code: 'png', args: {} }
const encrypted: NewNote = { code: 'encrypted', args: {} }
const file = (name: string, reason: NewNote): NewNote => ({ code: 'file', args: { name, reason } })

test.each<[NewNote, english: string, spanish: string]>([
  [
    { code: 'archive', args: { formats: 'tar in gzip', files: { code: 'some_not', args: { files: { code: 'some_read', args: { count: 3 } }, count: 2, others: [file('a.png', png), file('bin/x', { code: 'program', args: { format: 'ELF' } })] } } } },
    'The file is an archive (tar in gzip): 3 files were read, 2 were not: a.png (a PNG picture), bin/x (a program (ELF)).',
    'El archivo es un paquete (tar in gzip): se leyeron 3 archivos; 2 no: a.png (una imagen PNG), bin/x (un programa (ELF)).',
  ],
  [
    { code: 'archive', args: { formats: 'zip', files: { code: 'one_not', args: { files: { code: 'one_read', args: {} }, others: [file('b.zip', { code: 'packed_file', args: { format: 'zip' } })] } } } },
    'The file is an archive (zip): 1 file was read, 1 was not: b.zip (a packed file (zip)).',
    'El archivo es un paquete (zip): se leyó 1 archivo; 1 no: b.zip (un archivo comprimido (zip)).',
  ],
  [
    { code: 'lost_of_member', args: { line: 81, name: 'a: b.log', reason: { code: 'incomplete', args: { format: 'tar' } } } },
    'Nothing could be read after line 81 of "a: b.log": the tar data is incomplete: it ends too early.',
    'No se pudo leer nada después de la línea 81 de «a: b.log»: los datos tar están incompletos: terminan antes de tiempo.',
  ],
  [
    { code: 'lost', args: { line: 3, reason: { code: 'damaged', args: { format: 'gzip' } } } },
    'Nothing could be read after line 3: the gzip data is damaged.',
    'No se pudo leer nada después de la línea 3: los datos gzip están dañados.',
  ],
  [
    { code: 'no_log', args: { files: { code: 'empty_archive', args: {} } } },
    'The archive holds no text log: it is empty.',
    'El paquete no contiene ningún registro de texto: está vacío.',
  ],
  [
    { code: 'no_log', args: { files: { code: 'more', args: { names: [file('a', encrypted), file('b', encrypted)], count: 3 } } } },
    'The archive holds no text log: a (it is encrypted), b (it is encrypted) and 3 more.',
    'El paquete no contiene ningún registro de texto: a (está cifrado), b (está cifrado) y 3 más.',
  ],
  [
    { code: 'together', args: { files: { code: 'one_not', args: { files: ['app.log.1', 'app.log'], others: [file('x.png', png)] } } } },
    'The files were read as one log, the oldest first: app.log.1, app.log, 1 was not: x.png (a PNG picture).',
    'Los archivos se leyeron como un solo registro, empezando por el más antiguo: app.log.1, app.log; 1 no: x.png (una imagen PNG).',
  ],
  [
    { code: 'disk_full', args: { why: { code: 'no_room', args: {} } } },
    'The disk is full. There is no room left in the data folder.',
    'El disco está lleno. No queda espacio en la carpeta de datos.',
  ],
  [
    { code: 'lost_log', args: {} },
    'The log and its results were not there when the tables were repaired.',
    'El registro y sus resultados no estaban cuando se repararon las tablas.',
  ],
])('%j', (note, english, spanish) => {
  expect(sayNote(note, 'en')).toBe(english)
  expect(sayNote(note, 'es')).toBe(spanish)
})

test.each(ReportLanguage.options)('a sentence that was stored, or that a library says, stays as it is: %s', (language) => {
  expect(sayNote(noteOfSentence('Something {else}.'), language)).toBe('Something {else}.')
})

describe.each([['en', ENGLISH], ['es', SPANISH]])('the catalogue in %s', (_, catalogue) => {
  it.each(NOTE_CODES)('says %s with all of its arguments, and no other', (code) => {
    const places = Array.from(catalogue[code].matchAll(/\{(\w+)\}/g), ([, place]) => place)
    expect(new Set(places)).toEqual(new Set(NOTE_ARGS[code]))
  })
})

/** Where what is said of a job or a request comes from, and the catalogue with it. */
const ROOMS = ['server', 'unpack', 'engine', 'shared', 'wording']
const SOURCES = ROOMS.flatMap(room => readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts')).map(name => join(room, name)))
const textOf = (path: string) => readFileSync(join(ROOT, path), 'utf8')
/** Codes that are put together from two words. */
const WITH_A_GAP = { too_many_uploads: 'too_many_${what}', too_many_streams: 'too_many_${what}' }

describe('a code of the catalogue', () => {
  const made = SOURCES.filter(path => !/^wording\/notes\/(?:english|spanish)\.ts$|^shared\/note\.ts$|^server\/http\/problem\.ts$/.test(path)).map(textOf).join('\n') + textOf('shared/note.ts').split('noteOfSentence')[2]

  it.each(NOTE_CODES.filter(code => !(code in WITH_A_GAP)))('is used: %s', code => expect(made).toMatch(new RegExp(`(?:code:|kind\\(|\\|)[^;\\n]*'${code}'|problemWith\\(\\{ code: '${code}'`)))
  it.each(Object.entries(WITH_A_GAP))('is used: %s', (_, gap) => expect(made).toContain(gap))
})

describe('an error that refuses a request', () => {
  const refusals = SOURCES.filter(path => /^server\/(?:http|jobs|api|middleware|adapters)/.test(path)).flatMap(path =>
    [...textOf(path).matchAll(/new (?:[A-Z]\w+)\(\{ code: (?:[^'{}]*\? )?'(\w+)'(?: : '(\w+)')?/g)].flatMap(([, ...codes]) => codes.filter(code => code !== undefined)))

  it('is found in the sources', () => expect(refusals.length).toBeGreaterThan(50))

  it.each([...new Set(refusals)])('has a status: %s', (code) => {
    expect(problemWith({ code: NOTE_CODES.find(known => known === code) ?? 'sentence', args: {} })).not.toBeNull()
  })
})

describe('what is said to a person', () => {
  /** Errors that say something to who starts or repairs the server, and to nobody else. */
  const TO_OPERATORS = /new (?:TablesDamaged|StoresRefused|ServerRefused|DataFolderRefused|AddressRefused|SettingsError|ThreadCrashed|ComputeClosed|ComputeFailed|BadPattern|RangeError|Error)\(/

  it.each(SOURCES.filter(path => !path.startsWith('wording/')))('is made in no other room: %s', (path) => {
    const made = [...textOf(path).matchAll(/(?:new [A-Z]\w*(?:Error|Unknown|State|Refused|Form|Lost|Full|Unavailable|Readable|Unreadable|Large|Stopping|Cancelled|Unfinished|Suspended|Text|Bomb|Request|Reading|Cursor|Found|Method|Many|Token|Foreign|Encoding|Mismatch|Damaged|Exists)\(|(?:message|detail|notes?|reason): ?\[?)\s*['`][^'`]* [^'`]*/g)]
    expect(made.map(([text]) => text).filter(text => !TO_OPERATORS.test(text) && !OTHER_PROSE.has(path))).toEqual([])
  })
})

/** What is prose there is no note, with the reason. */
const OTHER_PROSE = new Map([
  ['shared/comparison.ts', 'the `why` of a schema, which zod says in English'],
  ['shared/mark.ts', 'the `why` of a schema, which zod says in English'],
])
