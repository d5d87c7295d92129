import type { GoodRuns } from '#shared/anomaly'
import { ENGLISH_WORDS } from '../vocabulary'
import { placeOf, type Place } from '../places'
import { WRITING } from '../writing'
import { EXPECTED_LEAST, usualOf, type Context, type DetailOf, type FindingTexts } from './texts'

const { number, estimate, share, duration, quantity, range, quoted, brief, list } = WRITING.en

const times = (count: number) => (count === 1 ? 'once' : count === 2 ? 'twice' : `${number(count)} times`)
const ORDINALS = ['', '', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth']

/** What numbers of a unit are called: one of them with its preposition, and several. */
const NUMBERS: Record<string, readonly [one: string, many: string, noun: string]> = {
  's': ['A duration of', 'Durations', 'duration'],
  'B': ['A size of', 'Sizes', 'size'],
  'bit': ['A size of', 'Sizes', 'size'],
  'B/s': ['A rate of', 'Rates', 'rate'],
  'bit/s': ['A rate of', 'Rates', 'rate'],
  '/s': ['A rate of', 'Rates', 'rate'],
  '%': ['A share of', 'Shares', 'share'],
  '°C': ['A temperature of', 'Temperatures', 'temperature'],
  '°F': ['A temperature of', 'Temperatures', 'temperature'],
  'Hz': ['A frequency of', 'Frequencies', 'frequency'],
  'W': ['A power of', 'Powers', 'power'],
  'V': ['A voltage of', 'Voltages', 'voltage'],
  'A': ['A current of', 'Currents', 'current'],
  'Wh': ['An energy of', 'Energies', 'energy'],
  'Pa': ['A pressure of', 'Pressures', 'pressure'],
  'm': ['A length of', 'Lengths', 'length'],
}
const [ONE_NUMBER, MANY_NUMBERS] = ['The number', 'Numbers']

/** A share in a sentence: `99.98 %`, `more than 99.99 %`. */
function shareOf(part: number, whole: number): string {
  const shown = share(part, whole)
  if (shown.startsWith('>')) return `more than ${shown.slice(2)}`
  return shown.startsWith('<') ? `less than ${shown.slice(2)}` : shown
}

/** Behind a value: where it is. */
function whereIs(place: Place, isNamedByUnit: boolean): string {
  switch (place.kind) {
    case 'after':
      if (place.nth === 1) return ` after ${quoted(place.words)}`
      return isNamedByUnit ? '' : ` as the ${ORDINALS[place.nth]} value after ${quoted(place.words)}`
    case 'before':
      return ` before ${quoted(place.words)}`
    default:
      return ''
  }
}

function numberAt(slot: string, unit: string, value: string, { template }: Context): string {
  const place = placeOf(slot, template)
  if (place.kind === 'key') return `${quoted(place.name)} is ${quantity(value)}`
  const named = NUMBERS[unit]
  return `${named?.[0] ?? ONE_NUMBER} ${quantity(value)}${whereIs(place, named !== undefined)}`
}

function valueAt(slot: string, value: string, { template }: Context): string {
  const place = placeOf(slot, template)
  if (place.kind === 'level') return `Severity ${quoted(value)}`
  if (place.kind === 'key') return `${quoted(place.name)} is ${quoted(value)}`
  return `Value ${quoted(value)}${whereIs(place, false)}`
}

/** The known-good log, or how many of several; or the other part of the log. */
function goodLogs(runs: GoodRuns | undefined, { against }: Context): string {
  if (against === 'part') return 'the usual part'
  if (!runs) return 'the known-good log'
  const all = `the ${number(runs.of)} known-good logs`
  return runs.with === 0 || runs.with === runs.of ? all : `${number(runs.with)} of ${all}`
}

const usualShown = ({ low, median, high }: DetailOf<'number_range'>['shown']) =>
  low === high ? quantity(median) : `${range(low, high)} (median ${quantity(median)})`

function newTemplate(
  { count, baseline_events, new_words, block, runs }: DetailOf<'new_template'>,
  context: Context,
): string {
  const words = new_words.length > 0 ? `; new words: ${new_words.map(quoted).join(', ')}` : ''
  const where = `not among the ${number(baseline_events)} events of ${goodLogs(runs, context)}`
  if (block && block.lines > 1) {
    const lines = `${number(block.lines)} new lines together, up to line ${number(block.last_line)}`
    return `The first of ${lines}: ${where}${words}`
  }
  return `This pattern was seen ${times(count)} here and is ${where}${words}`
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
  const start = 'The session that ends here'
  const alike = `${number(sessions)} sessions like it`
  if (leading === 'repeated' && repeat) {
    const step = `${quoted(repeat.template)} ${times(repeat.count)}`
    return `${start} has ${step}; 99 % of ${alike} have it at most ${times(repeat.usual)}`
  }
  if (leading === 'missing' && lacked)
    return `${start} lacks ${quoted(lacked.template)}, which ${shareOf(lacked.share, 1)} of ${alike} have`
  if (leading === 'swapped' && swap) {
    const order = `${quoted(swap.template)} came before ${quoted(swap.before)}`
    return `In the session that ends here, ${order}; in ${shareOf(swap.share, 1)} of ${alike} with both it comes after`
  }
  if (step) return `${start} has ${quoted(step.template)}, which only ${shareOf(step.share, 1)} of ${alike} have`
  return `${start} has steps that are unusual among ${alike}`
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
    return `×${number(repeat.count)} ${brief(repeat.template)}, usually at most ${number(repeat.usual)}`
  if (leading === 'missing' && lacked) return `no ${brief(lacked.template)}, ${share(lacked.share, 1)} have it`
  if (leading === 'swapped' && swap) return `${brief(swap.template)} before ${brief(swap.before)}`
  if (step) return `${brief(step.template)}, only ${share(step.share, 1)} have it`
  return `unusual steps among ${number(sessions)} sessions`
}

function troubleSentence({ first_line, last_line, lines, alike, step, failed_line }: DetailOf<'trouble'>): string {
  const what =
    lines > 1
      ? `${number(lines)} lines from ${number(first_line)} to ${number(last_line)} report trouble`
      : 'This line reports trouble'
  const where = step === null ? '' : ` in the step ${quoted(step)}`
  const when = failed_line === null ? '' : `, the last before line ${number(failed_line)} reports the failure`
  const others = alike > 0 ? `; ${number(alike)} more ${alike === 1 ? 'place' : 'places'} like it` : ''
  return `${what}${where}${when}${others}`
}

function troubleReason({ lines, alike, step, failed_line }: DetailOf<'trouble'>): string {
  const what = lines > 1 ? `${number(lines)} lines of trouble` : 'trouble'
  if (failed_line !== null) return `${what} before the failure in line ${number(failed_line)}`
  if (step !== null) return `${what} in ${brief(step)}`
  return alike > 0 ? `${what}, ${number(alike)} more ${alike === 1 ? 'place' : 'places'} like it` : what
}

function rareValueReason({ value, count, total, usual, distinct }: DetailOf<'rare_value'>): string {
  const { values, more } = usualOf(usual, value, distinct - 1)
  const [most] = usual.filter(each => each.value !== value)
  if (!most) return `${brief(value)}, seen ${times(count)} in ${number(total)}`
  if (values.length === 1 && more === 0)
    return `${brief(value)}; else ${brief(most.value)} (${share(most.count, total)})`
  return `${brief(value)}; else ${values.map(brief).join(', ')}${more > 0 ? ' …' : ''}`
}

function rareValueSentence(
  { slot, value, count, total, usual, distinct }: DetailOf<'rare_value'>,
  context: Context,
): string {
  const start = `${valueAt(slot, value, context)}, seen ${times(count)} in ${number(total)}`
  const { values, more } = usualOf(usual, value, distinct - 1)
  const [most] = usual.filter(each => each.value !== value)
  if (!most) return start
  return values.length === 1
    ? `${start}; ${shareOf(most.count, total)} are ${quoted(most.value)}`
    : `${start}; usual ${values.length + more === 1 ? 'is' : 'are'} ${list(values.map(quoted), more)}`
}

export const ENGLISH: FindingTexts = {
  place: (place, unit) => {
    switch (place.kind) {
      case 'level':
        return 'severity'
      case 'key':
        return place.name
      case 'after':
        return `${place.nth === 1 ? '' : `${ORDINALS[place.nth]} value `}after “${place.words}”`
      case 'before':
        return `before “${place.words}”`
      case 'nameless':
        return NUMBERS[unit]?.[2] ?? 'value'
    }
  },
  signals: {
    rare_template: {
      reason: ({ count, total }) => `seen ${times(count)} in ${number(total)}`,
      sentence: ({ count, total }) => `This pattern was seen ${times(count)} in ${number(total)} events`,
    },
    rare_value: { reason: rareValueReason, sentence: rareValueSentence },
    number_range: {
      reason: ({ shown }) => `${quantity(shown.value)}, usually ${range(shown.low, shown.high)}`,
      sentence: ({ slot, unit, shown }, context) =>
        `${numberAt(slot, unit, shown.value, context)}, usually ${usualShown(shown)}`,
    },
    drift: {
      reason: ({ shown, first_line, last_line }) =>
        `about ${quantity(shown.value)} in lines ${number(first_line)}–${number(last_line)},` +
        ` usually ${quantity(shown.usual)}`,
      sentence: ({ slot, unit, shown, first_line, last_line, count, total }, { template }) => {
        const place = placeOf(slot, template)
        const named = NUMBERS[unit]
        const what =
          place.kind === 'key'
            ? `${quoted(place.name)} is`
            : `${named?.[1] ?? MANY_NUMBERS}${whereIs(place, named !== undefined)} are`
        const lines = `from line ${number(first_line)} to ${number(last_line)} (${number(count)} of ${number(total)})`
        return `${what} about ${quantity(shown.value)} ${lines}, usually about ${quantity(shown.usual)}`
      },
    },
    session: { reason: sessionReason, sentence: sessionSentence },
    burst: {
      reason: ({ count, seconds, usual }) =>
        `×${number(count)} in ${duration(seconds)}, usually ${usual < EXPECTED_LEAST ? 'none' : estimate(usual)}`,
      sentence: ({ count, seconds, usual }) =>
        `${number(count)} events of this pattern in ${duration(seconds)}, ` +
        `usually ${usual < EXPECTED_LEAST ? 'next to none' : `about ${estimate(usual)}`} in as long`,
    },
    silence: {
      reason: ({ count, seconds, usual }) =>
        `${count === 0 ? 'none' : `only ${number(count)}`} in ${duration(seconds)}, usually ${estimate(usual)}`,
      sentence: ({ count, seconds, usual }) => {
        const few = count === 0 ? 'No event' : count === 1 ? 'Only one event' : `Only ${number(count)} events`
        return `${few} of this pattern in ${duration(seconds)}, where about ${estimate(usual)} were expected`
      },
    },
    new_template: {
      reason: ({ baseline_events, block }) =>
        block && block.lines > 1
          ? `first of ${number(block.lines)} new lines, up to line ${number(block.last_line)}`
          : `new: not in ${number(baseline_events)} known-good events`,
      sentence: newTemplate,
    },
    new_value: {
      reason: ({ value, usual, distinct }) => {
        const { values, more } = usualOf(usual, value, distinct)
        const others = values.length > 0 ? `; else ${values.map(brief).join(', ')}${more > 0 ? ' …' : ''}` : ''
        return `${brief(value)} is new${others}`
      },
      sentence: ({ slot, value, baseline_total, usual, distinct, runs }, context) => {
        const { values, more } = usualOf(usual, value, distinct)
        const start =
          `${valueAt(slot, value, context)}, never seen in ${number(baseline_total)} events` +
          ` of ${goodLogs(runs, context)}`
        return values.length > 0
          ? `${start}; usual ${values.length + more === 1 ? 'is' : 'are'} ${list(values.map(quoted), more)}`
          : start
      },
    },
    new_number: {
      reason: ({ shown }, { against }) =>
        `${quantity(shown.value)}, ${against === 'part' ? 'usual part' : 'known good'} ${range(shown.low, shown.high)}`,
      sentence: ({ slot, unit, shown, runs }, context) =>
        `${numberAt(slot, unit, shown.value, context)}; in ${goodLogs(runs, context)} ${usualShown(shown)}`,
    },
    frequency: {
      reason: ({ count, expected }) => `×${number(count)}, about ${number(expected)} expected`,
      sentence: ({ count, expected, baseline_count, runs }, context) =>
        `This pattern was seen ${times(count)}, where about ` +
        `${number(expected)} were expected from its ${number(baseline_count)} in ${goodLogs(runs, context)}`,
    },
    gone: {
      reason: ({ template, baseline_count }) => `no ${brief(template)}, ×${number(baseline_count)} in known-good logs`,
      sentence: ({ template, templates, baseline_count, runs }, context) => {
        const others =
          templates > 1
            ? `; ${number(templates - 1)} more ${templates === 2 ? 'pattern is' : 'patterns are'} missing`
            : ''
        return (
          `The log ends without ${quoted(template)}, which came ${times(baseline_count)}` +
          ` in ${goodLogs(runs, context)}${others}`
        )
      },
    },
    trouble: { reason: troubleReason, sentence: troubleSentence },
    severity: {
      reason: ({ severity, count, total }) =>
        `${ENGLISH_WORDS.severities[severity]}: ${number(count)} of ${number(total)} are as severe`,
      sentence: ({ severity, count, total }) =>
        `Severity ${ENGLISH_WORDS.severities[severity]}: only ${number(count)} of ${number(total)} events ` +
        `${count === 1 ? 'is' : 'are'} as severe`,
    },
  },
}
