import { timeParts, THREE_DIGITS } from '../clock'
import { Random } from '../random'
import type { GrammarEvent, Value } from './grammarEvent'
import type { Grammar, IdForm, Place } from './grammar'

/** All that may be written another way without anything else having happened. */
export interface Style {
  /** Ids are other ones of the same form. */
  idSalt: number
  /** Hosts have numbers for names, or names without digits. */
  isHostNumbered: boolean
  /** So many more items stand in each list. */
  moreItems: number
  /** Milliseconds are written as seconds, kilobytes as bytes. */
  isScaled: boolean
  /** Whether the source is written, and with a blank in it. */
  isSourceShown: boolean
  isSourceBlank: boolean
  /** Whether parts that only some events have are written; words are, since they may be what tells elsewhere that they are values. */
  isOptionalShown: boolean
  /** Whether fields stand in another order in each line. */
  areKeysMixed: boolean
  /** Milliseconds by which the log is later. */
  laterMs: number
}

export const PLAIN: Style = { idSalt: 0, isHostNumbered: false, moreItems: 0, isScaled: false, isSourceShown: true, isSourceBlank: false, isOptionalShown: true, areKeysMixed: false, laterMs: 0 }

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const HOSTS = ['ada', 'bela', 'cleo', 'dora', 'elsa', 'fritz', 'gala', 'hugo']

function idText(form: IdForm, id: number, salt: number): string {
  const random = new Random(id, salt)
  switch (form) {
    case 'decimal': return String(10_000_000 + random.below(89_999_999))
    case 'hex': return `${random.below(10)}${random.hex(11)}`
    case 'uuid': return random.uuid()
    case 'dashed': return `req-${random.below(10)}${random.hex(7)}`
    default: return `#${1_000_000 + random.below(8_999_999)}`
  }
}

/** Three names and no digit: so many hosts are told apart. */
function hostText(host: number, isNumbered: boolean): string {
  if (isNumbered) return `node${host + 1}.ada`
  return `${HOSTS[host % 8]}.${HOSTS[(host >> 3) % 8]}.zone`
}

function numberText(value: number, unit: string, isScaled: boolean): string {
  if (unit === '') return String(value)
  if (isScaled && unit === 'ms') return `${(value / 1000).toFixed(3)}s`
  if (isScaled && unit === 'kB') return `${value * 1000}B`
  return `${value}${unit}`
}

function items(value: Value): readonly number[] {
  return typeof value === 'object' && value !== null ? value : []
}

function valueText(place: Place, value: Value, style: Style): string {
  if (typeof value === 'string') return value
  switch (place.kind) {
    case 'id': return idText(place.form, Number(value), style.idSalt)
    case 'number': return numberText(Number(value), place.unit, style.isScaled)
    case 'choice': return place.values[Number(value)]
    case 'host': return hostText(Number(value), style.isHostNumbered)
    default: return `[${[...items(value), ...Array.from({ length: style.moreItems }, (_, i) => 100 + 7 * i)].join(', ')}]`
  }
}

interface Field { key: string, text: string }

/** Whether a part of an event is written. */
function isShown(place: Place, value: Value, style: Style): boolean {
  return value !== null && (place.share === 1 || place.kind === 'choice' || style.isOptionalShown)
}

function fieldsOf({ message, values, atMs }: GrammarEvent, style: Style): Field[] {
  const fields = message.places.flatMap((place, i): Field[] => {
    const value = values[i]
    return isShown(place, value, style) ? [{ key: place.key, text: valueText(place, value, style) }] : []
  })
  return style.areKeysMixed ? new Random(atMs, 5).shuffled(fields) : fields
}

/** The message as a sentence: literals and `key value`, or `key=value` where the grammar is so. */
function sentence(event: GrammarEvent, style: Style): string {
  const { message, values } = event
  let text = message.literals[0]
  message.places.forEach((place, i) => {
    const value = values[i]
    if (isShown(place, value, style)) text += place.key.length % 2 === 0 ? ` ${place.key}=${valueText(place, value, style)}` : ` ${place.key} ${valueText(place, value, style)}`
    text += message.literals[i + 1]
  })
  return text
}

/** One line, without its end. */
export function printEvent({ layout }: Grammar, event: GrammarEvent, style: Style = PLAIN): string {
  const ms = Math.floor(event.atMs + style.laterMs)
  const { year, month, day, hour, minute, second } = timeParts(Math.floor(ms / 1000))
  const fraction = THREE_DIGITS[ms % 1000]
  const clock = `${hour}:${minute}:${second}`
  const { level } = event
  const source = style.isSourceBlank ? `${event.source} main` : event.source
  const shown = (text: string) => style.isSourceShown ? text : ''
  switch (layout) {
    case 'iso': return `${year}-${month}-${day}T${clock}.${fraction}Z ${level} ${shown(`[${source}] `)}${sentence(event, style)}`
    case 'brackets': return `[${year}-${month}-${day} ${clock},${fraction}] [${level}] ${shown(`[${source}] `)}${sentence(event, style)}`
    case 'syslog': return `${MONTHS[Number(month) - 1]} ${String(Number(day)).padStart(2)} ${clock} ada ${shown(`${source.replace(' ', '-')}[${1000 + source.length}]: `)}${sentence(event, style)}`
    case 'slashes': return `${year}/${month}/${day} ${clock} ${level.padEnd(5)} ${shown(`(${source}) `)}${sentence(event, style)}`
    case 'epoch': return `${Math.floor(ms / 1000)}.${fraction} ${level} ${shown(`<${source}> `)}${sentence(event, style)}`
    case 'keys': return `time=${year}-${month}-${day}T${clock}.${fraction}Z level=${level.toLowerCase()} ${shown(`logger="${source}" `)}msg="${event.message.literals.join('')}"${fieldsOf(event, style).map(({ key, text }) => ` ${key}=${/[ ,]/.test(text) ? `"${text}"` : text}`).join('')}`
    default: return JSON.stringify(Object.fromEntries([['time', `${year}-${month}-${day}T${clock}.${fraction}Z`], ['level', level], ...(style.isSourceShown ? [['logger', source]] : []), ['message', event.message.literals.join('')], ...fieldsOf(event, style).map(({ key, text }) => [key, text])]))
  }
}
