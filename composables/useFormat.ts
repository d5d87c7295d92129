import type { Ref } from 'vue'

const SECOND_MS = 1000
const RELATIVE_UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400 * SECOND_MS], ['hour', 3600 * SECOND_MS], ['minute', 60 * SECOND_MS],
]
const SIZE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

type Formats = ReturnType<typeof formatsOf>

/** Numbers, sizes and times as the person's language writes them; in the new one after a change of language. */
export function useFormat(): Formats {
  const { localeProperties } = useI18n()
  const formats = computed(() => formatsOf(localeProperties.value.language ?? 'en'))
  return proxyRefs(formatsBy(formats))
}

/** All formats, each looked up in the present language when it is used. */
function formatsBy(formats: Readonly<Ref<Formats>>) {
  const use = <Name extends keyof Formats>(name: Name) => computed(() => formats.value[name])
  return {
    count: use('count'), measure: use('measure'), quantity: use('quantity'), score: use('score'), percent: use('percent'), share: use('share'), rate: use('rate'), size: use('size'),
    duration: use('duration'), moment: use('moment'), ago: use('ago'), logTime: use('logTime'), logDay: use('logDay'), logClock: use('logClock'),
  }
}

function formatsOf(language: string) {
  const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 })
  const decimal = new Intl.NumberFormat(language, { maximumSignificantDigits: 6 })
  const measure = (value: number) => (Number.isInteger(value) ? whole : decimal).format(value)
  const scores = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
  const percents = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 })
  const shares = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 2 })
  const rates = new Intl.NumberFormat(language, { style: 'unit', unit: 'megabyte-per-second', maximumFractionDigits: 1 })
  const bytesOnly = new Intl.NumberFormat(language, { style: 'unit', unit: 'byte', unitDisplay: 'long' }) // "16 byte" is what `short` gives
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  const local = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' })
  const utc = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' })
  const utcDay = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' })
  const utcClock = new Intl.DateTimeFormat(language, { timeStyle: 'medium', timeZone: 'UTC' })
  const units = (unit: string, value: number, digits = 0) =>
    new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: digits }).format(value)

  return {
    count: (value: number) => whole.format(value),
    /** A whole number to its last digit, another one to six. */
    measure,
    /** One of the numbers of a place: as the server writes it where it has a unit. */
    quantity: <Name extends string>(detail: { unit: string, shown: Record<Name, string> } & Record<Name, number>, name: Name) =>
      detail.unit === '' ? measure(detail[name]) : detail.shown[name],
    score: (value: number) => scores.format(value),
    percent: (value: number) => percents.format(value),
    /** A share that is rare does not round to nothing. */
    share: (value: number) => value > 0 && value < 0.0001 ? `< ${shares.format(0.0001)}` : shares.format(value),
    rate: (bytesPerSecond: number) => rates.format(bytesPerSecond / 1e6),
    size: (bytes: number) => {
      const power = bytes < 1000 ? 0 : Math.min(SIZE_UNITS.length - 1, Math.floor(Math.log10(bytes) / 3))
      return power === 0 ? bytesOnly.format(bytes) : units(SIZE_UNITS[power] ?? 'byte', bytes / 1000 ** power, 1)
    },
    /** Whole seconds as "1 min 5 sec". */
    duration: (seconds: number) => {
      if (seconds < 60) return units('second', seconds)
      if (seconds < 3600) return `${units('minute', Math.floor(seconds / 60))} ${units('second', seconds % 60)}`
      return `${units('hour', Math.floor(seconds / 3600))} ${units('minute', Math.floor(seconds % 3600 / 60))}`
    },
    /** A moment of ours, in the person's zone. */
    moment: (iso: string) => local.format(new Date(iso)),
    ago: (iso: string, nowMs: number) => {
      const passedMs = nowMs - Date.parse(iso)
      const [unit, unitMs] = RELATIVE_UNITS.find(([, ms]) => passedMs >= ms) ?? ['second', SECOND_MS]
      return relative.format(unit === 'second' ? 0 : -Math.floor(passedMs / unitMs), unit)
    },
    /** A time of the log. Logs are read in UTC, whatever the person's zone. */
    logTime: (iso: string) => utc.format(new Date(iso)),
    logDay: (iso: string) => utcDay.format(new Date(iso)),
    logClock: (iso: string) => utcClock.format(new Date(iso)),
  }
}
