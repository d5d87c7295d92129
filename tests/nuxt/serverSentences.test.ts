import { readFileSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { translateSentence } from '~/composables/serverSentences'

const ROOT = resolve(__dirname, '../..')
const { said }: { said: Record<string, string> } = JSON.parse(readFileSync(join(ROOT, 'i18n/locales/es.json'), 'utf8'))

function inSpanish(text: string): string {
  return translateSentence(text, (name, places) => (said[name] ?? `no ${name}`).replace(/\{(\w+)\}/g, (_, place: string) => places[place] ?? `no ${place}`))
}

it.each([
  ['The file is an archive (tar in gzip): 3 files were read, 2 were not: a.png (a PNG picture), bin/x (a program (ELF)).', 'El archivo es un paquete (tar in gzip): se leyeron 3 archivos; 2 no: a.png (una imagen PNG), bin/x (un programa (ELF)).'],
  ['The file is an archive (zip): 1 file was read, 1 was not: b.zip (a packed file (zip)).', 'El archivo es un paquete (zip): se leyó 1 archivo; 1 no: b.zip (un archivo comprimido (zip)).'],
  ['Nothing could be read after line 81 of "a: b.log": the tar data is incomplete: it ends too early.', 'No se pudo leer nada después de la línea 81 de «a: b.log»: los datos tar están incompletos: terminan antes de tiempo.'],
  ['Nothing could be read after line 3: the gzip data is damaged.', 'No se pudo leer nada después de la línea 3: los datos gzip están dañados.'],
  ['The archive holds no text log: it is empty.', 'El paquete no contiene ningún registro de texto: está vacío.'],
  ['The archive holds no text log: a (it is encrypted), b (it is encrypted) and 3 more.', 'El paquete no contiene ningún registro de texto: a (está cifrado), b (está cifrado) y 3 más.'],
  ['The files were read as one log, the oldest first: app.log.1, app.log, 1 was not: x.png (a PNG picture).', 'Los archivos se leyeron como un solo registro, empezando por el más antiguo: app.log.1, app.log; 1 no: x.png (una imagen PNG).'],
  ['The disk is full. There is no room left in the data folder.', 'El disco está lleno. No queda espacio en la carpeta de datos.'],
  ['The log and its results were not there when the tables were repaired.', 'El registro y sus resultados no estaban cuando se repararon las tablas.'],
  ['Something else.', 'Something else.'],
])('%s', (english, wanted) => {
  expect(inSpanish(english)).toBe(wanted)
})

/** Where what is said of a file stands in the server's sources. */
const SOURCES = ['server/jobs', 'unpack', 'engine/text', 'engine/reading/layout', 'server/http/readUpload.ts', 'server/adapters/documents', 'server/adapters/relational/database.ts']
const SPOKEN = /(?:new (?:Unreadable|Bomb|NotText|NothingReadable|MalformedForm|UploadLost|TooLarge|ServerStopping|UploadCancelled|UploadUnfinished|UploadSuspended|DiskFull)|warn|CutShort extends Unreadable \{[^}]*super|Damaged extends Unreadable \{[^}]*super|endJob\([^)]*'failed', )\(?\s*([`'])((?:\\.|(?!\1).)+)\1/gs

describe('each sentence of the server has its Spanish', () => {
  const sentences = SOURCES.flatMap(filesOf).flatMap(path => [...readFileSync(path, 'utf8').matchAll(SPOKEN)].map(([, , text = '']) => text))

  it('is found in the sources', () => expect(sentences.length).toBeGreaterThan(35))

  it.each([...new Set(sentences)])('%s', (source) => {
    const text = source.replaceAll('\\\'', '\'').replaceAll('\\uFFFD', '\uFFFD').replace(/\$\{longLine[^}]*\}|\$\{(?:brokenLine|maxLineBytes|maxUploadBytes|warningsLeftOut|\w+_MAX[^}]*|writer\.lines\(\)|megabytes[^}]*)\}/g, '7').replace('after ${place}', 'after line 7').replace(/\$\{[^}]*\}/g, 'it is empty')
    expect(inSpanish(text)).not.toBe(text)
  })
})

function filesOf(path: string): string[] {
  if (path.endsWith('.ts')) return [join(ROOT, path)]
  return readdirSync(join(ROOT, path), { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts')).map(name => join(ROOT, path, name))
}
