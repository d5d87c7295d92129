/** What a quantity measures, and the base unit in which its value is given. */
export const NO_QUANTITY = 0, NUMBER = 1, SECONDS = 2, BYTES = 3, BITS = 4
export const BYTES_PER_SECOND = 5, BITS_PER_SECOND = 6, PER_SECOND = 7, PERCENT = 8, HERTZ = 9, WATTS = 10, VOLTS = 11
export const AMPERES = 12, CELSIUS = 13, FAHRENHEIT = 14, PASCALS = 15, METRES = 16, WATT_HOURS = 17, DECIBELS = 18
/** A number with a unit that is not in the table, so that it compares with numbers of the same unit only. */
export const OTHER_UNIT = 19

/** A number in a unit is `number * factor * 10 ** power` in the base unit; whole factors keep products exact. */
export interface Unit {
  dimension: number
  factor: number
  power: number
  /** Whether it may stand behind a blank. Short names that are also words may not. */
  isSpaced: boolean
}

/** Longest name of a unit in bytes; what is longer is a word. */
export const UNIT_MAX_BYTES = 15

const SPACED = true, GLUED = false
const MINUTE = 60, HOUR = 3600, DAY = 86_400

/** Dimensions of which `m` and `M` are usual prefixes, so that their names hold in one case only. */
const CASED = new Set([WATTS, VOLTS, AMPERES, PASCALS, METRES, WATT_HOURS])
/** Names in the case in which they are written; longer ones are also found in other cases, where that says the same. */
const NAMES: [string, number, number, number, boolean][] = [
  ['ns nsec nsecs nanos nanosecond nanoseconds 纳秒', SECONDS, 1, -9, SPACED],
  ['us µs μs usec usecs micros microsecond microseconds мкс 微秒 マイクロ秒', SECONDS, 1, -6, SPACED],
  ['ms msec msecs millis millisecond milliseconds millisekunden milisegundos мс 毫秒 ミリ秒 밀리초', SECONDS, 1, -3, SPACED],
  ['s sec secs second seconds sek sekunde sekunden segundo segundos seconde secondes с сек 秒 초', SECONDS, 1, 0, SPACED],
  ['min mins minute minutes minuten minuto minutos мин 分钟 分鐘 分間 분', SECONDS, MINUTE, 0, SPACED],
  ['h hr hrs hour hours stunde stunden hora horas heure heures час 小时 小時 時間 시간', SECONDS, HOUR, 0, SPACED],
  ['d day days tag tage día días jour jours 天', SECONDS, DAY, 0, SPACED],
  ['m', SECONDS, MINUTE, 0, GLUED],
  ['w', SECONDS, 7 * DAY, 0, GLUED],
  ['week weeks', SECONDS, 7 * DAY, 0, SPACED],
  ['B byte bytes octet octets байт 字节 バイト 바이트', BYTES, 1, 0, SPACED],
  ['b', BYTES, 1, 0, GLUED],
  ['bit bits', BITS, 1, 0, SPACED],
  ['bps', BITS_PER_SECOND, 1, 0, SPACED],
  ['rps qps tps pps iops fps', PER_SECOND, 1, 0, SPACED],
  ['% ％ percent pct', PERCENT, 1, 0, SPACED],
  ['‰', PERCENT, 1, -1, SPACED],
  ['Hz', HERTZ, 1, 0, SPACED], ['kHz', HERTZ, 1, 3, SPACED], ['MHz', HERTZ, 1, 6, SPACED], ['GHz', HERTZ, 1, 9, SPACED],
  ['µW μW uW', WATTS, 1, -6, SPACED], ['mW', WATTS, 1, -3, SPACED], ['W watt watts', WATTS, 1, 0, SPACED],
  ['kW', WATTS, 1, 3, SPACED], ['MW', WATTS, 1, 6, SPACED], ['GW', WATTS, 1, 9, SPACED],
  ['µV μV uV', VOLTS, 1, -6, SPACED], ['mV', VOLTS, 1, -3, SPACED], ['V volt volts', VOLTS, 1, 0, SPACED],
  ['kV', VOLTS, 1, 3, SPACED], ['MV', VOLTS, 1, 6, SPACED],
  ['µA μA uA', AMPERES, 1, -6, SPACED], ['mA', AMPERES, 1, -3, SPACED], ['A', AMPERES, 1, 0, GLUED],
  ['kA', AMPERES, 1, 3, SPACED], ['amp amps', AMPERES, 1, 0, SPACED],
  ['°C ºC ℃', CELSIUS, 1, 0, SPACED],
  ['°F ºF ℉', FAHRENHEIT, 1, 0, SPACED],
  ['Pa', PASCALS, 1, 0, SPACED], ['hPa mbar', PASCALS, 1, 2, SPACED], ['kPa', PASCALS, 1, 3, SPACED],
  ['MPa', PASCALS, 1, 6, SPACED],
  ['µm μm', METRES, 1, -6, SPACED], ['mm', METRES, 1, -3, SPACED], ['cm', METRES, 1, -2, SPACED],
  ['km', METRES, 1, 3, SPACED],
  ['mWh', WATT_HOURS, 1, -3, SPACED], ['Wh', WATT_HOURS, 1, 0, SPACED], ['kWh', WATT_HOURS, 1, 3, SPACED],
  ['MWh', WATT_HOURS, 1, 6, SPACED], ['GWh', WATT_HOURS, 1, 9, SPACED],
  ['dB dBm', DECIBELS, 1, 0, SPACED],
]
/** What stands behind a prefix: `kB`, `Mbit`, `Kbps`. A bare `Gb` is read as bytes, as loggers mean it. */
const SIZES: [string, number][] = [
  ['B', BYTES], ['b', BYTES], ['bytes', BYTES], ['bit', BITS], ['bits', BITS], ['bps', BITS_PER_SECOND],
  ['Bps', BYTES_PER_SECOND],
]
const PREFIXES: [string, number][] = [['k', 3], ['K', 3], ['M', 6], ['G', 9], ['T', 12], ['P', 15]]
const LOCAL_PREFIXES: [string, number][] = [['К', 3], ['М', 6], ['Г', 9], ['Т', 12]]
const SCALES: [string, number][] = [['k', 3], ['K', 3], ['M', 6], ['G', 9], ['T', 12]]

function allUnits(): [string, Unit][] {
  const units: [string, Unit][] = []
  const add = (name: string, dimension: number, factor: number, power: number, isSpaced: boolean) => {
    units.push([name, { dimension, factor, power, isSpaced }])
  }
  for (const [names, ...unit] of NAMES) for (const name of names.split(' ')) add(name, ...unit)
  for (const [prefix, power] of PREFIXES) {
    const binary = 2 ** (power / 3 * 10)
    for (const [name, dimension] of SIZES) {
      add(prefix + name, dimension, 1, power, SPACED)
      if (name !== 'b') add(`${prefix}i${name}`, dimension, binary, 0, SPACED)
    }
    add(`${prefix}i`, BYTES, binary, 0, GLUED)
  }
  for (const [prefix, power] of LOCAL_PREFIXES) add(`${prefix}Б`, BYTES, 1, power, SPACED)
  for (const [prefix, power] of [['K', 3], ['M', 6]] as const) add(`${prefix}o`, BYTES, 1, power, SPACED)
  add('Go', BYTES, 1, 9, GLUED) // with a blank it is more often a word
  return units
}

/** By the first two letters of names that may stand behind a blank, whatever their case. */
const SPACED_STARTS = new Uint8Array(1024)
const letterOf = (byte: number) => (byte | 32) >= 97 && (byte | 32) <= 122 ? byte & 31 : 0
for (const [name, { isSpaced }] of allUnits()) {
  const [first, second] = new TextEncoder().encode(name)
  if (isSpaced && first < 128) SPACED_STARTS[letterOf(first) << 5 | letterOf(second ?? 0)] = 1
}

/** Whether a unit behind a blank may begin with these bytes; most words do not. */
export function mayBeginUnit(first: number, second: number): boolean {
  return first >= 128 || second >= 128 || SPACED_STARTS[letterOf(first) << 5 | letterOf(second)] === 1
}

/** Cells of the table of names, a power of two; so many that most words that are no unit meet an empty one. */
const CELLS = 2048

/** The names of units by their bytes. Does not change once made. */
export class UnitNames {
  private readonly cells = new Uint16Array(CELLS)
  /** By first byte, a bit for each length of a name: most words that are no unit fall through here. */
  private readonly lengths = new Uint16Array(256)
  private readonly bytes: Uint8Array
  private readonly starts: Uint16Array
  private readonly units: Unit[] = []

  /** @param hasScales whether `k`, `M`, `G` and `T` right behind a number scale it. */
  constructor(hasScales = false) {
    const all = allUnits()
    const scales = hasScales ? SCALES : []
    for (const [name, power] of scales) all.push([name, { dimension: NUMBER, factor: 1, power, isSpaced: GLUED }])
    const exact = new Set(all.map(([name]) => name))
    for (const [name, unit] of all.slice()) {
      const small = name.replace(/[A-Z]/g, letter => letter.toLowerCase())
      if (name.length < 2 || exact.has(small) || CASED.has(unit.dimension)) continue
      exact.add(small)
      all.push([small, unit])
    }
    const encoder = new TextEncoder()
    const encoded = all.map(([name]) => encoder.encode(name))
    this.starts = new Uint16Array(all.length + 2)
    this.bytes = new Uint8Array(encoded.reduce((sum, { length }) => sum + length, 0))
    all.forEach(([, unit], i) => {
      this.units.push(unit)
      this.lengths[encoded[i][0]] |= 1 << encoded[i].length
      this.bytes.set(encoded[i], this.starts[i + 1])
      this.starts[i + 2] = this.starts[i + 1] + encoded[i].length
      let cell = this.hash(encoded[i], 0, encoded[i].length, 0) & (CELLS - 1)
      while (this.cells[cell] > 0) cell = (cell + 1) & (CELLS - 1)
      this.cells[cell] = i + 1
    })
  }

  /** The unit whose name the bytes `[from, to)` are, in this case or in small letters; null if they are none. */
  find(buf: Uint8Array, from: number, to: number): Unit | null {
    const length = to - from
    if (length < 1 || length > UNIT_MAX_BYTES) return null
    const exact = (this.lengths[buf[from]] & (1 << length)) !== 0 ? this.probe(buf, from, to, 0) : null
    if (exact !== null || length === 1 || (this.lengths[inCase(buf[from], 32)] & (1 << length)) === 0) return exact
    return this.probe(buf, from, to, 32)
  }

  /** Bit 5 of capital letters is set where `small` is 32. */
  private probe(buf: Uint8Array, from: number, to: number, small: number): Unit | null {
    for (let cell = this.hash(buf, from, to, small) & (CELLS - 1); ; cell = (cell + 1) & (CELLS - 1)) {
      const entry = this.cells[cell]
      if (entry === 0) return null
      const start = this.starts[entry]
      let i = this.starts[entry + 1] - start === to - from ? to - from : -1
      while (i > 0 && this.bytes[start + i - 1] === inCase(buf[from + i - 1], small)) i--
      if (i === 0) return this.units[entry - 1]
    }
  }

  private hash(buf: Uint8Array, from: number, to: number, small: number): number {
    let hash = to - from
    for (let p = from; p < to; p++) hash = Math.imul(hash, 31) + inCase(buf[p], small) | 0
    return hash ^ (hash >>> 11)
  }
}

function inCase(byte: number, small: number): number {
  return byte >= 65 && byte <= 90 ? byte | small : byte
}
