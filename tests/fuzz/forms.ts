import { readForm } from '../../server/http/readUpload'
import { mutate, type Random } from './random'
import { readAll, requestOf } from './requests'

/** Reads a form of some logs, which may be changed or break off. @returns what is wrong: a whole form gives its files, any other those or a refusal */
export async function formReader(random: Random, someLog: () => Buffer): Promise<string | null> {
  const boundary = random.of(['b', 'x'.repeat(70), '----WebKit'])
  const logs = Array.from({ length: 1 + random.below(3) }, someLog)
  const parts = logs.map((log, i) => Buffer.concat([Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${i}.log"\r\n\r\n`), log, Buffer.from('\r\n')]))
  const whole = Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)])
  const kind = random.of(['whole', 'changed', 'changed', 'broken'])
  const body = kind === 'changed' ? mutate(random, whole) : whole
  const event = requestOf(random, body, { 'content-type': `multipart/form-data; boundary=${boundary}` }, kind === 'broken' ? random.below(body.length) : Infinity)
  const read = await readAll(readForm(event, { maxUploadBytes: null, stopping: new AbortController().signal, onlyOne: false }))
  if (typeof read === 'string') return read
  if (kind === 'changed' || logs.some(log => log.includes(`--${boundary}`))) return null
  if (kind === 'broken') return read.refusal === null ? 'a form that broke off was taken' : null
  if (read.refusal !== null) return `a whole form was refused: ${read.refusal}`
  return read.files.length === logs.length && read.files.every(({ bytes, name }, i) => name === `${i}.log` && bytes.equals(logs[i] ?? bytes)) ? null : 'other files were read than sent'
}
