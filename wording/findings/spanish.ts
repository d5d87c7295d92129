import type { GoodRuns } from '#shared/anomaly'
import { placeOf, type Place } from '../places'
import { SPANISH_WORDS } from '../vocabulary'
import { WRITING } from '../writing'
import { EXPECTED_LEAST, usualOf, type Context, type DetailOf, type FindingTexts } from './texts'

const { number, estimate, share, duration, quantity, range, quoted, brief, list } = WRITING.es

const times = (count: number) => (count === 1 ? 'una vez' : count === 2 ? 'dos veces' : `${number(count)} veces`)
const ORDINALS = ['', '', 'segundo', 'tercer', 'cuarto', 'quinto', 'sexto', 'séptimo', 'octavo', 'noveno']

interface NumberNoun {
  one: string
  many: string
  noun: string
}
const RATE: NumberNoun = { one: 'Una velocidad de', many: 'Las velocidades', noun: 'velocidad' }
const SIZE: NumberNoun = { one: 'Un tamaño de', many: 'Los tamaños', noun: 'tamaño' }
const TEMPERATURE: NumberNoun = { one: 'Una temperatura de', many: 'Las temperaturas', noun: 'temperatura' }
/** What numbers of a unit are called. */
const NUMBERS: Record<string, NumberNoun> = {
  's': { one: 'Una duración de', many: 'Las duraciones', noun: 'duración' },
  'B': SIZE,
  'bit': SIZE,
  'B/s': RATE,
  'bit/s': RATE,
  '/s': RATE,
  '%': { one: 'Una proporción del', many: 'Las proporciones', noun: 'proporción' },
  '°C': TEMPERATURE,
  '°F': TEMPERATURE,
  'Hz': { one: 'Una frecuencia de', many: 'Las frecuencias', noun: 'frecuencia' },
  'W': { one: 'Una potencia de', many: 'Las potencias', noun: 'potencia' },
  'V': { one: 'Una tensión de', many: 'Las tensiones', noun: 'tensión' },
  'A': { one: 'Una corriente de', many: 'Las corrientes', noun: 'corriente' },
  'Wh': { one: 'Una energía de', many: 'Las energías', noun: 'energía' },
  'Pa': { one: 'Una presión de', many: 'Las presiones', noun: 'presión' },
  'm': { one: 'Una longitud de', many: 'Las longitudes', noun: 'longitud' },
}
const PLAIN: NumberNoun = { one: 'El número', many: 'Los números', noun: 'valor' }

/** A share as the subject or object of a sentence has it: `el 99,98 %`, `más del 99,99 %`. */
function shareOf(part: number, whole: number): string {
  const shown = share(part, whole)
  if (shown.startsWith('>')) return `más del ${shown.slice(2)}`
  return shown.startsWith('<') ? `menos del ${shown.slice(2)}` : `el ${shown}`
}

/** Behind a value: where it is. */
function whereIs(place: Place, isNamedByUnit: boolean): string {
  switch (place.kind) {
    case 'after':
      if (place.nth === 1) return ` tras ${quoted(place.words)}`
      return isNamedByUnit ? '' : ` como ${ORDINALS[place.nth]} valor tras ${quoted(place.words)}`
    case 'before':
      return ` delante de ${quoted(place.words)}`
    default:
      return ''
  }
}

function numberAt(slot: string, unit: string, value: string, { template }: Context): string {
  const place = placeOf(slot, template)
  if (place.kind === 'key') return `${quoted(place.name)} es ${quantity(value)}`
  const named = NUMBERS[unit]
  return `${(named ?? PLAIN).one} ${quantity(value)}${whereIs(place, named !== undefined)}`
}

function valueAt(slot: string, value: string, { template }: Context): string {
  const place = placeOf(slot, template)
  if (place.kind === 'level') return `Gravedad ${quoted(value)}`
  if (place.kind === 'key') return `${quoted(place.name)} es ${quoted(value)}`
  return `Valor ${quoted(value)}${whereIs(place, false)}`
}

/** The known-good log, or how many of several, behind its preposition; or the other part of the log. */
function goodLogs(preposition: 'de' | 'en', runs: GoodRuns | undefined, { against }: Context): string {
  if (against === 'part') return `${preposition} la parte habitual`
  if (!runs) return preposition === 'de' ? 'del registro de referencia' : 'en el registro de referencia'
  const all = `los ${number(runs.of)} registros de referencia`
  return runs.with === 0 || runs.with === runs.of
    ? `${preposition} ${all}`
    : `${preposition} ${number(runs.with)} de ${all}`
}

const usualShown = ({ low, median, high }: DetailOf<'number_range'>['shown']) =>
  low === high ? quantity(median) : `${range(low, high)} (mediana: ${quantity(median)})`

function newTemplate(
  { count, baseline_events, new_words, block, runs }: DetailOf<'new_template'>,
  context: Context,
): string {
  const words = new_words.length > 0 ? `; palabras nuevas: ${new_words.map(quoted).join(', ')}` : ''
  const where = `no está entre los ${number(baseline_events)} eventos ${goodLogs('de', runs, context)}`
  if (block && block.lines > 1)
    return (
      `La primera de ${number(block.lines)} líneas nuevas juntas, ` +
      `hasta la ${number(block.last_line)}: ${where}${words}`
    )
  return `Este patrón se vio ${times(count)} aquí y ${where}${words}`
}

/** The step that says most of a session. */
function sessionSentence({
  sessions,
  unusual: [step],
  missing: [lacked],
  repeated: [repeat],
  swapped: [swap],
  leading,
}: DetailOf<'session'>): string {
  const start = 'A la sesión que termina aquí'
  const alike = `${number(sessions)} sesiones parecidas`
  if (leading === 'repeated' && repeat)
    return (
      `La sesión que termina aquí tiene ${times(repeat.count)} ${quoted(repeat.template)}; ` +
      `de ${alike}, el 99 % lo tiene como mucho ${times(repeat.usual)}`
    )
  if (leading === 'missing' && lacked)
    return `${start} le falta ${quoted(lacked.template)}, que tiene ${shareOf(lacked.share, 1)} de ${alike}`
  if (leading === 'swapped' && swap)
    return (
      `En la sesión que termina aquí, ${quoted(swap.template)} vino antes que ${quoted(swap.before)}; ` +
      `en ${shareOf(swap.share, 1)} de ${alike} que tienen ambos, viene después`
    )
  if (step)
    return (
      `La sesión que termina aquí tiene ${quoted(step.template)}, ` +
      `que solo tiene ${shareOf(step.share, 1)} de ${alike}`
    )
  return `La sesión que termina aquí tiene pasos inusuales entre ${alike}`
}

function sessionReason({
  sessions,
  unusual: [step],
  missing: [lacked],
  repeated: [repeat],
  swapped: [swap],
  leading,
}: DetailOf<'session'>): string {
  if (leading === 'repeated' && repeat)
    return `×${number(repeat.count)} ${brief(repeat.template)}; lo habitual, como mucho ${number(repeat.usual)}`
  if (leading === 'missing' && lacked) return `sin ${brief(lacked.template)}; ${shareOf(lacked.share, 1)} lo tiene`
  if (leading === 'swapped' && swap) return `${brief(swap.template)} antes que ${brief(swap.before)}`
  if (step) return `${brief(step.template)}; solo ${shareOf(step.share, 1)} lo tiene`
  return `pasos inusuales entre ${number(sessions)} sesiones`
}

function troubleSentence({ first_line, last_line, lines, alike, step, failed_line }: DetailOf<'trouble'>): string {
  const what =
    lines > 1
      ? `${number(lines)} líneas, de la ${number(first_line)} a la ${number(last_line)}, informan de un fallo`
      : 'Esta línea informa de un fallo'
  const where = step === null ? '' : ` en el paso ${quoted(step)}`
  const when = failed_line === null ? '' : `, lo último antes del final fallido en la línea ${number(failed_line)}`
  const others = alike === 1 ? '; otro lugar igual' : alike > 1 ? `; otros ${number(alike)} lugares iguales` : ''
  return `${what}${where}${when}${others}`
}

function troubleReason({ lines, alike, step, failed_line }: DetailOf<'trouble'>): string {
  const what = lines > 1 ? `fallo en ${number(lines)} líneas` : 'fallo'
  if (failed_line !== null) return `${what}, antes del final fallido en la línea ${number(failed_line)}`
  if (step !== null) return `${what}, en ${brief(step)}`
  return alike > 0 ? `${what}; ${alike === 1 ? 'otro lugar igual' : `otros ${number(alike)} lugares iguales`}` : what
}

function rareValueReason({ value, count, total, usual, distinct }: DetailOf<'rare_value'>): string {
  const { values, more } = usualOf(usual, value, distinct - 1)
  const [most] = usual.filter(each => each.value !== value)
  if (!most) return `${brief(value)}, visto ${times(count)} en ${number(total)}`
  if (values.length === 1 && more === 0)
    return `${brief(value)}; si no, ${brief(most.value)} (${share(most.count, total)})`
  return `${brief(value)}; si no, ${values.map(brief).join(', ')}${more > 0 ? ' …' : ''}`
}

function rareValueSentence(
  { slot, value, count, total, usual, distinct }: DetailOf<'rare_value'>,
  context: Context,
): string {
  const seen = slot === 'severity' ? 'vista' : 'visto'
  const start = `${valueAt(slot, value, context)}, ${seen} ${times(count)} en ${number(total)}`
  const { values, more } = usualOf(usual, value, distinct - 1)
  const [most] = usual.filter(each => each.value !== value)
  if (!most) return start
  if (values.length === 1) return `${start}; ${shareOf(most.count, total)} es ${quoted(most.value)}`
  return `${start}; lo habitual es ${list(values.map(quoted), more)}`
}

export const SPANISH: FindingTexts = {
  place: (place, unit) => {
    switch (place.kind) {
      case 'level':
        return 'gravedad'
      case 'key':
        return place.name
      case 'after':
        return `${place.nth === 1 ? '' : `${ORDINALS[place.nth]} valor `}tras «${place.words}»`
      case 'before':
        return `delante de «${place.words}»`
      case 'nameless':
        return (NUMBERS[unit] ?? PLAIN).noun
    }
  },
  signals: {
    rare_template: {
      reason: ({ count, total }) => `visto ${times(count)} en ${number(total)}`,
      sentence: ({ count, total }) => `Este patrón se vio ${times(count)} en ${number(total)} eventos`,
    },
    rare_value: { reason: rareValueReason, sentence: rareValueSentence },
    number_range: {
      reason: ({ shown }) => `${quantity(shown.value)}; lo habitual: ${range(shown.low, shown.high)}`,
      sentence: ({ slot, unit, shown }, context) =>
        `${numberAt(slot, unit, shown.value, context)}; lo habitual es ${usualShown(shown)}`,
    },
    drift: {
      reason: ({ shown, first_line, last_line }) =>
        `unos ${quantity(shown.value)} en las líneas ${number(first_line)}–${number(last_line)}; ` +
        `lo habitual: ${quantity(shown.usual)}`,
      sentence: ({ slot, unit, shown, first_line, last_line, count, total }, { template }) => {
        const place = placeOf(slot, template)
        const named = NUMBERS[unit]
        const what =
          place.kind === 'key'
            ? `${quoted(place.name)} es de`
            : `${(named ?? PLAIN).many}${whereIs(place, named !== undefined)} son de`
        const lines =
          `de la línea ${number(first_line)} a la ${number(last_line)} ` + `(${number(count)} de ${number(total)})`
        return `${what} unos ${quantity(shown.value)} ${lines}; lo habitual: unos ${quantity(shown.usual)}`
      },
    },
    session: { reason: sessionReason, sentence: sessionSentence },
    burst: {
      reason: ({ count, seconds, usual }) =>
        `×${number(count)} en ${duration(seconds)}; ` +
        `lo habitual: ${usual < EXPECTED_LEAST ? 'ninguno' : estimate(usual)}`,
      sentence: ({ count, seconds, usual }) =>
        `${number(count)} eventos de este patrón en ${duration(seconds)}; ` +
        `lo habitual en ese tiempo: ${usual < EXPECTED_LEAST ? 'casi ninguno' : `unos ${estimate(usual)}`}`,
    },
    silence: {
      reason: ({ count, seconds, usual }) =>
        `${count === 0 ? 'ninguno' : `solo ${number(count)}`} en ${duration(seconds)}; lo habitual: ${estimate(usual)}`,
      sentence: ({ count, seconds, usual }) => {
        const few = count === 0 ? 'Ningún evento' : count === 1 ? 'Solo un evento' : `Solo ${number(count)} eventos`
        return `${few} de este patrón en ${duration(seconds)}; se esperaban unos ${estimate(usual)}`
      },
    },
    new_template: {
      reason: ({ baseline_events, block }) =>
        block && block.lines > 1
          ? `primera de ${number(block.lines)} líneas nuevas, hasta la ${number(block.last_line)}`
          : `nuevo: no está en ${number(baseline_events)} eventos de referencia`,
      sentence: newTemplate,
    },
    new_value: {
      reason: ({ value, usual, distinct }) => {
        const { values, more } = usualOf(usual, value, distinct)
        const others = values.length > 0 ? `; si no, ${values.map(brief).join(', ')}${more > 0 ? ' …' : ''}` : ''
        return `${brief(value)} es nuevo${others}`
      },
      sentence: ({ slot, value, baseline_total, usual, distinct, runs }, context) => {
        const { values, more } = usualOf(usual, value, distinct)
        const start =
          `${valueAt(slot, value, context)}, nunca ${slot === 'severity' ? 'vista' : 'visto'} ` +
          `en ${number(baseline_total)} eventos ${goodLogs('de', runs, context)}`
        return values.length > 0 ? `${start}; lo habitual es ${list(values.map(quoted), more)}` : start
      },
    },
    new_number: {
      reason: ({ shown }, { against }) =>
        `${quantity(shown.value)}; ` +
        `en ${against === 'part' ? 'la parte habitual' : 'la referencia'}: ${range(shown.low, shown.high)}`,
      sentence: ({ slot, unit, shown, runs }, context) =>
        `${numberAt(slot, unit, shown.value, context)}; ${goodLogs('en', runs, context)}, ${usualShown(shown)}`,
    },
    frequency: {
      reason: ({ count, expected }) => `×${number(count)}; se esperaban unos ${number(expected)}`,
      sentence: ({ count, expected, baseline_count, runs }, context) =>
        `Este patrón se vio ${times(count)}; ` +
        `se esperaban unas ${number(expected)}, según las ${number(baseline_count)} ${goodLogs('de', runs, context)}`,
    },
    gone: {
      reason: ({ template, baseline_count }) => `sin ${brief(template)}; ×${number(baseline_count)} en la referencia`,
      sentence: ({ template, templates, baseline_count, runs }, context) => {
        const others =
          templates > 1
            ? `; ${templates === 2 ? 'falta otro patrón' : `faltan otros ${number(templates - 1)} patrones`}`
            : ''
        return (
          `El registro termina sin ${quoted(template)}, que vino ` +
          `${times(baseline_count)} ${goodLogs('en', runs, context)}${others}`
        )
      },
    },
    trouble: { reason: troubleReason, sentence: troubleSentence },
    severity: {
      reason: ({ severity, count, total }) =>
        `${SPANISH_WORDS.severities[severity]}: ${number(count)} de ${number(total)} son así de graves`,
      sentence: ({ severity, count, total }) =>
        `Gravedad ${quoted(SPANISH_WORDS.severities[severity])}: solo ${number(count)} de ${number(total)} eventos ` +
        `${count === 1 ? 'es así de grave' : 'son así de graves'}`,
    },
  },
}
