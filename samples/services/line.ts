import type { Random } from '../random'

/** The ids of one session, request or job, by name; the same through all of its lines. */
export type Subject = Readonly<Record<string, string>>

/** Draws the text of one variable part. */
export type Draw = (random: Random, subject: Subject) => string

/** A message of a service: literal text and variable parts in turn; `literals` has one more than `draws` and `names`. */
export interface Line { level: string, source: string, literals: readonly string[], names: readonly string[], draws: readonly Draw[] }

/** One step of a visit: a line that `share` of the visits write, each `least` to `most` times. */
export interface Step { line: Line, share: number, least: number, most: number }

/** Work of several lines about one subject, or of one line only. */
export interface Visit { weight: number, steps: readonly Step[] }

/** Reads `{name}` as a variable part: one of `fields`, else an id of the subject. */
export function lineMaker(fields: Readonly<Record<string, Draw>>) {
  return (level: string, source: string, text: string): Line => {
    const parts = text.split(/\{(\w+)\}/)
    const names = parts.filter((_, index) => index % 2 === 1)
    const draws = names.map((name): Draw => (name in fields ? fields[name] : (_, subject) => subject[name]))
    return { level, source, literals: parts.filter((_, index) => index % 2 === 0), names, draws }
  }
}

/** The text of a line. A part named `changed.name` has the text of `changed`, though its own is drawn all the same. */
export function fillLine(line: Line, random: Random, subject: Subject, changed: { name: string, text: string } | null): string {
  let text = line.literals[0]
  for (let index = 0; index < line.draws.length; index++) {
    const drawn = line.draws[index](random, subject)
    text += (changed?.name === line.names[index] ? changed.text : drawn) + line.literals[index + 1]
  }
  return text
}

export function maybe(share: number, line: Line): Step {
  return { line, share, least: 1, most: 1 }
}

export function several(least: number, most: number, line: Line): Step {
  return { line, share: 1, least, most }
}

export function visit(weight: number, ...steps: (Line | Step)[]): Visit {
  return { weight, steps: steps.map(step => ('line' in step ? step : maybe(1, step))) }
}

/** One of a few values: `GET 70|POST 25|PUT 5` gives each with its weight. */
export function oneOf(text: string): Draw {
  const draw = weighted(text.split('|').map((part): [string, number] => {
    const cut = part.lastIndexOf(' ')
    return [part.slice(0, cut), Number(part.slice(cut + 1))]
  }))
  return random => draw(random)
}

/** Items by weight, found by bisection: holds little, unlike a `Choice`. */
export function weighted<T>(items: readonly (readonly [T, number])[]): (random: Random) => T {
  let total = 0
  const ends = items.map(([, weight]) => total += weight)
  return (random) => {
    const at = random.bits() / 4294967296 * total
    let low = 0
    for (let high = ends.length - 1; low < high;) {
      const middle = (low + high) >>> 1
      if (ends[middle] > at) high = middle
      else low = middle + 1
    }
    return items[low][0]
  }
}

/** A whole number from 1 on, log-normal. */
export function amount(median: number, spread: number): Draw {
  return random => String(Math.round(random.logNormal(median, spread)) + 1)
}

export function decimal(median: number, spread: number, digits: number): Draw {
  return random => random.logNormal(median, spread).toFixed(digits)
}

export function between(low: number, high: number): Draw {
  return random => String(random.between(low, high))
}

/** `least` to `most` draws, joined. */
export function listOf(draw: Draw, least: number, most: number, separator: string): Draw {
  return (random, subject) => {
    let text = draw(random, subject)
    for (let left = random.between(least, most) - 1; left > 0; left--) text += separator + draw(random, subject)
    return text
  }
}

/** The draw's text in some lines, nothing in the others. */
export function tail(share: number, text: string, draw: Draw): Draw {
  return (random, subject) => (random.chance(share) ? text + draw(random, subject) : '')
}

/** Names whose shares fall as in Zipf's law. */
export function zipfOf(names: readonly string[]): Draw {
  return weighted(names.map((name, index): [string, number] => [name, 1 / (index + 1)]))
}

export const address: Draw = random => random.between(11, 199) + '.' + random.below(256) + '.' + random.below(256) + '.' + random.between(1, 254)
export const hex = (digits: number): Draw => random => random.hex(digits)
export const uuid: Draw = random => random.uuid()
