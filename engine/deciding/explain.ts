import type { GoodRuns, Signal } from '#shared/anomaly'

/** A number as a person reads it: `1,323,382`, `0.25`. */
export function shownNumber(value: number): string {
  const [whole, fraction] = String(Math.round(value * 1000) / 1000).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined ? grouped : `${grouped}.${fraction}`
}

/** A share in per cent, exact enough that what is rare does not round to 0 or 100. */
export function shownShare(part: number, whole: number): string {
  const percent = part / whole * 100
  const digits = percent > 99 || percent < 1 ? 2 : 0
  const rounded = percent.toFixed(digits)
  if (Number(rounded) === 100 && part < whole) return 'more than 99.99 %'
  if (Number(rounded) === 0 && part > 0) return 'less than 0.01 %'
  return `${rounded} %`
}

/** Seconds as a person says them: `45 s`, `3 min`, `2.5 h`, `4 days`. */
export function shownDuration(seconds: number): string {
  if (seconds < 120) return `${shownNumber(seconds)} s`
  if (seconds < 7200) return `${shownNumber(Math.round(seconds / 60))} min`
  if (seconds < 172_800) return `${shownNumber(Math.round(seconds / 360) / 10)} h`
  return `${shownNumber(Math.round(seconds / 8640) / 10)} days`
}

const times = (count: number) => count === 1 ? 'once' : count === 2 ? 'twice' : `${shownNumber(count)} times`
const VALUE_MAX = 60
const quoted = (value: string) => value === '' ? 'nothing' : `\`${value.length > VALUE_MAX ? `${value.slice(0, VALUE_MAX)}…` : value}\``
const placeName = (slot: string) => slot.startsWith('parameter ') ? slot : quoted(slot)

/** The step that says most of a session, and the numbers behind it. */
function sessionSentence({ sessions, unusual: [step], missing: [lacked], repeated: [repeat], swapped: [swap] = [], leading }: Extract<Signal, { kind: 'session' }>['detail']): string {
  const start = 'The last line of a session'
  const alike = `${shownNumber(sessions)} sessions like it`
  if (leading === 'repeated' && repeat) return `${start} with ${shownNumber(repeat.count)} times ${quoted(repeat.template)}; of ${alike}, 99 % have at most ${shownNumber(repeat.usual)}`
  if (leading === 'missing' && lacked) return `${start} without ${quoted(lacked.template)}, which ${shownShare(lacked.share, 1)} of ${alike} have`
  if (leading === 'swapped' && swap) return `${start} in which ${quoted(swap.template)} came before ${quoted(swap.before)}; in ${shownShare(swap.share, 1)} of ${alike} with both it comes after`
  if (step) return `${start} with ${quoted(step.template)}, which ${shownShare(step.share, 1)} of ${alike} have`
  return `${start} whose steps are unusual among ${alike}`
}

/** The known-good log, or how many of several. */
function goodLogs(runs: GoodRuns | undefined): string {
  if (!runs) return 'the known-good log'
  const all = `the ${shownNumber(runs.of)} known-good logs`
  return runs.with === 0 || runs.with === runs.of ? all : `${shownNumber(runs.with)} of ${all}`
}

function newSentence({ count, baseline_events, new_words, block, runs }: Extract<Signal, { kind: 'new_template' }>['detail']): string {
  const words = new_words.length > 0 ? `, with words that are not in ${runs ? 'them' : 'it'}: ${new_words.slice(0, 3).map(quoted).join(', ')}` : ''
  const where = `not among the ${shownNumber(baseline_events)} events of ${goodLogs(runs)}`
  if (block && block.lines > 1) return `The first of ${shownNumber(block.lines)} new lines together, up to line ${shownNumber(block.last_line)}: ${where}${words}`
  return `A message seen ${times(count)} that is ${where}${words}`
}

function troubleSentence({ first_line, last_line, lines, alike, step, failed_line }: Extract<Signal, { kind: 'trouble' }>['detail']): string {
  const what = lines > 1 ? `${shownNumber(lines)} lines from ${shownNumber(first_line)} to ${shownNumber(last_line)} report trouble` : 'This line reports trouble'
  const where = step === null ? '' : ` in the step ${quoted(step)}`
  const when = failed_line === null ? '' : `; said last before line ${shownNumber(failed_line)} reports the failure`
  return `${what}${where}${when}${alike > 0 ? `; ${shownNumber(alike)} more ${alike === 1 ? 'place' : 'places'} like it` : ''}`
}

/** One signal as a sentence without its full stop. */
function sentence(signal: Signal): string {
  switch (signal.kind) {
    case 'rare_template':
      return `A message seen ${times(signal.detail.count)} in ${shownNumber(signal.detail.total)} events`
    case 'rare_value': {
      const { slot, value, count, total, usual } = signal.detail
      const [most, ...others] = usual
      const place = slot === 'severity' ? 'Severity' : 'Value'
      const where = slot === 'severity' ? 'in a message' : `of ${placeName(slot)} in a place`
      if (others.length <= 1) return `${place} ${quoted(value)} ${where} that says ${quoted(most.value)} ${shownShare(most.count, total)} of the time`
      return `${place} ${quoted(value)} ${where} where it was seen ${times(count)} in ${shownNumber(total)}; usual are ${usual.slice(0, 3).map(({ value }) => quoted(value)).join(', ')}`
    }
    case 'number_range': {
      const { slot, shown } = signal.detail
      const range = shown.low === shown.high ? `usually ${shown.median}` : `usually ${shown.low} to ${shown.high} (median ${shown.median})`
      return `The number ${shown.value} in the place of ${placeName(slot)}, ${range}`
    }
    case 'drift': {
      const { slot, shown, first_line, last_line, count } = signal.detail
      return `The numbers in the place of ${placeName(slot)} are about ${shown.value} from line ${shownNumber(first_line)} to ${shownNumber(last_line)} (${shownNumber(count)} of them), where about ${shown.usual} is usual`
    }
    case 'session':
      return sessionSentence(signal.detail)
    case 'burst': {
      const { count, seconds, usual } = signal.detail
      return `${shownNumber(count)} events like this in ${shownDuration(seconds)}, usually ${usual < 0.1 ? 'next to none' : `about ${shownNumber(Number(usual.toPrecision(2)))}`} in as long`
    }
    case 'silence': {
      const { seconds, count, usual } = signal.detail
      const few = count === 0 ? 'No event' : count === 1 ? 'Only one event' : `Only ${shownNumber(count)} events`
      return `${few} like this in ${shownDuration(seconds)}, where about ${shownNumber(Number(usual.toPrecision(2)))} were to be expected`
    }
    case 'new_template':
      return newSentence(signal.detail)
    case 'new_value': {
      const { slot, value, baseline_total, usual, runs } = signal.detail
      const place = slot === 'severity' ? 'Severity' : 'Value'
      const where = slot === 'severity' ? 'of a message' : `of ${placeName(slot)} in a place`
      return `${place} ${quoted(value)} ${where} that never says so in ${shownNumber(baseline_total)} in ${goodLogs(runs)}; usual are ${usual.slice(0, 3).map(({ value }) => quoted(value)).join(', ')}`
    }
    case 'new_number': {
      const { slot, shown, runs } = signal.detail
      return `The number ${shown.value} in the place of ${placeName(slot)}; in ${goodLogs(runs)} ${shown.low === shown.high ? shown.median : `${shown.low} to ${shown.high} (median ${shown.median})`}`
    }
    case 'frequency': {
      const { count, baseline_count, expected, runs } = signal.detail
      return `A message seen ${times(count)}, where about ${shownNumber(expected)} were to be expected from its ${shownNumber(baseline_count)} in ${goodLogs(runs)}`
    }
    case 'gone': {
      const { template, templates, baseline_count, runs } = signal.detail
      const others = templates > 1 ? `, and without ${shownNumber(templates - 1)} more` : ''
      return `The log ends without ${quoted(template)}${others}; it came ${times(baseline_count)} in ${goodLogs(runs)}`
    }
    case 'trouble':
      return troubleSentence(signal.detail)
    case 'severity':
      return `Severity ${signal.detail.severity}, like ${shownNumber(signal.detail.count)} of ${shownNumber(signal.detail.total)} events`
  }
}

/** Why an event is odd, for a person: the leading signal first, one more if it adds something. */
export function explain(signals: readonly Signal[]): string {
  return `${signals.slice(0, 2).map(sentence).join('. ')}.`
}
